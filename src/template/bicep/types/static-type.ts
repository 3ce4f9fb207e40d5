import type { Location } from '../../../text/location.ts';
import type { Expression } from '../../expression.ts';
import type { PropertyType, TypeNode } from '../../type-node.ts';
import { resolveType } from './type-members.ts';

/**
 * What is known of the value of an expression without evaluating it: the types that can be declared, of literals the value itself, `null` as a literal. What
 * cannot be said (Azure's resource types, `any`, errors) is `any`, and fits everywhere.
 */
export type StaticType = TypeNode;

/** Types of expressions are written in no file. */
export const nowhere: Location = { kind: 'live', resourceId: '' };

/** The types that have no parts. */
export const plain = {
  any: { kind: 'any', at: nowhere },
  null: { kind: 'literal', value: { kind: 'null', at: nowhere }, at: nowhere },
  string: { kind: 'string', at: nowhere },
  looseString: { kind: 'string', loose: true, at: nowhere },
  int: { kind: 'int', at: nowhere },
  bool: { kind: 'bool', at: nowhere },
  array: { kind: 'array', at: nowhere },
  object: { kind: 'object', at: nowhere },
} as const satisfies Readonly<Record<string, StaticType>>;

/** The type of one certain value. */
export function literalOf(value: Expression): StaticType {
  return { kind: 'literal', value, at: nowhere };
}

/** An array of items of one type. */
export function listOf(item: StaticType): StaticType {
  return { kind: 'list', item, at: nowhere };
}

/** An array of certain items. */
export function tupleOf(items: readonly StaticType[]): StaticType {
  return { kind: 'tuple', items, at: nowhere };
}

/** An object with these properties and no others, or perhaps others when it is `open`. */
export function recordOf(properties: readonly (readonly [name: string, type: StaticType])[], open = false): StaticType {
  const parts: PropertyType[] = properties.map(([name, type]) => ({ name, type, at: nowhere }));
  return open
    ? { kind: 'record', properties: parts, at: nowhere }
    : { kind: 'record', properties: parts, additional: false, at: nowhere };
}

/** One of several types: what is `null` among them makes it nullable, what is unknown makes all unknown. */
export function unionOf(members: readonly StaticType[]): StaticType {
  let nullable = false;
  const flat: StaticType[] = [];
  const seen = new Set<unknown>();
  for (const member of members.map(settle)) {
    if (member.kind === 'any' || member.kind === 'opaque') return plain.any;
    nullable ||= isNullable(member);
    if (isNull(member)) continue;
    const parts = member.kind === 'union' ? member.members : [withoutNull(member)];
    for (const part of parts) {
      const key = keyOf(part);
      if (!seen.has(key)) flat.push(part);
      seen.add(key);
    }
  }
  const [first, second] = flat;
  if (first === undefined) return plain.null;
  const union: StaticType = second === undefined ? first : { kind: 'union', members: flat, at: nowhere };
  return nullable ? { ...union, nullable: true } : union;
}

/**
 * The type behind names, with what the names add: a name may be nullable where the type is not, and the values that a decorator allows are a union. A
 * circle of names is `any`.
 */
export function settle(type: StaticType): StaticType {
  if (type.kind !== 'reference' && type.allowedValues === undefined) return type;
  let shape: StaticType = type;
  if (type.kind === 'reference') {
    const resolved = resolveType(type) ?? { kind: 'any', at: type.at };
    shape = nullableOnTheWay(type) && resolved.nullable !== true ? { ...resolved, nullable: true } : resolved;
  }
  if (shape.allowedValues === undefined || (shape.kind !== 'string' && shape.kind !== 'int')) return shape;
  const members = shape.allowedValues.map((value): TypeNode => ({ kind: 'literal', value, at: shape.at }));
  return { kind: 'union', members, at: shape.at, ...(shape.nullable === true ? { nullable: true } : {}) };
}

function nullableOnTheWay(type: TypeNode): boolean {
  let current = type;
  for (let i = 0; i < 100; i++) {
    if (current.nullable === true) return true;
    if (current.kind !== 'reference') return false;
    current = current.declaration.type;
  }
  return false;
}

/** Whether nothing can be said of values of the type; to be asked of a settled one. */
export function isAnything(type: StaticType): boolean {
  return type.kind === 'any' || type.kind === 'opaque' || type.kind === 'reference';
}

/** Whether the type is `null` and nothing else. */
export function isNull(type: StaticType): boolean {
  return type.kind === 'literal' && type.value.kind === 'null';
}

/** Whether null is one of the values. */
export function isNullable(type: StaticType): boolean {
  return type.nullable === true || isNull(type);
}

/** The type without null. */
export function withoutNull(type: StaticType): StaticType {
  if (type.nullable !== true) return type;
  const { nullable: _, ...rest } = type;
  return rest;
}

/** What is equal for the same literal, or the same plain type: to keep unions short. */
function keyOf(type: StaticType): unknown {
  if (type.kind === 'int' || type.kind === 'bool') return type.kind;
  if (type.kind !== 'literal') return type;
  const { value } = type;
  if (value.kind === 'number') return `number ${value.text}`;
  return value.kind === 'string' || value.kind === 'bool' ? `${value.kind} ${value.value}` : type;
}
