import { hasUnknownKey, isFullyKnown } from '../../resource/fully-known.ts';
import { callSymbol } from '../../resource/unknown.ts';
import type { KnownValue, ObjectValue, Property, UnknownValue, Value } from '../../resource/value.ts';
import { typeName, wrongType } from './argument-types.ts';
import { allArrays, distinctItems, itemKey } from './array-functions.ts';
import type { BuiltInFunction, FunctionCall } from './built-in-function.ts';
import { defined } from './define.ts';
import { equalValues } from './logical-functions.ts';
import { arrayValue, nullValue, objectValue } from '../../resource/make-value.ts';

/** Functions of several arrays, or of several objects. */
export const setFunctions: readonly BuiltInFunction[] = [
  ofSets('union', unionArrays, unionObjects),
  ofSets('intersection', commonItems, commonProperties),
];

type OfArrays = (lists: readonly (readonly Value[])[]) => Value[];
type OfObjects = (objects: readonly ObjectValue[], call: FunctionCall) => Value;

/** What is neither array nor object is refused even while another argument is unknown. */
function ofSets(name: string, ofArrays: OfArrays, ofObjects: OfObjects): BuiltInFunction {
  return defined(name, [2, Infinity], (args, call) => {
    const known: KnownValue[] = [];
    for (const [index, arg] of args.entries()) {
      if (arg.kind === 'array' || arg.kind === 'object') known.push(arg);
      else if (arg.kind !== 'unknown') return wrongType(call, args, index, 'Array, Object', false);
    }
    return known.length < args.length ? call.stay(args) : sets(known, call, ofArrays, ofObjects);
  });
}

function sets(args: readonly KnownValue[], call: FunctionCall, ofArrays: OfArrays, ofObjects: OfObjects): Value {
  if (allArrays(args)) {
    const size = args.reduce((total, list) => total + list.items.length, 0);
    if (!args.every(isFullyKnown) || !call.spend(size)) return call.stay(args);
    return arrayValue(ofArrays(args.map((list) => list.items)), call.at);
  }
  const objects = args.flatMap((arg) => (arg.kind === 'object' ? [arg] : []));
  if (objects.length < args.length) {
    return call.fail(
      `Template language function '${call.name}' expects parameters of the same type, but found multiple types.`,
    );
  }
  return objects.some(hasUnknownKey) ? call.stay(args) : ofObjects(objects, call);
}

function unionArrays(lists: readonly (readonly Value[])[]): Value[] {
  return distinctItems(lists.flat());
}

function commonItems(lists: readonly (readonly Value[])[]): Value[] {
  const [first = [], ...rest] = lists;
  const others = rest.map((list) => new Set(list.map(itemKey)));
  return distinctItems(first).filter((item) => others.every((keys) => keys.has(itemKey(item))));
}

/** Properties that all objects have, with the same key (and case) and an equal value. */
function commonProperties(objects: readonly ObjectValue[], call: FunctionCall): Value {
  if (!objects.every(isFullyKnown)) return call.stay(objects);
  const [first, ...rest] = objects;
  const common = [...(first?.properties ?? [])].filter(({ key, value }) =>
    rest.every((object) => {
      const other = object.properties.entry(key);
      return other?.key === key && equalValues(value, other.value);
    }),
  );
  return objectValue(common, call.at);
}

/** Objects nested deeper than this are not merged. */
const deepestMerge = 100;

/** Merged from left to right, objects into objects; null does not replace anything. */
function unionObjects(objects: readonly ObjectValue[], call: FunctionCall): Value {
  const [first, ...rest] = objects;
  if (first === undefined) return call.stay(objects);
  let merged = first;
  for (const next of rest) {
    const result = mergeObjects(merged, next, call, 0);
    if (result.kind !== 'object') return result;
    merged = result;
  }
  return { ...merged, at: call.at };
}

function mergeObjects(left: ObjectValue, right: ObjectValue, call: FunctionCall, depth: number): Value {
  if (depth > deepestMerge || !call.spend(right.properties.size))
    return call.stay([left, right], 'the objects are nested too deeply to be merged');
  const added: Property[] = [];
  const replaced = new Map<string, Property>();
  for (const property of right.properties) {
    const earlier = left.properties.entry(property.key);
    if (earlier === undefined) {
      added.push(property);
      continue;
    }
    const value = mergeValues(earlier.value, property.value, call, depth + 1);
    if (value === undefined) return mismatch(earlier.value, property.value, call);
    const merged = value === earlier.value ? { ...earlier, key: property.key } : { ...property, value };
    replaced.set(property.key.toLowerCase(), merged);
  }
  // Keys are compared without case: what replaces one replaces all that differ in case alone.
  const kept = Array.from(left.properties, (property) => replaced.get(property.key.toLowerCase()) ?? property);
  return objectValue([...kept, ...added], call.at);
}

/** The value that holds; undefined when the engine refuses the pair. */
function mergeValues(left: Value, right: Value, call: FunctionCall, depth: number): Value | undefined {
  if (right.kind === 'null') return left;
  if (left.kind === 'null') return right;
  if (right.kind === 'unknown')
    return whenNotNull(
      right,
      left,
      left.kind === 'object' ? staying('union', [left, right], right, call) : right,
      call,
    );
  if (left.kind === 'unknown')
    return right.kind === 'object'
      ? whenNotNull(left, right, staying('union', [left, right], left, call), call)
      : right;
  if (left.kind === 'object' && right.kind === 'object') return mergeObjects(left, right, call, depth);
  if (isContainer(left) || isContainer(right)) return left.kind === right.kind ? right : undefined;
  return right;
}

function isContainer(value: Value): boolean {
  return value.kind === 'object' || value.kind === 'array';
}

/** `if(equals(open, null()), otherwise, then)`, which is how the engine writes a merge with what it does not know. */
function whenNotNull(open: UnknownValue, otherwise: Value, then: Value, call: FunctionCall): UnknownValue {
  const isNull = staying('equals', [open, nullValue(call.at)], open, call);
  return staying('if', [isNull, otherwise, then], open, call);
}

function staying(name: string, args: readonly Value[], open: UnknownValue, call: FunctionCall): UnknownValue {
  return call.unknown(callSymbol(name, args), open.because);
}

function mismatch(left: Value, right: Value, call: FunctionCall): Value {
  return call.fail(
    `The template language function '${call.name}' failed to evaluate due to a type mismatch between '${typeName(left)}' and '${typeName(right)}'.`,
  );
}
