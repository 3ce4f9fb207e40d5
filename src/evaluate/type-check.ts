import type { ObjectValue, Value } from '../resource/value.ts';
import { sameValue } from '../resource/same-value.ts';
import type { Expression } from '../template/expression.ts';
import type { PropertyType, TypeNode } from '../template/type-node.ts';
import type { Env } from './frame.ts';
import { envOf } from './frame.ts';
import { isInteger } from './functions/argument-types.ts';

type UnionType = Extract<TypeNode, { readonly kind: 'union' }>;

/** Types that refer to themselves are followed this deep. */
const DEEPEST = 40;

/**
 * Why Azure's engine would not take a value for a parameter of this type, in its words; nothing when it would, or when that depends on
 * what is unknown. https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters
 */
export function typeProblem(value: Value, type: TypeNode, env: Env, depth = 0): string | undefined {
  if (value.kind === 'unknown' || depth > DEEPEST) return undefined;
  if (value.kind === 'null' && acceptsNull(type, depth)) return undefined;
  return shapeProblem(value, type, env, depth) ?? constraintProblem(value, type, env);
}

/** Said instead of a reason that would show a secret. */
const SECRET = 'The secure value is not part of the allowed values.';

/** Whether null is a value of the type. */
export function isNullable(type: TypeNode): boolean {
  return acceptsNull(type, 0);
}

/** Whether the type, or the named type it refers to, is secure. */
export function isSecure(type: TypeNode): boolean {
  let at: TypeNode = type;
  for (let steps = 0; steps < DEEPEST; steps++) {
    if (at.secure) return true;
    if (at.kind !== 'reference') return false;
    at = at.declaration.type;
  }
  return false;
}

function acceptsNull(type: TypeNode, depth: number): boolean {
  if (type.nullable || type.kind === 'any' || type.kind === 'opaque') return true;
  if (depth > DEEPEST) return true;
  if (type.kind === 'reference') return acceptsNull(type.declaration.type, depth + 1);
  if (type.kind === 'literal') return type.value.kind === 'null';
  return type.kind === 'union' && type.members.some((member) => acceptsNull(member, depth + 1));
}

function shapeProblem(value: Value, type: TypeNode, env: Env, depth: number): string | undefined {
  switch (type.kind) {
    case 'any':
    case 'opaque':
      return undefined;
    case 'string':
    case 'int':
    case 'bool':
      return primitiveProblem(value, type.kind);
    case 'array':
      return value.kind === 'array' ? undefined : mismatch('Array', value);
    case 'object':
      return value.kind === 'object' ? undefined : mismatch('Object', value);
    case 'literal':
      return literalProblem(value, [type], env, type.secure);
    case 'union':
      return unionProblem(value, type, env, depth);
    case 'list':
      return itemsProblem(value, () => type.item, env, depth);
    case 'tuple':
      return itemsProblem(value, (index) => type.items[index], env, depth);
    case 'record':
      return recordProblem(value, type.properties, type.additional, env, depth);
    case 'reference':
      return typeProblem(value, type.declaration.type, env, depth + 1);
    case 'tagged':
      return value.kind === 'object' ? undefined : mismatch('Object', value);
  }
}

const PRIMITIVES = { string: ['string', 'String'], int: ['number', 'Integer'], bool: ['bool', 'Boolean'] } as const;

function primitiveProblem(value: Value, kind: 'string' | 'int' | 'bool'): string | undefined {
  const [expected, name] = PRIMITIVES[kind];
  if (value.kind === expected && (value.kind !== 'number' || isInteger(value))) return undefined;
  return mismatch(name, value);
}

function mismatch(expected: string, value: Value): string {
  return `Expected a value of type '${expected}', but received a value of type '${typeName(value)}'.`;
}

function typeName(value: Value): string {
  if (value.kind === 'number') return isInteger(value) ? 'Integer' : 'Float';
  if (value.kind === 'bool') return 'Boolean';
  return value.kind.charAt(0).toUpperCase() + value.kind.slice(1);
}

function unionProblem(value: Value, type: UnionType, env: Env, depth: number): string | undefined {
  const { members, secure } = type;
  if (members.length === 0) return undefined;
  if (members.every((member) => member.kind === 'literal')) return literalProblem(value, members, env, secure);
  let first: string | undefined;
  for (const member of members) {
    const problem = typeProblem(value, member, env, depth + 1);
    if (problem === undefined) return undefined;
    first ??= problem;
  }
  return first;
}

function literalProblem(
  value: Value,
  literals: readonly TypeNode[],
  env: Env,
  isSecret: boolean | undefined,
): string | undefined {
  const allowed: Value[] = [];
  for (const type of literals) {
    if (type.kind !== 'literal') continue;
    const literal = env.frame.session.evaluate(type.value, envOf(env.frame));
    if (sameValue(literal, value) !== false) return undefined;
    allowed.push(literal);
  }
  return notAllowed(value, allowed, isSecret);
}

function itemsProblem(
  value: Value,
  typeAt: (index: number) => TypeNode | undefined,
  env: Env,
  depth: number,
): string | undefined {
  if (value.kind !== 'array') return mismatch('Array', value);
  for (const [index, item] of value.items.entries()) {
    const type = typeAt(index);
    const problem = type === undefined ? undefined : typeProblem(item, type, env, depth + 1);
    if (problem !== undefined) return `Item ${index}: ${problem}`;
  }
  return undefined;
}

function recordProblem(
  value: Value,
  properties: readonly PropertyType[],
  additional: TypeNode | false | undefined,
  env: Env,
  depth: number,
): string | undefined {
  if (value.kind !== 'object') return mismatch('Object', value);
  for (const { name, type } of properties) {
    const given = value.properties.get(name);
    if (given === undefined && !isNullable(type)) return `The property '${name}' is required but was not provided.`;
    const problem = given === undefined ? undefined : typeProblem(given, type, env, depth + 1);
    if (problem !== undefined) return `Property '${name}': ${problem}`;
  }
  return additional === undefined ? undefined : additionalProblem(value, properties, additional, env, depth);
}

function additionalProblem(
  value: ObjectValue,
  properties: readonly PropertyType[],
  additional: TypeNode | false,
  env: Env,
  depth: number,
): string | undefined {
  const declared = new Set(properties.map((property) => property.name.toLowerCase()));
  for (const property of value.properties) {
    if (declared.has(property.key.toLowerCase())) continue;
    if (additional === false) return `The property '${property.key}' is not allowed.`;
    const problem = typeProblem(property.value, additional, env, depth + 1);
    if (problem !== undefined) return `Property '${property.key}': ${problem}`;
  }
  return undefined;
}

function constraintProblem(value: Value, type: TypeNode, env: Env): string | undefined {
  return lengthProblem(value, type) ?? rangeProblem(value, type) ?? allowedProblem(value, type, env);
}

function lengthProblem(value: Value, type: TypeNode): string | undefined {
  const length = value.kind === 'string' ? value.value.length : value.kind === 'array' ? value.items.length : undefined;
  if (length === undefined) return undefined;
  if (type.maxLength !== undefined && length > type.maxLength) {
    return `Length of the value should be less than or equal to '${type.maxLength}'.`;
  }
  if (type.minLength !== undefined && length < type.minLength) {
    return `Length of the value should be greater than or equal to '${type.minLength}'.`;
  }
  return undefined;
}

function rangeProblem(value: Value, type: TypeNode): string | undefined {
  if (value.kind !== 'number') return undefined;
  if (type.maxValue !== undefined && value.value > type.maxValue) {
    return `The value should be less than or equal to '${type.maxValue}'.`;
  }
  if (type.minValue !== undefined && value.value < type.minValue) {
    return `The value should be greater than or equal to '${type.minValue}'.`;
  }
  return undefined;
}

/** An array may also be made of several allowed values. */
function allowedProblem(value: Value, type: TypeNode, env: Env): string | undefined {
  const { allowedValues } = type;
  if (allowedValues === undefined || allowedValues.length === 0) return undefined;
  const literalOf = (expression: Expression): Value => env.frame.session.evaluate(expression, envOf(env.frame));
  const isAllowed = (candidate: Value): boolean =>
    allowedValues.some((expression) => sameValue(literalOf(expression), candidate) !== false);
  if (isAllowed(value) || (value.kind === 'array' && value.items.every(isAllowed))) return undefined;
  return notAllowed(value, allowedValues.map(literalOf), type.secure);
}

function notAllowed(value: Value, allowed: readonly Value[], isSecret = false): string {
  if (isSecret) return SECRET;
  return `The value '${plain(value)}' is not part of the allowed value(s): '${allowed.map(plain).join(',')}'.`;
}

function plain(value: Value): string {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return value.text;
  return value.kind === 'bool' ? String(value.value) : value.kind;
}
