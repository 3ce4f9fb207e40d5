import type { GraphFailure } from './graph-client.ts';

/** No answer, or half of one. A credential that cannot sign in ends here, too, and must not be tried again. */
export function brokenOff(error: unknown): GraphFailure {
  const message = error instanceof Error ? error.message : 'the connection ended without an answer';
  return { ok: false, kind: isSignInError(error) ? 'denied' : 'network', message, quota: {} };
}

/** `AuthenticationError`, `CredentialUnavailableError` and the like of `@azure/identity`. */
function isSignInError(error: unknown): boolean {
  return error instanceof Error && /authentication|credential/i.test(error.name);
}
