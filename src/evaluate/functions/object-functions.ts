import { hasUnknownKey } from '../../resource/fully-known.ts';
import type { KnownValue, ObjectValue, Property, Value } from '../../resource/value.ts';
import { typeName, wrongType } from './argument-types.ts';
import { follow } from './array-functions.ts';
import type { BuiltInFunction, FunctionArgument, FunctionCall } from './built-in-function.ts';
import { defined, shallow } from './define.ts';
import { compareIgnoringCase } from './ordinal-text.ts';
import { arrayValue, nullValue, objectValue, propertyOf, textValue } from '../../resource/make-value.ts';
import { disallowedItems } from './string-functions.ts';
import { unknownKeyText } from './unknown-key.ts';

/** Functions of objects: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object */
export const objectFunctions: readonly BuiltInFunction[] = [
  defined('createObject', [0, Infinity], createObject),
  shallow('items', 1, (args, call) => entries(args, call, (property) => entry(property, call))),
  shallow('objectKeys', 1, (args, call) => entries(args, call, (property) => textValue(property.key, property.keyAt))),
  shallow('shallowMerge', 1, shallowMerge),
  defined('tryGet', [2, Infinity], tryGet),
];

function createObject(args: readonly FunctionArgument[], call: FunctionCall): Value {
  if (args.length % 2 !== 0) {
    return call.fail(
      `The template language function '${call.name}' expects an even number of parameters. The number of provided parameters was '${args.length}'.`,
    );
  }
  const properties: Property[] = [];
  const keys = new Set<string>();
  const twice = new Set<string>();
  const odd: { type: string; position: number }[] = [];
  for (let index = 0; index < args.length; index += 2) {
    const key = args[index];
    const value = args[index + 1];
    if (key === undefined || value === undefined || value.kind === 'lambda') continue;
    if (key.kind === 'string') {
      (keys.has(key.value) ? twice : keys).add(key.value);
      properties.push(propertyOf(key.value, value, key.at));
    } else if (key.kind === 'unknown')
      properties.push({ key: unknownKeyText(key), keyAt: key.at, value, unknownKey: key });
    else odd.push({ type: typeName(key), position: index + 1 });
  }
  if (twice.size > 0) {
    return call.fail(
      `The template language function '${call.name}' expects all property names to be unique. The following property names were duplicated: ${[...twice].join(', ')}.`,
    );
  }
  if (odd.length === 0) return objectValue(properties, call.at);
  const positions = odd.map((item) => item.position).join(', ');
  const types = odd.map((item) => item.type).join(', ');
  return call.fail(
    `The template language function '${call.name}' expects the parameters at an odd-numbered position to be of type 'string'. The specified parameters at positions '${positions}' are of types '${types}', respectively.`,
  );
}

/** An array with an item for each property, in the order of the keys (without case). */
function entries(args: readonly KnownValue[], call: FunctionCall, item: (property: Property) => Value): Value {
  const [object] = args;
  if (object?.kind !== 'object') return wrongType(call, args, 0, 'Object');
  if (hasUnknownKey(object)) return call.stay(args);
  const sorted = [...object.properties].sort((a, b) => compareIgnoringCase(a.key, b.key));
  return arrayValue(sorted.map(item), call.at);
}

function entry(property: Property, call: FunctionCall): ObjectValue {
  const key = textValue(property.key, property.keyAt);
  return objectValue(
    [propertyOf('key', key, property.keyAt), propertyOf('value', property.value, property.keyAt)],
    call.at,
  );
}

/** Later objects win, key by key, without merging what is inside. */
function shallowMerge(args: readonly KnownValue[], call: FunctionCall): Value {
  const [list] = args;
  if (list?.kind !== 'array') return wrongType(call, args, 0, 'Array');
  const properties = new Map<string, Property>();
  const odd: { type: string; index: number }[] = [];
  let open = false;
  for (const [index, item] of list.items.entries()) {
    if (item.kind === 'unknown') open = true;
    else if (item.kind !== 'object') odd.push({ type: typeName(item), index });
    else {
      open ||= hasUnknownKey(item);
      for (const property of item.properties) replaceProperty(properties, property);
    }
  }
  if (odd.length > 0) return disallowedItems(call, 'Object', odd);
  return open || !call.spend(properties.size) ? call.stay(args) : objectValue([...properties.values()], call.at);
}

/** The key stays as the first object spelled it. */
function replaceProperty(properties: Map<string, Property>, property: Property): void {
  const folded = property.key.toLowerCase();
  properties.set(folded, { ...property, key: properties.get(folded)?.key ?? property.key });
}

/** A property or item, or null where the first step leads nowhere; later steps are plain member access. */
function tryGet(args: readonly FunctionArgument[], call: FunctionCall): Value {
  const [value, key, ...path] = args;
  if (value === undefined || key === undefined || value.kind === 'unknown' || key.kind === 'unknown')
    return call.stay(args);
  const found = memberIfAny(value, key);
  if (found === undefined)
    return value.kind === 'object' && call.reading.mayHoldMore(value) ? call.stay(args) : nullValue(call.at);
  return follow(found, path, call);
}

function memberIfAny(value: FunctionArgument, key: FunctionArgument): Value | undefined {
  if (value.kind === 'array' && key.kind === 'number') return value.items[key.value];
  return value.kind === 'object' && key.kind === 'string' ? value.properties.get(key.value) : undefined;
}
