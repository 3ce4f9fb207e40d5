import type { Location } from '../text/location.ts';
import { propertiesOf } from '../resource/properties.ts';
import { callSymbol, firstUnknown, unknownValue } from '../resource/unknown.ts';
import type {
  ArrayValue,
  BoolValue,
  LambdaSymbol,
  NullValue,
  NumberValue,
  ObjectValue,
  StringValue,
  UnknownValue,
  Value,
} from '../resource/value.ts';

/** A text written at `at`. */
export function text(value: string, at: Location): StringValue {
  return { kind: 'string', value, at };
}

/** An integer written at `at`. */
export function integer(value: number, at: Location): NumberValue {
  return { kind: 'number', value, text: String(value), at };
}

export function bool(value: boolean, at: Location): BoolValue {
  return { kind: 'bool', value, at };
}

export function nothing(at: Location): NullValue {
  return { kind: 'null', at };
}

export function array(items: readonly Value[], at: Location): ArrayValue {
  return { kind: 'array', items, at };
}

/** An object of these properties, all written at `at`. */
export function object(entries: Iterable<readonly [string, Value]>, at: Location): ObjectValue {
  const list = Array.from(entries, ([key, value]) => ({ key, keyAt: at, value }));
  return { kind: 'object', properties: propertiesOf(list), at };
}

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

/** A member of an unknown. */
export function memberOf(of: Value, key: Value, at: Location, because: string): UnknownValue {
  const sealed = of.kind === 'unknown' && of.sealed === true;
  return unknownValue({ kind: 'member', of, key }, because, at, sealed);
}
