import type { GraphFailure } from './graph-client.ts';

/** A server that has not answered by then does not answer at all: Resource Graph itself gives up on a query sooner. */
export const usualTimeoutMs = 60_000;

/**
 * A signal for one request: the caller's, or that time is up. The SDK's own timeouts hold the process until they end, even when the request
 * failed long before; this one does not.
 */
export function requestSignal(timeoutMs: number, signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

/** No answer, or half of one. A credential that cannot sign in ends here, too, and must not be tried again. */
export function brokenOff(error: unknown): GraphFailure {
  if (!(error instanceof Error)) return lost('network', 'the connection ended without an answer');
  if (error.name === 'AbortError') return lost('timeout', 'the server did not answer in time');
  if (isCertificateError(error)) {
    return lost('untrusted', `${error.message} (NODE_EXTRA_CA_CERTS names a file of certificates to trust besides)`);
  }
  return lost(isSignInError(error) ? 'denied' : 'network', error.message);
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function isCertificateError(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return /CERT|UNABLE_TO_VERIFY/.test(code);
}

/** A success whose body is no JSON: it ended early, or comes from something else than Azure. */
export function noJson(text: string | null | undefined): GraphFailure {
  const isEmpty = text === undefined || text === null || text === '';
  return {
    ...lost('network', isEmpty ? 'the answer is empty' : 'the answer is no JSON, or not all of it'),
    status: 200,
  };
}

function lost(kind: GraphFailure['kind'], message: string): GraphFailure {
  return { ok: false, kind, message, quota: {} };
}

/** `AuthenticationError`, `CredentialUnavailableError` and the like of `@azure/identity`. */
function isSignInError(error: unknown): boolean {
  return error instanceof Error && /authentication|credential/i.test(error.name);
}
