import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { typeName } from './type-name.ts';
import { isAssignable, isAssignableUnlessNull } from './assignable.ts';
import type { FunctionSignature, Overload, ParameterPattern } from './function-table.ts';
import { itemOf } from './item-of.ts';
import { withLocals } from './scope.ts';
import type { Scope, TypedName } from './scope.ts';
import { plain, settle } from './static-type.ts';
import type { StaticType } from './static-type.ts';

/** An overload that takes the arguments, and their types; of a lambda, the type of its body. */
export interface ResolvedCall {
  readonly result: string;
  readonly types: readonly StaticType[];
}

/** An argument that an overload does not take. */
interface Mismatch {
  readonly index: number;
  readonly actual: string;
  readonly expected: string;
}

/**
 * The overload that takes the arguments. When none does, the compiler speaks of the argument that the best overload stumbles over;
 * `undefined` then, and when the number of arguments fits none.
 */
export function resolveOverload(
  signature: FunctionSignature,
  node: bicep.CallExpression,
  scope: Scope,
): ResolvedCall | undefined {
  const count = node.arguments.length;
  const types: StaticType[] = [];
  for (const argument of node.arguments) types.push(typeOfArgument(argument, types, scope));
  const mismatches: Mismatch[] = [];
  let result: string | undefined;
  for (const overload of signature.overloads) {
    if (count < overload.minimum || count > overload.maximum) continue;
    const mismatch = mismatchOf(overload, node.arguments, types);
    // What could be anything fits several overloads: the result is certain only where they agree.
    if (mismatch === undefined) result = result === undefined || result === overload.result ? overload.result : 'any';
    else mismatches.push(mismatch);
  }
  if (result !== undefined) return { result, types };
  reportMismatches(mismatches, node, scope);
  return undefined;
}

/** Of a lambda the type of its body, where its parameters are items of the array that stands before it. */
function typeOfArgument(argument: bicep.Expression, before: readonly StaticType[], scope: Scope): StaticType {
  const lambda = lambdaOf(argument);
  if (lambda === undefined) return scope.typeOf(argument, scope);
  const [first, second] = before;
  const item = first === undefined ? plain.any : itemOf(first);
  // `reduce` has the initial value before the lambda; what it adds up to may be of another type.
  const types = second === undefined ? [item, item] : [plain.any, item];
  const names = lambda.parameters.map(({ name }, i): [string, TypedName] => [
    name,
    { kind: 'typed', type: typeOfLambdaParameter(types, i, lambda), ofLambda: true },
  ]);
  const inside = { ...withLocals(scope, new Map(names)), inLambda: true };
  return scope.typeOf(lambda.body, inside);
}

/** Whether a second parameter is an index or another item (`sort`) depends on the function: it is left open. */
function typeOfLambdaParameter(
  types: readonly StaticType[],
  index: number,
  lambda: bicep.LambdaExpression,
): StaticType {
  if (index === 0) return types[0] ?? plain.any;
  return lambda.parameters.length > 2 && index === 1 ? (types[1] ?? plain.any) : plain.any;
}

/** A lambda, perhaps in parentheses. */
function lambdaOf(node: bicep.Expression): bicep.LambdaExpression | undefined {
  if (node.kind === 'parenthesized') return lambdaOf(node.expression);
  return node.kind === 'lambda' ? node : undefined;
}

function mismatchOf(
  overload: Overload,
  nodes: readonly bicep.Expression[],
  types: readonly StaticType[],
): Mismatch | undefined {
  for (let index = 0; index < types.length; index++) {
    const actual = types[index];
    const pattern = overload.parameters[index] ?? overload.parameters.at(-1);
    const node = nodes[index];
    if (pattern === undefined || node === undefined || actual === undefined) return undefined;
    const lambda = lambdaOf(node);
    if (takes(pattern, lambda, actual)) continue;
    const given =
      lambda === undefined ? typeName(settle(actual)) : `(${lambda.parameters.length}) => ${typeName(settle(actual))}`;
    return { index, actual: given, expected: pattern.text };
  }
  return undefined;
}

function takes(
  { type, lambda: wanted }: ParameterPattern,
  lambda: bicep.LambdaExpression | undefined,
  actual: StaticType,
): boolean {
  if (wanted === undefined)
    return type.kind === 'any' || (lambda === undefined && isAssignableUnlessNull(actual, type));
  // A value that could be anything is taken for a lambda.
  if (lambda === undefined) return settle(actual).kind === 'any';
  const { length } = lambda.parameters;
  return length >= wanted.minimum && length <= wanted.maximum && isAssignable(actual, type);
}

function reportMismatches(mismatches: readonly Mismatch[], node: bicep.CallExpression, { unit }: Scope): void {
  const furthest = Math.max(...mismatches.map(({ index }) => index));
  const best = mismatches.filter(({ index }) => index === furthest);
  const [first, second] = best;
  const place = node.arguments[furthest];
  if (first === undefined || place === undefined) return;
  const messages = best.map(
    ({ actual, expected }) => `Argument of type "${actual}" is not assignable to parameter of type "${expected}".`,
  );
  if (second === undefined) return unit.report({ code: 'BCP070', node: place, message: messages.join('') });
  const list = messages.map((message, i) => `\n  Overload ${i + 1} of ${messages.length}: ${message}`).join('');
  return unit.report({ code: 'BCP048', node: place, message: `Cannot resolve function overload.${list}` });
}
