import type { KnownValue, NumberValue, Value } from '../../resource/value.ts';
import { exact, isInteger, isWhole, typeName, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionCall } from './built-in-function.ts';
import { defined, pure, scalar } from './define.ts';
import { compareNumbers } from './logical-functions.ts';
import { arrayValue, floatValue, integerValue } from '../../resource/make-value.ts';

/** Numeric functions, in 64 bits: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric */
export const numericFunctions: readonly BuiltInFunction[] = [
  arithmetic('add', (a, b) => a + b),
  arithmetic('sub', (a, b) => a - b),
  arithmetic('mul', (a, b) => a * b),
  division('div', (a, b) => a / b),
  division('mod', (a, b) => a % b),
  pure('int', 1, toInt),
  pure('float', 1, toFloat),
  extreme('min', (order) => order < 0),
  extreme('max', (order) => order > 0),
  scalar('range', ['i', 'i'], range),
];

/** True for what fits into the engine's 64-bit integers. */
function fitsLong(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

function arithmetic(name: string, compute: (a: bigint, b: bigint) => bigint): BuiltInFunction {
  return integers(name, (a, b, call) => {
    const result = compute(exact(a), exact(b));
    if (fitsLong(result)) return integerValue(result, call.at);
    return call.fail(
      `The template language function '${call.name}' overflowed with the operants '${a.text}' and '${b.text}'.`,
    );
  });
}

function division(name: string, compute: (a: bigint, b: bigint) => bigint): BuiltInFunction {
  return integers(name, (a, b, call) => {
    if (exact(b) === 0n) return call.fail(`The template language function '${call.name}' tried to divide by zero.`);
    if (exact(b) === -1n && !fitsLong(-exact(a))) return call.fail('Arithmetic operation resulted in an overflow.');
    return integerValue(compute(exact(a), exact(b)), call.at);
  });
}

/** Two integers. One that is known to be of another type is refused even while the other is unknown. */
function integers(
  name: string,
  compute: (a: NumberValue, b: NumberValue, call: FunctionCall) => Value,
): BuiltInFunction {
  return defined(name, 2, (args, call) => {
    const [a, b] = args;
    if (a === undefined || b === undefined) return call.stay(args);
    if (a.kind !== 'unknown' && !isWhole(a)) return wrongType(call, args, 0, 'Integer');
    if (b.kind !== 'unknown' && !isWhole(b)) return wrongType(call, args, 1, 'Integer');
    return isWhole(a) && isWhole(b) ? compute(a, b, call) : call.stay(args);
  });
}

function toInt(args: readonly KnownValue[], call: FunctionCall): Value {
  const [value] = args;
  if (isWhole(value)) return value;
  if (value?.kind !== 'string') return notOneOf(args, call, 'Integer, String');
  if (/^\s*[+-]?\d+\s*$/.test(value.value)) {
    const number = BigInt(value.value.trim().replace(/^\+/, ''));
    if (fitsLong(number)) return integerValue(number, call.at);
  }
  return call.fail(
    `The template language function '${call.name}' cannot convert provided value '${value.value}' to integer value.`,
  );
}

function toFloat(args: readonly KnownValue[], call: FunctionCall): Value {
  const [value] = args;
  if (value?.kind === 'number') return floatValue(value.value, call.at);
  const parsed = value?.kind === 'string' ? parseFloatText(value.value.trim()) : undefined;
  if (parsed !== undefined) return floatValue(parsed, call.at);
  return call.fail(
    `The template language function '${call.name}' was invoked with a parameter that is not valid. The value cannot be converted to the target type.`,
  );
}

/** A double as .NET reads it with the invariant culture; undefined when the text is none. */
function parseFloatText(text: string): number | undefined {
  // Commas between the digits before the point are taken for thousands, wherever they stand.
  if (/^[+-]?(\d[\d,]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text.replaceAll(',', ''));
  if (/^[+-]?infinity$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^[+-]?nan$/i.test(text) ? Number.NaN : undefined;
}

/** The engine's words for a conversion whose argument has none of the types it takes. */
export function notOneOf(args: readonly KnownValue[], call: FunctionCall, types: string): Value {
  const type = args[0] === undefined ? 'Null' : typeName(args[0]);
  return call.fail(
    `The template language function '${call.name}' expects its first parameter to be one of the following types '${types}'. The provided value is of type '${type}'.`,
  );
}

/** `min` and `max` of integers, or of one array of integers. What is unknown stays, the array spelled out. */
function extreme(name: string, better: (order: number) => boolean): BuiltInFunction {
  return defined(name, [1, Infinity], (args, call) => {
    const [only] = args;
    const list = args.length === 1 && only?.kind === 'array' ? only.items : args;
    if (list.length === 0)
      return call.fail(
        `Unable to evaluate template language function '${call.name}'. At least one parameter should be provided.`,
      );
    let best: NumberValue | undefined;
    let open = false;
    for (const item of list) {
      if (item.kind === 'unknown') open = true;
      else if (item.kind !== 'number') return notNumeric(call);
      else if (isInteger(item) && !fitsLong(exact(item))) return tooLargeNumber(item, call);
      else if (best === undefined || better(compareNumbers(item, best))) best = item;
    }
    return open || best === undefined ? call.stay(list) : best;
  });
}

function tooLargeNumber({ text }: NumberValue, call: FunctionCall): Value {
  return call.fail(
    `The value '${text}' cannot be used as a number because it is either too large or too small. The value must be between -9223372036854775808 and 9223372036854775807.`,
  );
}

function notNumeric(call: FunctionCall): Value {
  return call.fail(
    `The provided arguments for template language function '${call.name}' is not valid: all function arguments should be of numeric types.`,
  );
}

const largestCount = 10_000;
const largestInt = 2_147_483_647;

function range(args: { integer(index: number): NumberValue }, call: FunctionCall): Value {
  const start = args.integer(0).value;
  const count = args.integer(1).value;
  if (count < 0 || count > largestCount || start + count > largestInt + 1 || start < -largestInt - 1) {
    return call.fail(
      `The template language function '${call.name}' parameters are out of range: 'count' must be a positive integer no larger than 1000 and the sum of 'start index' and 'count' must be no larger than 2147483647.`,
    );
  }
  if (!call.spend(count)) return call.stay([args.integer(0), args.integer(1)]);
  return arrayValue(
    Array.from({ length: count }, (_, index) => integerValue(start + index, call.at)),
    call.at,
  );
}
