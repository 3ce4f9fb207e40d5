import { propertiesOf } from './properties.ts';
import type {
  ArrayValue,
  BoolValue,
  NullValue,
  NumberValue,
  ObjectValue,
  Property,
  StringValue,
  Value,
} from './value.ts';
import type { Location } from '../text/location.ts';

/** A text, written at `at`. */
export function textValue(value: string, at: Location): StringValue {
  return { kind: 'string', value, at };
}

/** An integer of any size; `text` holds its exact digits. */
export function integerValue(value: number | bigint, at: Location): NumberValue {
  return { kind: 'number', value: Number(value), text: String(value), at };
}

/** A number with a fraction or exponent, spelled as Azure's serialiser spells a double: `1.5`, `2.0`, `1E+25`. */
export function floatValue(value: number, at: Location): NumberValue {
  return { kind: 'number', value, text: floatText(value), at };
}

/** How the .NET runtime and Azure's JSON writer spell a double. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa = '', exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power > -5 && power < 17) {
    const plain = value.toFixed(Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - power));
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  return `${mantissa}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** True or false. */
export function boolValue(value: boolean, at: Location): BoolValue {
  return { kind: 'bool', value, at };
}

/** Null. */
export function nullValue(at: Location): NullValue {
  return { kind: 'null', at };
}

/** An array of these items. */
export function arrayValue(items: readonly Value[], at: Location): ArrayValue {
  return { kind: 'array', items, at };
}

/** An object of these properties; of two that share a key the later one holds. */
export function objectValue(properties: readonly Property[], at: Location): ObjectValue {
  return { kind: 'object', properties: propertiesOf(properties), at };
}

/** A property that a function makes. */
export function propertyOf(key: string, value: Value, keyAt: Location): Property {
  return { key, keyAt, value };
}

/** An object of these properties, all written at `at`. */
export function objectOf(entries: Iterable<readonly [string, Value]>, at: Location): ObjectValue {
  const list = Array.from(entries, ([key, value]) => ({ key, keyAt: at, value }));
  return { kind: 'object', properties: propertiesOf(list), at };
}
