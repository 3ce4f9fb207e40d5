import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { typeName } from './type-name.ts';
import { isAssignable, isAssignableUnlessNull } from './assignable.ts';
import type { FunctionSignature, Overload, ParameterPattern } from './function-table.ts';
import { itemOf } from './item-of.ts';
import { withLocals } from './scope.ts';
import type { Scope, TypedName } from './scope.ts';
import { plain, settle } from './static-type.ts';
import type { StaticType } from './static-type.ts';

/** Errors that leave an expression without a type: names that mean nothing, operands, accesses and arguments that do not fit. */
const typeless: ReadonlySet<string> = new Set(
  'BCP044 BCP060 BCP061 BCP065 BCP091 BCP100 BCP101 BCP102 BCP137 BCP408 BCP045 BCP046 BCP048 BCP049 BCP052 BCP053 BCP055 BCP057 BCP059 BCP063 BCP067 BCP069 BCP070 BCP071 BCP074 BCP075 BCP076 BCP077 BCP082 BCP083 BCP107 BCP108 BCP109 BCP110 BCP288 BCP311 BCP402 BCP414 BCP415'.split(
    ' ',
  ),
);

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
  for (const [i, argument] of node.arguments.entries()) {
    const wanted = signature.overloads[0]?.parameters[i]?.lambda;
    types.push(typeOfArgument(argument, types, wanted, scope));
  }
  const mismatches: Mismatch[] = [];
  let result: string | undefined;
  for (const overload of signature.overloads) {
    if (count < overload.minimum || count > overload.maximum) continue;
    const mismatch = mismatchOf(overload, node.arguments, types, scope);
    // What could be anything fits several overloads: the result is certain only where they agree.
    if (mismatch === undefined) result = result === undefined || result === overload.result ? overload.result : 'any';
    else mismatches.push(mismatch);
  }
  if (result !== undefined) return { result, types };
  reportMismatches(mismatches, node, scope);
  return undefined;
}

/** Of a lambda the type of its body, where its parameters are items of the array that stands before it. */
function typeOfArgument(
  argument: bicep.Expression,
  before: readonly StaticType[],
  wanted: ParameterPattern['lambda'],
  scope: Scope,
): StaticType {
  const lambda = lambdaOf(argument);
  if (lambda === undefined) return scope.typeOf(argument, scope);
  const [first, second] = before;
  const item = first === undefined ? plain.any : itemOf(first);
  // `reduce` has the initial value before the lambda; what it adds up to may be of another type. `sort` compares two items.
  const items = second !== undefined ? [plain.any, item] : wanted?.minimum === 2 ? [item, item] : [item];
  const names = lambda.parameters.map(({ name }, i): [string, TypedName] => [
    name,
    // What comes last, and may be left out, is the index.
    { kind: 'typed', type: items[i] ?? plain.int, ofLambda: true },
  ]);
  const inside = { ...withLocals(scope, new Map(names)), inLambda: true };
  return scope.typeOf(lambda.body, inside);
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
  { unit }: Scope,
): Mismatch | undefined {
  for (let index = 0; index < types.length; index++) {
    const actual = types[index];
    const pattern = overload.parameters[index] ?? overload.parameters.at(-1);
    const node = nodes[index];
    if (pattern === undefined || node === undefined || actual === undefined) return undefined;
    const lambda = lambdaOf(node);
    // A lambda whose body is wrong has no type.
    const isWrong = lambda !== undefined && unit.hasErrorIn(lambda.body, typeless);
    if (!isWrong && takes(pattern, lambda, actual)) continue;
    const body = isWrong ? 'error' : typeName(settle(actual));
    const given = lambda === undefined ? body : `(${lambda.parameters.length}) => ${body}`;
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
