import type { Value } from '../resource/value.ts';

/** True when the value is a secret. */
export function isSealed(value: Value): boolean {
  return value.kind === 'unknown' && value.sealed === true;
}
