import type { GraphFailure } from './graph-client.ts';

/** A server that has not answered by then does not answer at all. */
export const usualTimeoutMs = 120_000;

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
  const message = messageOf(error);
  return { ok: false, kind: isSignInError(error) ? 'denied' : 'network', message, quota: {} };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection ended without an answer';
  return error.name === 'AbortError' ? 'the server did not answer in time' : error.message;
}

/** `AuthenticationError`, `CredentialUnavailableError` and the like of `@azure/identity`. */
function isSignInError(error: unknown): boolean {
  return error instanceof Error && /authentication|credential/i.test(error.name);
}
