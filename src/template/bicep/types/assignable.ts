import type { StaticType } from './static-type.ts';
import { isAnything, isNull, settle, withoutNull } from './static-type.ts';

/**
 * Whether values of one type may be given to another, as the compiler decides at first: of objects and arrays the parts are not looked at. What
 * is not known fits. A value that may be null does not fit where null is not allowed.
 */
export function isAssignable(source: StaticType, target: StaticType): boolean {
  if (source.nullable !== true && isPlainly(source, target)) return true;
  const from = settle(source);
  const to = settle(target);
  if (isAnything(from) || isAnything(to)) return true;
  if (isNull(from)) return to.nullable === true || isNull(to) || (to.kind === 'union' && to.members.some(takesNull));
  if (from.nullable === true && to.nullable !== true) return false;
  if (from.kind === 'union') return from.members.every((member) => isAssignable(member, to));
  if (to.kind === 'union') return to.members.some((member) => isAssignable(withoutNull(from), member));
  return fits(from, to);
}

/** Like `isAssignable`, but a value that may also be null is taken for one that is not: the compiler only warns of it. */
export function isAssignableUnlessNull(source: StaticType, target: StaticType): boolean {
  if (isPlainly(source, target)) return true;
  return isAssignable(withoutNull(settle(source)), target);
}

/** What is of the kind that the target asks for, and the target asks for no more: most values are. */
function isPlainly(source: StaticType, target: StaticType): boolean {
  if (source === target || target.kind === 'any') return true;
  return plainKind(source) === target.kind && target.allowedValues === undefined;
}

function takesNull(member: StaticType): boolean {
  const type = settle(member);
  return type.nullable === true || isNull(type) || isAnything(type);
}

type Plain = 'string' | 'int' | 'bool' | 'array' | 'object';

function fits(from: StaticType, to: StaticType): boolean {
  const kind = plainKind(to);
  const given = plainKind(from);
  if (kind === undefined || given === undefined) return true;
  if (kind !== given) return false;
  if (to.kind !== 'literal') return true;
  // A text that could be any is no certain one, but for those of parameters; with numbers and booleans the compiler is not as strict.
  if (from.kind !== 'literal') return kind !== 'string' || from.loose === true;
  return isSameValue(from, to);
}

function isSameValue(from: StaticType & { kind: 'literal' }, to: StaticType & { kind: 'literal' }): boolean {
  const [left, right] = [from.value, to.value];
  if (left.kind === 'number' && right.kind === 'number') return left.value === right.value;
  if (left.kind === 'string' && right.kind === 'string') return left.value === right.value;
  if (left.kind === 'bool' && right.kind === 'bool') return left.value === right.value;
  // What is not written out (the `allowed` values may be expressions) cannot be compared.
  return true;
}

/** Which of the plain types a type belongs to; `undefined` when that is not certain. */
export function plainKind(type: StaticType): Plain | undefined {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'bool':
    case 'array':
    case 'object':
      return type.kind;
    case 'list':
    case 'tuple':
      return 'array';
    case 'record':
    case 'tagged':
      return 'object';
    case 'literal':
      return literalKind(type);
    default:
      return undefined;
  }
}

function literalKind({ value }: StaticType & { readonly kind: 'literal' }): Plain | undefined {
  if (value.kind === 'number') return 'int';
  return value.kind === 'string' || value.kind === 'bool' ? value.kind : undefined;
}
