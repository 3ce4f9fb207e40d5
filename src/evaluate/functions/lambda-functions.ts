import type { ArrayValue, Property, UnknownValue, Value } from '../../resource/value.ts';
import { typeName, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionArgument, FunctionCall, Lambda } from './built-in-function.ts';
import { defined } from './define.ts';
import { arrayValue, integerValue, objectValue, propertyOf } from '../../resource/make-value.ts';
import { stableSort } from './stable-sort.ts';
import { unknownKeyText } from './unknown-key.ts';

/** Functions that apply a lambda: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda */
export const lambdaFunctions: readonly BuiltInFunction[] = [
  overArray('map', [[1, 2]], map),
  overArray('filter', [[1, 2]], filter),
  overArray('sort', [[2, 2]], sort),
  overArray(
    'toObject',
    [
      [1, 1],
      [1, 1],
    ],
    toObject,
    1,
  ),
  overArray(
    'groupBy',
    [
      [1, 1],
      [1, 1],
    ],
    groupBy,
    1,
  ),
  defined('reduce', 3, reduce),
  defined('mapValues', 2, mapValues),
];

interface ArrayCall {
  readonly list: ArrayValue;
  readonly lambdas: readonly Lambda[];
  readonly args: readonly FunctionArgument[];
  readonly call: FunctionCall;
}

/** How many parameters a lambda may have. */
type LambdaArity = readonly [minimum: number, maximum: number];

/** A function of an array and lambdas. It stays while the array is unknown. */
function overArray(
  name: string,
  arities: readonly LambdaArity[],
  compute: (call: ArrayCall) => Value,
  required = arities.length,
): BuiltInFunction {
  return defined(name, [1 + required, 1 + arities.length], (args, call) => {
    const [list, ...rest] = args;
    if (list === undefined || list.kind === 'unknown') return call.stay(args);
    if (list.kind !== 'array') return wrongType(call, args, 0, 'Array');
    const lambdas: Lambda[] = [];
    for (const [index, arg] of rest.entries()) {
      const problem = lambdaProblem(args, index + 1, arities[index] ?? [1, 1], call);
      if (problem !== undefined) return problem;
      if (arg.kind === 'lambda') lambdas.push(arg);
    }
    return call.spend(list.items.length) ? compute({ list, lambdas, args, call }) : call.stay(args);
  });
}

function lambdaProblem(
  args: readonly FunctionArgument[],
  index: number,
  [minimum, maximum]: LambdaArity,
  call: FunctionCall,
): UnknownValue | undefined {
  const arg = args[index];
  if (arg?.kind !== 'lambda') return wrongType(call, args, index, 'lambda');
  const count = arg.parameters.length;
  if (count >= minimum && count <= maximum) return undefined;
  const wanted = minimum === maximum ? `${minimum + 1}` : `between ${minimum + 1} and ${maximum + 1}`;
  return call.fail(
    `Unable to evaluate template language function 'lambda': function requires ${wanted} argument(s) while ${count + 1} were provided.`,
  );
}

function applyAt(lambda: Lambda, item: Value, index: number, call: FunctionCall): Value {
  return lambda.apply(lambda.parameters.length > 1 ? [item, integerValue(index, call.at)] : [item]);
}

function map({ list, lambdas: [lambda], args, call }: ArrayCall): Value {
  if (lambda === undefined) return call.stay(args);
  return arrayValue(
    list.items.map((item, index) => applyAt(lambda, item, index, call)),
    call.at,
  );
}

function filter({ list, lambdas: [lambda], args, call }: ArrayCall): Value {
  if (lambda === undefined) return call.stay(args);
  const kept: Value[] = [];
  for (const [index, item] of list.items.entries()) {
    const keep = applyAt(lambda, item, index, call);
    if (keep.kind === 'unknown') return call.stay(args, keep.because);
    if (keep.kind !== 'bool') return wrongResult(call, 'Boolean', keep, index);
    if (keep.value) kept.push(item);
  }
  return arrayValue(kept, call.at);
}

function wrongResult(call: FunctionCall, expected: string, actual: Value, index: number): UnknownValue {
  return call.fail(
    `The lambda expression provided to language function '${call.name}' is expected to return a value of type '${expected}', but evaluation on the input element at position ${index} returned a value of type '${typeName(actual)}'.`,
  );
}

/** Stable: the lambda says that its first parameter goes before its second. */
function sort({ list, lambdas: [lambda], args, call }: ArrayCall): Value {
  if (lambda === undefined) return call.stay(args);
  let stopped: Value | undefined;
  const goesBefore = (a: Value, b: Value): boolean => {
    if (stopped !== undefined) return true;
    const result = lambda.apply([a, b]);
    if (result.kind === 'bool') return result.value;
    stopped =
      result.kind === 'unknown'
        ? call.stay(args, result.because)
        : call.fail(
            `The lambda expression provided to language function '${call.name}' is expected to return a value of type 'Boolean', but evaluation returned a value of type '${typeName(result)}'.`,
          );
    return true;
  };
  const sorted = stableSort(list.items, goesBefore);
  return stopped ?? arrayValue(sorted, call.at);
}

function toObject({ list, lambdas: [keyOf, valueOf], args, call }: ArrayCall): Value {
  if (keyOf === undefined) return call.stay(args);
  const properties: Property[] = [];
  const keys = new Set<string>();
  for (const [index, item] of list.items.entries()) {
    const key = keyOf.apply([item]);
    const value = valueOf === undefined ? item : valueOf.apply([item]);
    if (key.kind === 'unknown') {
      properties.push({ key: unknownKeyText(key), keyAt: key.at, value, unknownKey: key });
      continue;
    }
    if (key.kind !== 'string') return wrongResult(call, 'String', key, index);
    if (keys.has(key.value.toLowerCase())) {
      return call.fail(
        `The lambda expression parameter at index '1' of function '${call.name}' returned a duplicate key '${key.value}'. Object keys must be strings that are case-insensitively unique.`,
      );
    }
    keys.add(key.value.toLowerCase());
    properties.push(propertyOf(key.value, value, key.at));
  }
  return objectValue(properties, call.at);
}

/** An object of arrays, in the order in which the keys are met first. */
function groupBy({ list, lambdas: [keyOf, valueOf], args, call }: ArrayCall): Value {
  if (keyOf === undefined) return call.stay(args);
  const groups = new Map<string, { readonly key: Value & { kind: 'string' }; readonly items: Value[] }>();
  for (const [index, item] of list.items.entries()) {
    const key = keyOf.apply([item]);
    if (key.kind === 'unknown') return call.stay(args, key.because);
    if (key.kind !== 'string') return wrongResult(call, 'String', key, index);
    const folded = key.value.toLowerCase();
    let group = groups.get(folded);
    if (group === undefined) groups.set(folded, (group = { key, items: [] }));
    group.items.push(valueOf === undefined ? item : valueOf.apply([item]));
  }
  const properties = Array.from(groups.values(), ({ key, items }) =>
    propertyOf(key.value, arrayValue(items, call.at), key.at),
  );
  return objectValue(properties, call.at);
}

/** From the first item on; an intermediate result that is unknown as a whole lets the whole call stay. */
function reduce(args: readonly FunctionArgument[], call: FunctionCall): Value {
  const [list, initial, lambda] = args;
  if (list === undefined || initial === undefined || list.kind === 'unknown') return call.stay(args);
  if (list.kind !== 'array') return wrongType(call, args, 0, 'Array');
  const problem = lambdaProblem(args, 2, [2, 3], call);
  if (problem !== undefined || lambda?.kind !== 'lambda' || initial.kind === 'lambda')
    return problem ?? call.stay(args);
  if (initial.kind === 'unknown' || !call.spend(list.items.length)) return call.stay(args);
  let current: Value = initial;
  for (const [index, item] of list.items.entries()) {
    const values = [current, item, integerValue(index, call.at)];
    current = lambda.apply(values.slice(0, lambda.parameters.length));
    if (current.kind === 'unknown') return call.stay(args, current.because);
  }
  return current;
}

function mapValues(args: readonly FunctionArgument[], call: FunctionCall): Value {
  const [object, lambda] = args;
  if (object === undefined || object.kind === 'unknown') return call.stay(args);
  if (object.kind !== 'object') return wrongType(call, args, 0, 'Object');
  const problem = lambdaProblem(args, 1, [1, 1], call);
  if (problem !== undefined || lambda?.kind !== 'lambda') return problem ?? call.stay(args);
  if (!call.spend(object.properties.size)) return call.stay(args);
  const properties = Array.from(object.properties, (property) => ({
    ...property,
    value: lambda.apply([property.value]),
  }));
  return objectValue(properties, call.at);
}
