import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { PropertyType, TypeNode } from '../../type-node.ts';
import { checkLimits } from './check-limits.ts';
import { keyText } from '../lower/lower-string.ts';
import { itemOf } from '../types/item-of.ts';
import { reportAbsent, reportDisallowed, reportMismatch } from './report-value.ts';
import type { Destination } from './report-value.ts';
import { typeName } from '../types/type-name.ts';
import { isAssignable, isAssignableUnlessNull, plainKind } from '../types/assignable.ts';
import { meaningOf } from '../types/scope.ts';
import type { Scope } from '../types/scope.ts';
import { isAnything, isNullable, plain, settle, withoutNull } from '../types/static-type.ts';
import type { StaticType } from '../types/static-type.ts';
import { insideLoop } from '../types/type-of.ts';
import { visit } from '../types/visit.ts';

/** Types that name themselves are followed into a literal this deep. */
const deepest = 40;

/**
 * Reports a value that cannot be one of the type, with the compiler's code and at its place: of literals, and of variables that hold one, every part is
 * looked at, of other expressions the type, as far as it is certain without evaluating. What else is wrong in the value is reported on the way.
 */
export function checkValue(value: bicep.Expression, type: TypeNode, to: Destination): void {
  const { scope, depth = 0 } = to;
  const target = settle(type);
  if (isAnything(target) || depth > deepest || isPlainly(value, target)) return visit(value, scope);
  switch (value.kind) {
    case 'for':
      if (plainKind(target) !== 'array') break;
      return checkValue(value.body, target.kind === 'list' ? target.item : plain.any, {
        ...to,
        depth: depth + 1,
        scope: insideLoop(value, scope),
      });
    case 'object':
      if (checkObject(value, target, { ...to, depth: depth + 1 })) return undefined;
      break;
    case 'array':
      if (checkArray(value, target, { ...to, depth: depth + 1 })) return undefined;
      break;
    case 'parenthesized':
      return checkValue(value.expression, type, { ...to, depth: depth + 1 });
    case 'variable': {
      const literal = literalBehind(value, scope);
      if (literal === undefined) break;
      const origin = to.origin ?? value;
      return checkValue(literal, type, { ...to, depth: depth + 1, scope: scope.ofVariables(), origin });
    }
    default:
      break;
  }
  checkType(value, scope.typeOf(value, scope), target, to);
}

/** Whether a value is written out where any value of its kind will do: most are, and need no type. */
function isPlainly({ kind }: bicep.Expression, target: StaticType): boolean {
  const written = kind === 'integer' ? 'int' : kind === 'boolean' ? 'bool' : kind;
  return written === target.kind && isSimple(target);
}

/** The object or array that a variable of this file holds. */
function literalBehind(node: bicep.VariableAccess, scope: Scope): bicep.Expression | undefined {
  const meaning = meaningOf(node.name, scope);
  if (meaning?.kind !== 'variable' || meaning.type !== undefined) return undefined;
  return meaning.node?.kind === 'object' || meaning.node?.kind === 'array' ? meaning.node : undefined;
}

/** A type without limits: how long or large a value is does not matter. */
function isSimple({ kind, minLength, maxLength, minValue, maxValue }: StaticType): boolean {
  if (kind === 'literal' || kind === 'union' || kind === 'tuple' || kind === 'record' || kind === 'tagged')
    return false;
  return minLength === undefined && maxLength === undefined && minValue === undefined && maxValue === undefined;
}

/** Compares types, into their parts as far as both say what these are. */
function checkType(node: bicep.Expression, actual: StaticType, type: StaticType, to: Destination): void {
  const { scope, depth = 0 } = to;
  const target = settle(type);
  if (actual.kind === target.kind && target.kind !== 'list' && isSimple(target)) return;
  const from = withoutNull(settle(actual));
  if (isAnything(target) || isAnything(from) || depth > deepest) return;
  if (checkLimits(to.origin ?? node, from, target, scope)) return;
  if (!isAssignableUnlessNull(actual, target)) return reportMismatch(node, target, settle(actual), to);
  const inner = { ...to, depth: depth + 1 };
  if (from.kind === 'union') {
    for (const member of from.members) checkType(node, member, target, inner);
  } else if (from.kind === 'record' && target.kind === 'record') {
    for (const { name, type: wanted } of target.properties) {
      const given = from.properties.find((one) => one.name === name);
      if (given !== undefined) checkType(node, given.type, wanted, { ...inner, receiver: { property: name } });
    }
  } else if (target.kind === 'list' && from.kind === 'list') checkType(node, from.item, target.item, inner);
  else if (target.kind === 'list' && from.kind === 'tuple') {
    for (const item of from.items) checkType(node, item, target.item, inner);
  }
}

/** Looks into an object where the type says what is in it; false when it does not. */
function checkObject(value: bicep.ObjectExpression, target: StaticType, to: Destination): boolean {
  if (target.kind === 'object') {
    visit(value, to.scope);
    return true;
  }
  if (target.kind === 'tagged') {
    const member = memberOfTagged(value, target, to);
    if (member === undefined) visit(value, to.scope);
    else checkObject(value, member, to);
    return true;
  }
  if (target.kind !== 'record') return false;
  const given = new Map<string, bicep.ObjectProperty>();
  for (const member of value.members) {
    if (member.kind === 'property') given.set(keyText(member.key) ?? '', member);
    else if (member.kind === 'spread') visit(member.value, to.scope);
  }
  const isOpen = value.members.some(({ kind }) => kind === 'spread') || given.has('');
  const absent = target.properties.filter((one) => isRequired(one) && !given.has(one.name));
  if (absent.length > 0 && !isOpen) reportAbsent(value, absent, to);
  checkProperties([...given.values()], target, to);
  return true;
}

function isRequired({ type }: PropertyType): boolean {
  const target = settle(type);
  if (isNullable(target) || isAnything(target)) return false;
  return target.kind !== 'union' || !target.members.some((member) => isNullable(settle(member)));
}

function checkProperties(
  given: readonly bicep.ObjectProperty[],
  target: StaticType & { readonly kind: 'record' },
  to: Destination,
): void {
  const inside = inner(to);
  for (const member of given) {
    const name = keyText(member.key);
    const declared = target.properties.find((one) => one.name === name);
    const type = declared?.type ?? target.additional;
    if (name === undefined || name === '' || type === undefined || type === false) visit(member.value, to.scope);
    else checkValue(member.value, type, { ...inside, receiver: { property: name }, key: member.key });
    if (type !== false || name === '') continue;
    const names = new Set(given.map(({ key }) => keyText(key)));
    const free = target.properties.flatMap((one) => (names.has(one.name) ? [] : [one.name]));
    reportDisallowed(to.argument ?? to.origin ?? member.key, name, typeName(target), free, to.scope);
  }
}

/** Where the parts of a value are given. */
function inner({ declared: _, key: __, ...around }: Destination): Destination {
  return around;
}

/** The member of a tagged union that an object is by its discriminator; undefined when none, or when it cannot be said. */
function memberOfTagged(
  value: bicep.ObjectExpression,
  target: StaticType & { readonly kind: 'tagged' },
  to: Destination,
): StaticType | undefined {
  const { discriminator } = target;
  const tags = target.members.flatMap((member) => {
    const record = settle(member);
    const tag = record.kind === 'record' ? record.properties.find(({ name }) => name === discriminator) : undefined;
    return tag === undefined ? [] : [{ record, tag: tag.type }];
  });
  if (tags.length < target.members.length) return undefined;
  const union: TypeNode = { kind: 'union', members: tags.map(({ tag }) => tag), at: target.at };
  const property = value.members.find((member) => member.kind === 'property' && keyText(member.key) === discriminator);
  if (property?.kind === 'property') {
    const actual = to.scope.typeOf(property.value, to.scope);
    const found = tags.filter(({ tag }) => actual.kind === 'literal' && isAssignable(actual, tag));
    if (found.length === 0) checkValue(property.value, union, { ...to, receiver: { property: discriminator } });
    return found.length === 1 ? found[0]?.record : undefined;
  }
  if (value.members.every((member) => member.kind === 'property' && keyText(member.key) !== undefined)) {
    const message = `The property "${discriminator}" requires a value of type "${typeName(union)}", but none was supplied.`;
    to.scope.unit.report({ code: 'BCP078', node: to.argument ?? to.origin ?? value, message });
  }
  return undefined;
}

/** Looks at the items of an array where the type says what they are; false when it does not. */
function checkArray(value: bicep.ArrayExpression, target: StaticType, to: Destination): boolean {
  if (plainKind(target) !== 'array') return false;
  if (!isSimple(target) && checkLimits(to.origin ?? value, lengthOnly(value), target, to.scope)) return true;
  const toItem: Destination = { ...inner(to), receiver: 'item', depth: (to.depth ?? 0) + 1 };
  let spread = false;
  for (const [index, item] of value.items.entries()) {
    if (item.kind === 'spread') {
      // What follows a spread may be at any index.
      spread = true;
      checkSpread(item, target, toItem);
      continue;
    }
    const type =
      target.kind === 'list' ? target.item : target.kind === 'tuple' && !spread ? target.items[index] : undefined;
    if (type === undefined) visit(item, to.scope);
    else checkValue(item, type, toItem);
  }
  return true;
}

/** A spread array gives its items: those that are written out are looked at one by one. */
function checkSpread({ value, start, end }: bicep.Spread, target: StaticType, toItem: Destination): void {
  const { scope } = toItem;
  if (value.kind === 'array' && target.kind === 'list') {
    const { minLength: _, maxLength: __, ...unlimited } = target;
    return void checkArray(value, unlimited, toItem);
  }
  scope.typeOf({ kind: 'array', items: [{ kind: 'spread', value, start, end }], start, end }, scope);
  const given = settle(scope.typeOf(value, scope));
  const isLiteral = value.kind === 'variable' && literalBehind(value, scope) !== undefined;
  if (target.kind !== 'list' || isLiteral || plainKind(given) !== 'array' || isNullable(given)) return;
  const item = itemOf(given);
  if (isAssignableUnlessNull(item, target.item)) return;
  const message = `The enclosing array expects elements of type "${typeName(settle(target.item))}", but the array being spread contains elements of incompatible type "${typeName(settle(item))}".`;
  scope.unit.report({ code: 'BCP403', node: value, message });
}

/** The array as long as it is at least, without the types of its items. */
function lengthOnly({ items }: bicep.ArrayExpression): StaticType {
  const least = items.filter(({ kind }) => kind !== 'spread').length;
  return least < items.length
    ? { ...plain.array, minLength: least }
    : { ...plain.array, minLength: least, maxLength: least };
}
