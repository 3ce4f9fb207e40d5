import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { PropertyType, TypeNode } from '../type-node.ts';
import { checkLimits } from './check-limits.ts';
import type { Context } from './context.ts';
import { keyText, literalText } from './lower-string.ts';
import { neverFits, staticType } from './static-type.ts';
import { suggestName } from './suggest-name.ts';
import { resolveType } from './type-members.ts';
import { typeName } from './type-name.ts';

/** Types that name themselves are followed into a literal this deep. */
const deepest = 40;

/** What the value is given to: a property, an item of an array, or a declaration. */
export type Receiver = { readonly property: string } | 'item' | 'declaration';

/**
 * Reports a value that cannot be one of the type, with the compiler's code and on its line: of literals every part is looked at, of other
 * expressions the type, as far as it is certain without evaluating. Anything else is left alone.
 */
export function checkValue(
  receiver: Receiver,
  value: bicep.Expression,
  type: TypeNode,
  context: Context,
  depth = 0,
): void {
  const shape = resolveType(type);
  if (shape === undefined || depth > deepest) return;
  if (value.kind === 'null') {
    if (type.nullable === true || shape.nullable === true || acceptsNull(shape)) return;
    return reportMismatch(receiver, value, shape, 'null', context);
  }
  if (value.kind === 'object' && checkObject(value, shape, context, depth)) return;
  if (value.kind === 'array' && checkArray(value, shape, context, depth)) return;
  const actual = staticType(value, context);
  if (actual === undefined) return;
  if (checkLimits(value, shape, context)) return;
  if (neverFits(actual, shape)) {
    const nullable = type.nullable === true ? { nullable: true as const } : {};
    reportMismatch(receiver, value, { ...shape, ...nullable }, typeName(actual), context);
  }
}

/** Null fits where the type cannot be seen, and where one member of a union takes it. */
function acceptsNull(shape: TypeNode): boolean {
  if (shape.kind === 'any' || shape.kind === 'opaque' || shape.kind === 'reference') return true;
  if (shape.kind !== 'union') return false;
  return shape.members.some((member) => {
    const resolved = resolveType(member);
    return member.nullable === true || resolved === undefined || resolved.nullable === true || acceptsNull(resolved);
  });
}

/** Looks into an object where the type says what is in it; false when it does not. */
function checkObject(value: bicep.ObjectExpression, shape: TypeNode, context: Context, depth: number): boolean {
  if (shape.kind === 'tagged') {
    const member = memberOfTagged(value, shape, context);
    return member === undefined || checkObject(value, member, context, depth);
  }
  if (shape.kind !== 'record') return false;
  const given = new Map<string, bicep.ObjectProperty>();
  for (const member of value.members) {
    if (member.kind === 'property') given.set((keyText(member.key) ?? '').toLowerCase(), member);
  }
  const isOpen = value.members.some(({ kind }) => kind === 'spread') || given.has('');
  const absent = shape.properties.filter((one) => isRequired(one) && !given.has(one.name.toLowerCase()));
  if (absent.length > 0 && !isOpen) {
    const list = absent
      .map(({ name }) => name)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((name) => `"${name}"`);
    const message = `The specified "object" declaration is missing the following required properties: ${list.join(', ')}.`;
    context.unit.report({ code: 'BCP035', node: value, message });
  }
  checkProperties([...given.values()], shape, context, depth);
  return true;
}

function isRequired({ type }: PropertyType): boolean {
  const shape = resolveType(type);
  return type.nullable !== true && shape !== undefined && shape.nullable !== true && !acceptsNull(shape);
}

function checkProperties(
  given: readonly bicep.ObjectProperty[],
  shape: TypeNode & { readonly kind: 'record' },
  context: Context,
  depth: number,
): void {
  for (const member of given) {
    const name = keyText(member.key);
    if (name === undefined || name === '') continue;
    const declared = shape.properties.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const type = declared?.type ?? shape.additional;
    if (type === false) {
      const message = `The property "${name}" is not allowed on objects of type "${typeName(shape)}".`;
      context.unit.report({ code: 'BCP037', node: member.key, message });
    } else if (type !== undefined) checkValue({ property: name }, member.value, type, context, depth + 1);
  }
}

/** The member of a tagged union that an object is by its discriminator; undefined when none, or when it cannot be said. */
function memberOfTagged(
  value: bicep.ObjectExpression,
  shape: TypeNode & { readonly kind: 'tagged' },
  context: Context,
): TypeNode | undefined {
  const tags = shape.members.flatMap((member) => {
    const record = resolveType(member);
    const tag =
      record?.kind === 'record' ? record.properties.find(({ name }) => name === shape.discriminator) : undefined;
    return record !== undefined && tag !== undefined ? [{ record, tag: tag.type }] : [];
  });
  if (tags.length < shape.members.length) return undefined;
  const union: TypeNode = { kind: 'union', members: tags.map(({ tag }) => tag), at: shape.at };
  const property = value.members.find(
    (member) => member.kind === 'property' && keyText(member.key)?.toLowerCase() === shape.discriminator.toLowerCase(),
  );
  if (property?.kind === 'property') {
    const actual = staticType(property.value, context);
    const found = tags.filter(({ tag }) => actual?.kind === 'literal' && !neverFits(actual, tag));
    if (found.length === 0) checkValue({ property: shape.discriminator }, property.value, union, context);
    return found.length === 1 ? found[0]?.record : undefined;
  }
  if (value.members.every(({ kind }) => kind === 'property')) {
    const message = `The property "${shape.discriminator}" requires a value of type "${typeName(union)}", but none was supplied.`;
    context.unit.report({ code: 'BCP078', node: value, message });
  }
  return undefined;
}

/** Looks at the items of an array where the type says what they are; false when it does not. */
function checkArray(value: bicep.ArrayExpression, shape: TypeNode, context: Context, depth: number): boolean {
  if (checkLimits(value, shape, context)) return true;
  if (shape.kind !== 'list' && shape.kind !== 'tuple') return false;
  for (const [index, item] of value.items.entries()) {
    // What follows a spread may be at any index.
    if (item.kind === 'spread') break;
    const type = shape.kind === 'list' ? shape.item : shape.items[index];
    if (type !== undefined) checkValue('item', item, type, context, depth + 1);
  }
  return true;
}

function reportMismatch(
  receiver: Receiver,
  node: bicep.Expression,
  shape: TypeNode,
  actual: string,
  context: Context,
): void {
  const expected = typeName(shape);
  if (receiver === 'item') {
    const message = `The enclosing array expected an item of type "${expected}", but the provided item was of type "${actual}".`;
    return context.unit.report({ code: 'BCP034', node, message });
  }
  if (receiver === 'declaration') {
    const message = `Expected a value of type "${expected}" but the provided value is of type "${actual}".`;
    return context.unit.report({ code: 'BCP033', node, message });
  }
  const message = `The property "${receiver.property}" expected a value of type "${expected}" but the provided value is of type "${actual}".`;
  const near = suggestion(node, shape);
  if (near === undefined) return context.unit.report({ code: 'BCP036', node, message });
  return context.unit.report({ code: 'BCP088', node, message: `${message} Did you mean "'${near}'"?` });
}

/** The text that was meant, where the type is one of several texts. */
function suggestion(node: bicep.Expression, shape: TypeNode): string | undefined {
  const text = literalText(node);
  if (text === undefined || shape.nullable === true) return undefined;
  const values =
    shape.kind === 'union'
      ? shape.members.map((member) => (member.kind === 'literal' ? member.value : undefined))
      : shape.allowedValues;
  return suggestName(text, values?.flatMap((value) => (value?.kind === 'string' ? [value.value] : [])) ?? []);
}
