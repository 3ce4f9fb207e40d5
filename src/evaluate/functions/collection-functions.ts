import type { ArrayValue, KnownValue, NumberValue, Value } from '../../resource/value.ts';
import { isWhole, outsideInt32, typeName, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionArgument, FunctionCall } from './built-in-function.ts';
import { defined, shallow } from './define.ts';
import { equalParts } from './logical-functions.ts';
import { foldCase } from './ordinal-text.ts';
import { arrayValue, boolValue, integerValue, nullValue, textValue } from '../../resource/make-value.ts';

/** Functions that take texts as well as arrays: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array */
export const collectionFunctions: readonly BuiltInFunction[] = [
  shallow('length', 1, length),
  shallow('empty', 1, empty),
  shallow('contains', 2, contains),
  shallow('first', 1, (args, call) => end(args, call, 0)),
  shallow('last', 1, (args, call) => end(args, call, -1)),
  shallow('take', 2, take),
  shallow('skip', 2, (args, call) => part(args, call, (list, count) => list.slice(count))),
  shallow('indexOf', 2, (args, call) => indexOf(args, call, 1)),
  shallow('lastIndexOf', 2, (args, call) => indexOf(args, call, -1)),
  defined('indexFromEnd', 2, indexFromEnd),
];

function length(args: readonly KnownValue[], call: FunctionCall): Value {
  const size = sizeOf(args[0]);
  if (size !== undefined) return integerValue(size, call.at);
  return call.fail(
    `The template language function '${call.name}' expects its parameter to be an array, object, or a string. The provided value is of type '${nameOf(args[0])}'.`,
  );
}

function empty(args: readonly KnownValue[], call: FunctionCall): Value {
  const [value] = args;
  if (value?.kind === 'null') return boolValue(true, call.at);
  const size = sizeOf(value);
  if (size !== undefined) return boolValue(size === 0, call.at);
  return call.fail(
    `The template function '${call.name}' expects its parameter to be an object, an array, or a string. The provided value is of type '${nameOf(value)}'.`,
  );
}

function sizeOf(value: KnownValue | undefined): number | undefined {
  if (value?.kind === 'string') return value.value.length;
  if (value?.kind === 'array') return value.items.length;
  return value?.kind === 'object' ? value.properties.size : undefined;
}

function nameOf(value: FunctionArgument | undefined): string {
  return value === undefined ? 'Null' : typeName(value);
}

/** Texts and items with case, keys without. What an unknown item might be is not guessed: without a certain match it stays. */
function contains(args: readonly KnownValue[], call: FunctionCall): Value {
  const [container, sought] = args;
  if (container?.kind === 'array' && sought !== undefined) {
    const found = holds(container, sought, call);
    return found === undefined ? call.stay(args) : boolValue(found, call.at);
  }
  if (container?.kind === 'object' && sought?.kind === 'string') {
    const found = container.properties.entry(sought.value);
    if (found !== undefined && found.unknownKey === undefined) return boolValue(true, call.at);
    return call.reading.mayHoldMore(container) ? call.stay(args) : boolValue(false, call.at);
  }
  if (container?.kind === 'string' && sought?.kind === 'string')
    return boolValue(container.value.includes(sought.value), call.at);
  return call.fail(
    `The template function '${call.name}' expects parameters of matching types: a dictionary and a key (string), an array and a value (object), or a string and a substring. The provided types '${nameOf(container)}' and '${nameOf(sought)}' are incompatible.`,
  );
}

/** Whether some item is certainly equal; undefined when an unknown one may be. */
function holds(list: ArrayValue, sought: Value, call: FunctionCall): boolean | undefined {
  let result: boolean | undefined = false;
  for (const item of list.items) {
    const same = equalParts(item, sought, call);
    if (same === true) return true;
    if (same === undefined) result = undefined;
  }
  return result;
}

/** Index of the first (or last) equal item, -1 when there is certainly none, undefined when an unknown item comes first. */
function position(list: ArrayValue, sought: Value, direction: 1 | -1, call: FunctionCall): number | undefined {
  const { items } = list;
  let unsure = false;
  for (let step = 0; step < items.length; step++) {
    const index = direction === 1 ? step : items.length - 1 - step;
    const item = items[index];
    if (item === undefined) continue;
    const same = call.reading.isComparable(item) ? equalParts(item, sought, call) : undefined;
    if (same === true && !unsure) return index;
    if (same === true) return undefined;
    if (same === undefined) unsure = true;
  }
  return unsure ? undefined : -1;
}

function end(args: readonly KnownValue[], call: FunctionCall, index: 0 | -1): Value {
  const [value] = args;
  if (value?.kind === 'array') return value.items.at(index) ?? nullValue(call.at);
  if (value?.kind === 'string')
    return textValue(index === 0 ? value.value.slice(0, 1) : value.value.slice(-1), call.at);
  return call.fail(
    `The template language function '${call.name}' expects its parameter be an array or a string. The provided value is of type '${nameOf(value)}'.`,
  );
}

function take(args: readonly KnownValue[], call: FunctionCall): Value {
  const [value, count] = args;
  // Of an empty text there is nothing to take, however much is asked for.
  if (value?.kind === 'string' && value.value === '' && isWhole(count)) return value;
  return part(args, call, (list, size) => list.slice(0, size));
}

interface Sliceable<T> {
  slice(start?: number, end?: number): T;
}

function part(
  args: readonly KnownValue[],
  call: FunctionCall,
  cut: <T>(list: Sliceable<T>, count: number) => T,
): Value {
  const [value, count] = args;
  if (value?.kind !== 'array' && value?.kind !== 'string') {
    return call.fail(
      `The template language function '${call.name}' expects its first parameter 'collection' to be an array or a string. The provided value is of type '${nameOf(value)}'.`,
    );
  }
  if (!isWhole(count)) return wrongType(call, args, 1, 'Integer');
  const outside = outsideInt32(count, call);
  if (outside !== undefined) return outside;
  const size = Math.max(0, count.value);
  if (value.kind === 'string') return textValue(cut<string>(value.value, size), call.at);
  return arrayValue(cut<readonly Value[]>(value.items, size), call.at);
}

/** In texts without case, in arrays with case. */
function indexOf(args: readonly KnownValue[], call: FunctionCall, direction: 1 | -1): Value {
  const [container, sought] = args;
  if (container?.kind === 'array' && sought !== undefined) {
    const found = position(container, sought, direction, call);
    return found === undefined ? call.stay(args) : integerValue(found, call.at);
  }
  if (container?.kind !== 'string') {
    return call.fail(
      `The template language function '${call.name}' expects its first parameter to be one of the following types 'String, Array'. The provided value is of type '${nameOf(container)}'.`,
    );
  }
  if (sought?.kind !== 'string') return wrongType(call, args, 1, 'String');
  const text = foldCase(container.value);
  const piece = foldCase(sought.value);
  // .NET looks for an empty text at the last character, not behind it.
  const last = piece === '' ? Math.max(0, text.length - 1) : text.lastIndexOf(piece);
  return integerValue(direction === 1 ? text.indexOf(piece) : last, call.at);
}

function indexFromEnd(args: readonly FunctionArgument[], call: FunctionCall): Value {
  const [list, index] = args;
  if (list?.kind === 'unknown' || index?.kind === 'unknown') return call.stay(args);
  if (list?.kind !== 'array') return wrongType(call, args, 0, 'Array');
  if (!isWhole(index)) return wrongType(call, args, 1, 'Integer');
  return outsideInt32(index, call) ?? list.items[list.items.length - index.value] ?? outsideFromEnd(list, index, call);
}

function outsideFromEnd(list: ArrayValue, index: NumberValue, call: FunctionCall): Value {
  const problem = `Unable to evaluate the template language function '${call.name}'.`;
  if (index.value <= 0)
    return call.fail(
      `${problem} The index parameter must be greater than zero, but an index of '${index.text}' was received.`,
    );
  return call.fail(
    `${problem} The index parameter cannot be larger than the length of the array. The index parameter was '${index.text}', and the length of the array parameter was '${list.items.length}'.`,
  );
}
