import { isFullyKnown } from '../../resource/fully-known.ts';
import { allTrue, sameValue } from '../../resource/same-value.ts';
import type { KnownValue, Value } from '../../resource/value.ts';
import { isInteger, typeName, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionCall } from './built-in-function.ts';
import { defined, pure, shallow } from './define.ts';
import { compareOrdinal } from './ordinal-text.ts';
import { boolValue, nullValue } from '../../resource/make-value.ts';

/**
 * Logical and comparison functions: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical and
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison.
 * `if`, `and`, `or` look at their arguments one by one and are the evaluator's.
 */
export const logicalFunctions: readonly BuiltInFunction[] = [
  defined('true', 0, (_args, call) => boolValue(true, call.at)),
  defined('false', 0, (_args, call) => boolValue(false, call.at)),
  defined('null', 0, (_args, call) => nullValue(call.at)),
  pure('not', 1, (args, call) =>
    args[0]?.kind === 'bool' ? boolValue(!args[0].value, call.at) : wrongType(call, args, 0, 'Boolean'),
  ),
  shallow('bool', 1, toBool),
  defined('coalesce', [0, Infinity], coalesce),
  shallow('equals', 2, equals),
  comparison('less', (order) => order < 0),
  comparison('lessOrEquals', (order) => order <= 0),
  comparison('greater', (order) => order > 0),
  comparison('greaterOrEquals', (order) => order >= 0),
];

/** Case matters, types matter (`1` is not `'1'` nor `1.0`), the order of an object's properties does not. */
function equals(args: readonly KnownValue[], call: FunctionCall): Value {
  const [a, b] = args;
  if (a === undefined || b === undefined) return call.stay(args);
  const same = equalParts(a, b, call);
  return same === undefined ? call.stay(args) : boolValue(same, call.at);
}

/** Whether two values are equal as the engine compares them; undefined when that depends on what is unknown. */
export function equalParts(a: Value, b: Value, { reading }: Pick<FunctionCall, 'reading'>): boolean | undefined {
  const equal = isFullyKnown(a) && isFullyKnown(b) ? equalValues(a, b) : equalOpen(a, b, 200);
  return equal ?? reading.sameWhenOpen;
}

function equalOpen(a: Value, b: Value, depth: number): boolean | undefined {
  if (a.kind === 'array' && b.kind === 'array' && depth > 0) {
    if (a.items.length !== b.items.length) return false;
    return allTrue(a.items.map((item, index) => equalMember(item, b.items[index], depth)));
  }
  if (a.kind !== 'object' || b.kind !== 'object' || depth <= 0) return sameValue(a, b);
  if (a.properties.size !== b.properties.size) return false;
  return allTrue(
    Array.from(a.properties, ({ key, value }) => {
      const other = b.properties.entry(key);
      return other?.key === key ? equalMember(value, other.value, depth) : false;
    }),
  );
}

function equalMember(a: Value, b: Value | undefined, depth: number): boolean | undefined {
  return b !== undefined && equalOpen(a, b, depth - 1);
}

/** Deep equality of known values, as the engine compares them. */
export function equalValues(a: Value, b: Value, depth = 200): boolean {
  if (a.kind === 'number')
    return b.kind === 'number' && isInteger(a) === isInteger(b) && a.value === b.value && sameDigits(a.text, b.text);
  if (a.kind === 'array') {
    return (
      b.kind === 'array' &&
      a.items.length === b.items.length &&
      depth > 0 &&
      a.items.every((item, i) => equalItem(item, b.items[i], depth))
    );
  }
  if (a.kind !== 'object') return a.kind === b.kind && sameValue(a, b) === true;
  if (b.kind !== 'object' || a.properties.size !== b.properties.size || depth <= 0) return false;
  for (const { key, value } of a.properties) {
    const other = b.properties.entry(key);
    if (other?.key !== key || !equalValues(value, other.value, depth - 1)) return false;
  }
  return true;
}

function equalItem(a: Value, b: Value | undefined, depth: number): boolean {
  return b !== undefined && equalValues(a, b, depth - 1);
}

/** Doubles that are equal may still be different integers above 2^53. */
function sameDigits(a: string, b: string): boolean {
  const integer = /^[+-]?\d+$/;
  return (
    a === b || !integer.test(a) || !integer.test(b) || BigInt(a.replace(/^\+/, '')) === BigInt(b.replace(/^\+/, ''))
  );
}

function coalesce(args: Parameters<BuiltInFunction['evaluate']>[0], call: FunctionCall): Value {
  for (const arg of args) {
    if (arg.kind === 'unknown') return call.stay(args);
    if (arg.kind !== 'null' && arg.kind !== 'lambda') return arg;
  }
  return nullValue(call.at);
}

function toBool(args: readonly KnownValue[], call: FunctionCall): Value {
  const [value] = args;
  if (value?.kind === 'bool') return value;
  if (value?.kind === 'number') return boolValue(value.value !== 0, call.at);
  const word = value?.kind === 'string' ? value.value.trim().toLowerCase() : '';
  if (word === 'true' || word === 'false') return boolValue(word === 'true', call.at);
  return call.fail(
    `The template language function '${call.name}' was invoked with a parameter that is not valid. The value cannot be converted to the target type.`,
  );
}

/** Numbers by size, texts by ordinal order (`B` before `a`). */
function comparison(name: string, holds: (order: number) => boolean): BuiltInFunction {
  return pure(name, 2, (args, call) => {
    const [a, b] = args;
    if (a?.kind === 'string' && b?.kind === 'string')
      return boolValue(holds(compareOrdinal(a.value, b.value)), call.at);
    if (a?.kind === 'number' && b?.kind === 'number') return boolValue(holds(compareNumbers(a, b)), call.at);
    if (a?.kind === 'string' || b?.kind === 'string')
      return wrongType(call, args, a?.kind === 'string' ? 1 : 0, 'String');
    return call.fail(
      `The provided arguments for template language function '${call.name}' is not valid: all function arguments should be of numeric types.`,
    );
  });
}

/** Order of two numbers, exact for integers of any size. */
export function compareNumbers(a: KnownValue & { kind: 'number' }, b: KnownValue & { kind: 'number' }): number {
  if (typeName(a) === 'Integer' && typeName(b) === 'Integer') {
    const difference = BigInt(a.text.replace(/^\+/, '')) - BigInt(b.text.replace(/^\+/, ''));
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return a.value - b.value;
}
