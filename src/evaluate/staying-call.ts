import type { Location } from '../text/location.ts';
import { textValue } from '../resource/make-value.ts';
import { callSymbol, firstUnknown, unknownValue } from '../resource/unknown.ts';
import type { LambdaSymbol, UnknownValue, Value } from '../resource/value.ts';

/** A call that stays, because of its first unknown argument or for the reason given. */
export function stayingCall(
  name: string,
  args: readonly (Value | LambdaSymbol)[],
  at: Location,
  because?: string,
  identity?: string,
): UnknownValue {
  const unknown = firstUnknown(args);
  const reason = because ?? unknown?.because ?? `${name}() is known only to the deployment`;
  return unknownValue(callSymbol(name, args, identity), reason, at, unknown?.sealed);
}

/** Names behind each other, some of them unknown: `format('{0}/{1}', ...)`. */
export function slashed(names: readonly Value[], at: Location): UnknownValue {
  const format = names.map((_, index) => `{${index}}`).join('/');
  return stayingCall('format', [textValue(format, at), ...names], at);
}

/** A member of an unknown. */
export function memberOf(of: Value, key: Value, at: Location, because: string): UnknownValue {
  const sealed = of.kind === 'unknown' && of.sealed === true;
  return unknownValue({ kind: 'member', of, key }, because, at, sealed);
}
