import type { ArrayValue, KnownValue, NumberValue, ObjectValue, Value } from '../../resource/value.ts';
import { isFullyKnown } from '../../resource/fully-known.ts';
import { isWhole, outsideInt32, typeName, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionArgument, FunctionCall } from './built-in-function.ts';
import { defined, pure, shallow } from './define.ts';
import { jsonText } from './json-text.ts';
import { arrayValue, nullValue } from '../../resource/make-value.ts';
import { disallowedItems } from './string-functions.ts';

/** Functions of arrays: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array */
export const arrayFunctions: readonly BuiltInFunction[] = [
  defined('createArray', [0, Infinity], (args, call) => arrayValue(valuesOf(args), call.at)),
  shallow('array', 1, (args, call) => (args[0]?.kind === 'array' ? args[0] : arrayValue(args, call.at))),
  shallow('flatten', 1, flatten),
  pure('distinct', 1, (args, call) => {
    const [list] = args;
    return list?.kind === 'array' ? arrayValue(distinctItems(list.items), call.at) : wrongType(call, args, 0, 'Array');
  }),
  defined('tryIndexFromEnd', [2, Infinity], tryIndexFromEnd),
];

function valuesOf(args: readonly FunctionArgument[]): Value[] {
  return args.flatMap((arg) => (arg.kind === 'lambda' ? [] : [arg]));
}

/** One level only. An item that may be an array of any length keeps the whole from being known. */
function flatten(args: readonly KnownValue[], call: FunctionCall): Value {
  const [list] = args;
  if (list?.kind !== 'array') return wrongType(call, args, 0, 'Array');
  const items: Value[] = [];
  const odd: { type: string; index: number }[] = [];
  let open = false;
  for (const [index, item] of list.items.entries()) {
    if (item.kind === 'array') for (const inner of item.items) items.push(inner);
    else if (item.kind === 'unknown') open = true;
    else odd.push({ type: typeName(item), index });
  }
  if (odd.length > 0) return disallowedItems(call, 'Array', odd);
  return open || !call.spend(items.length) ? call.stay(args) : arrayValue(items, call.at);
}

/** Items without repetitions, the first of equal ones stays. Objects are equal when written in the same order, as in the engine. */
export function distinctItems(items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = itemKey(item);
    if (key === undefined) return true;
    return seen.has(key) ? false : (seen.add(key), true);
  });
}

/** Equal for equal known items; undefined for what is nested too deeply to tell. */
export function itemKey(item: Value): string | undefined {
  return jsonText(item);
}

/** The n-th item from the end, or null where there is none. Later keys lead into it. */
function tryIndexFromEnd(args: readonly FunctionArgument[], call: FunctionCall): Value {
  const [list, index, ...path] = args;
  if (list?.kind === 'unknown' || index?.kind === 'unknown') return call.stay(args);
  if (list?.kind !== 'array' || !isWhole(index)) return nullValue(call.at);
  const found = outsideInt32(index, call) ?? list.items[list.items.length - index.value];
  return found === undefined ? nullValue(call.at) : follow(found, path, call);
}

/** Goes into a value by keys and indexes, as plain member access does. */
export function follow(start: Value, path: readonly FunctionArgument[], call: FunctionCall): Value {
  let value = start;
  for (const key of path) {
    if (key.kind === 'lambda')
      return call.fail(`The template language function '${call.name}' does not take a lambda.`);
    const next = value.kind === 'unknown' || key.kind === 'unknown' ? undefined : memberOf(value, key, call);
    value = next ?? call.unknown({ kind: 'member', of: value, key }, becauseOf(value, key));
  }
  return value;
}

function becauseOf(value: Value, key: Value): string {
  if (value.kind === 'unknown') return value.because;
  return key.kind === 'unknown' ? key.because : 'a property whose name is not known';
}

/** A property or item; the engine refuses what is not there. Undefined while an unknown key may be the one. */
function memberOf(value: KnownValue, key: KnownValue, call: FunctionCall): Value | undefined {
  const last = value.kind === 'array' && key.kind === 'object' ? countedFromEnd(key) : undefined;
  if (value.kind === 'array' && last !== undefined) {
    return (
      value.items[value.items.length - last.value] ??
      call.fail(`The language expression property array index '${last.text}' is out of bounds.`)
    );
  }
  if (value.kind === 'array' && isWhole(key)) {
    return (
      value.items[key.value] ??
      call.fail(`The language expression property array index '${key.text}' is out of bounds.`)
    );
  }
  if (value.kind === 'object' && key.kind === 'string') {
    const found = value.properties.get(key.value);
    if (found !== undefined) return found;
    if (!isFullyKnown(value) && [...value.properties].some((property) => property.unknownKey !== undefined))
      return undefined;
    const available = [...value.properties].map((property) => property.key).join(', ');
    return call.fail(
      `The language expression property '${key.value}' doesn't exist, available properties are '${available}'.`,
    );
  }
  const shown = key.kind === 'string' ? key.value : (jsonText(key) ?? '');
  return call.fail(`The language expression property '${shown}' can't be evaluated.`);
}

/** The number in a key that counts from the end, as the compiler writes it: `createObject('value', 1, 'fromEnd', true())`. */
function countedFromEnd({ properties }: ObjectValue): NumberValue | undefined {
  const value = properties.get('value');
  const fromEnd = properties.get('fromEnd');
  return value?.kind === 'number' && fromEnd?.kind === 'bool' && fromEnd.value ? value : undefined;
}

/** True for arguments that are all known arrays. */
export function allArrays(args: readonly KnownValue[]): args is readonly ArrayValue[] {
  return args.every((arg) => arg.kind === 'array');
}
