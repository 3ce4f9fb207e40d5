import type { Location } from '../text/location.ts';
import { propertiesOf } from '../resource/properties.ts';
import type { ArrayValue, ObjectValue, Property, UnknownValue, Value } from '../resource/value.ts';
import type { PropertyType, TypeNode } from '../template/type-node.ts';
import { integerValue, textValue } from '../resource/make-value.ts';
import { memberOf } from './staying-call.ts';
import { isSecure } from './type-check.ts';

/** Types that refer to themselves are followed this deep. */
const DEEPEST = 20;

/**
 * Seals what was passed to a parameter where its type is secure, as a whole or in parts: what is sealed can be compared, but its content
 * is gone. `symbol` makes what stands for the parameter.
 */
export function sealed(value: Value, type: TypeNode, symbol: () => UnknownValue, depth = 0): Value {
  if (value.kind === 'null' || depth > DEEPEST) return value;
  if (isSecure(type)) return sealedWhole(value, symbol);
  switch (type.kind) {
    case 'reference':
      return sealed(value, type.declaration.type, symbol, depth + 1);
    case 'list':
      return value.kind === 'array' ? sealedItems(value, () => type.item, symbol, depth) : value;
    case 'tuple':
      return value.kind === 'array' ? sealedItems(value, (index) => type.items[index], symbol, depth) : value;
    case 'record':
      return value.kind === 'object'
        ? sealedProperties(value, type.properties, type.additional || undefined, symbol, depth)
        : value;
    case 'tagged':
    case 'union':
      return type.members.reduce<Value>((result, member) => sealed(result, member, symbol, depth + 1), value);
    default:
      return value;
  }
}

function sealedWhole(value: Value, symbol: () => UnknownValue): Value {
  if (value.kind !== 'unknown') return { ...symbol(), sealed: true, at: value.at };
  return value.sealed ? value : { ...value, sealed: true };
}

function sealedItems(
  value: ArrayValue,
  typeAt: (index: number) => TypeNode | undefined,
  symbol: () => UnknownValue,
  depth: number,
): Value {
  let changed = false;
  const items = value.items.map((item, index) => {
    const type = typeAt(index);
    if (type === undefined) return item;
    const result = sealed(item, type, () => partOf(symbol(), integerValue(index, item.at), item.at), depth + 1);
    changed ||= result !== item;
    return result;
  });
  return changed ? { ...value, items } : value;
}

function sealedProperties(
  value: ObjectValue,
  types: readonly PropertyType[],
  additional: TypeNode | undefined,
  symbol: () => UnknownValue,
  depth: number,
): Value {
  const changed = new Map<string, Value>();
  const seal = ({ key, keyAt, value: content }: Property, type: TypeNode): void => {
    const result = sealed(content, type, () => partOf(symbol(), textValue(key, keyAt), content.at), depth + 1);
    if (result !== content) changed.set(key, result);
  };
  const declared = new Set<string>();
  for (const { name, type } of types) {
    const property = value.properties.entry(name);
    if (property === undefined) continue;
    declared.add(property.key);
    seal(property, type);
  }
  if (additional !== undefined) {
    for (const property of value.properties) if (!declared.has(property.key)) seal(property, additional);
  }
  if (changed.size === 0) return value;
  const properties = Array.from(value.properties, (property): Property => {
    const result = changed.get(property.key);
    return result === undefined ? property : { ...property, value: result };
  });
  return { ...value, properties: propertiesOf(properties) };
}

function partOf(symbol: UnknownValue, key: Value, at: Location): UnknownValue {
  return memberOf(symbol, key, at, symbol.because);
}
