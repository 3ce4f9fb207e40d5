import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { TypeNode } from '../../type-node.ts';
import { checkDecorators } from './check-decorators.ts';
import { requireFeature } from './check-features.ts';
import { checkInstantiation } from './check-instantiation.ts';
import { checkTypeItem, checkTypeLiteral, checkTypeMember } from './check-type-parts.ts';
import { fileContext } from '../context.ts';
import { repeatedProperty, reportCasing } from '../names/declared-twice.ts';
import { hasDecorator } from '../lower/decorators.ts';
import { listOfTypes, lowerDecoratedType, lowerType } from '../lower/lower-type.ts';
import { keyText, literalText } from '../lower/lower-string.ts';
import { typeName } from '../types/type-name.ts';
import { plainKind } from '../types/assignable.ts';
import type { Scope } from '../types/scope.ts';
import { settle } from '../types/static-type.ts';

/** Where a type stands: whether it is an item of an array, and whether a part of it is meant. */
interface Place {
  readonly isItem: boolean;
  readonly isPart: boolean;
}

const whole: Place = { isItem: false, isPart: false };

/** What the compiler calls a declaration whose type is `null`. */
const nullTypes: ReadonlyMap<string, readonly [code: string, noun: string]> = new Map([
  ['output', ['BCP030', 'output']],
  ['param', ['BCP031', 'parameter']],
  ['var', ['BCP412', 'variable']],
]);

/** Reports what is wrong in the type that a declaration of some kind says: in its parts, and as a whole. */
export function checkDeclaredType(
  kind: 'param' | 'output' | 'type' | 'var' | 'func' | 'argument',
  node: bicep.TypeExpression,
  decorators: readonly bicep.Decorator[],
  scope: Scope,
): void {
  const [code, noun] = nullTypes.get(kind) ?? [];
  if (code !== undefined && isNullType(node)) {
    const message = `The ${noun ?? ''} type is not valid. ${listOfTypes(scope.unit)}`;
    return scope.unit.report({ code, node, message });
  }
  // Nobody can pass one to such a function, and as long as nobody does the compiler says nothing.
  if (kind === 'argument' && isNullType(node)) return undefined;
  // Of a variable the type may mix texts and numbers.
  return checkTypeExpression(node, decorators, scope, kind === 'var');
}

function isNullType(node: bicep.TypeExpression): boolean {
  return node.kind === 'typeLiteral' && node.value.kind === 'null';
}

/** Reports what is wrong in a type as written: unions that are none, parts that a type does not have, decorators and names of properties. */
function checkTypeExpression(
  node: bicep.TypeExpression,
  decorators: readonly bicep.Decorator[],
  scope: Scope,
  mayMix = false,
): void {
  // Of most types there is but a name: whether it means one is said where it is lowered.
  if (node.kind === 'typeName' && decorators.length === 0) return undefined;
  if (hasDecorator(decorators, 'discriminator')) return checkTagged(node, decorators, scope);
  return checkPart(node, { isItem: mayMix, isPart: false }, scope);
}

function checkPart(node: bicep.TypeExpression, place: Place, scope: Scope): void {
  switch (node.kind) {
    case 'typeUnion':
      for (const member of node.members) if (!isNullType(member)) checkPart(member, whole, scope);
      return checkUnion(node, place.isItem, scope);
    case 'typeArray':
      return checkPart(node.item, { isItem: true, isPart: false }, scope);
    case 'typeParenthesized':
      return checkPart(node.type, place, scope);
    case 'typeNullable':
    case 'typeNonNull':
      return checkPart(node.base, place, scope);
    case 'typeTuple':
      for (const item of node.items) checkDecorated(item.type, item.decorators, scope);
      return undefined;
    case 'typeObject':
      return checkProperties(node, scope);
    case 'typeMember':
      if (!checkNamed(node.base, scope)) return undefined;
      checkPart(node.base, { isItem: false, isPart: true }, scope);
      return checkTypeMember(node, scope);
    case 'typeItem':
      if (!checkNamed(node.base, scope)) return undefined;
      checkPart(node.base, { isItem: false, isPart: true }, scope);
      return checkTypeItem(node, scope);
    case 'typeLiteral':
      if (!isNullType(node)) return checkTypeLiteral(node, scope);
      return scope.unit.report({ code: 'BCP289', node, message: 'The type definition is not valid.' });
    case 'typeNegation':
      return checkTypeLiteral(node, scope);
    case 'resourceType':
      return requireFeature(
        'BCP231',
        'resource-typed parameters and outputs',
        'resourceTypedParamsAndOutputs',
        node,
        scope.unit,
      );
    case 'typeInstantiation':
      return checkInstantiation(node, place.isPart, scope);
    default:
      return undefined;
  }
}

/** Reports the base of an access that is neither a name nor a part of one; false then. */
function checkNamed(base: bicep.TypeExpression, scope: Scope): boolean {
  switch (base.kind) {
    case 'typeName':
    case 'typeMember':
    case 'typeItem':
    case 'typeInstantiation':
    case 'missingType':
      return true;
    default: {
      checkPart(base, { isItem: false, isPart: false }, scope);
      const message = 'Type member access is only supported on a reference to a named type.';
      scope.unit.report({ code: 'BCP391', node: base, message });
      return false;
    }
  }
}

function checkDecorated(node: bicep.TypeExpression, decorators: readonly bicep.Decorator[], scope: Scope): void {
  checkTypeExpression(node, decorators, scope);
  if (decorators.length === 0) return;
  const { type } = lowerDecoratedType(node, decorators, 'typePart', fileContext(scope.unit));
  for (const decorator of decorators) reportExport(decorator, scope);
  checkDecorators(decorators, { type, written: node }, scope);
}

function reportExport(decorator: bicep.Decorator, { unit }: Scope): void {
  const { expression } = decorator;
  if (expression.kind !== 'call' || expression.base !== undefined || expression.name.name !== 'export') return;
  const message = 'The "@export()" decorator must target a top-level statement.';
  unit.report({ code: 'BCP361', node: decorator, message });
}

function checkProperties(node: bicep.TypeObject, scope: Scope): void {
  const names: bicep.Identifier[] = [];
  const seen = new Set<string>();
  const others = node.properties.filter(({ key }) => key === '*');
  if (others.length > 1) {
    const message = 'An object type may have at most one additional properties declaration.';
    for (const other of others) scope.unit.report({ code: 'BCP315', node: other, message });
  }
  for (const { key, type, decorators } of node.properties) {
    checkDecorated(type, decorators, scope);
    if (key === '*') continue;
    const name = keyText(key);
    if (name === undefined || name === '') {
      const message = 'Property names on types must be compile-time constant values.';
      if (name === undefined || key.start === key.end || !('kind' in key))
        scope.unit.report({ code: 'BCP296', node: key, message });
      continue;
    }
    names.push({ name, start: key.start, end: key.end });
    if (seen.has(name)) scope.unit.report(repeatedProperty(name, key));
    seen.add(name);
  }
  reportCasing(names, 'type properties', scope.unit);
}

/** The members of a union are certain values of one plain type; as items of an array they may be of several. */
function checkUnion(node: bicep.TypeUnion, mayMix: boolean, scope: Scope): void {
  const { unit } = scope;
  const members = node.members.map((member) => ({ node: member, type: settle(lowerType(member, fileContext(unit))) }));
  const open = members.filter(({ type }) => !isCertain(type));
  const hasNull = members.some(({ type }) => type.kind === 'any' && type.nullable === true);
  const kinds = new Set(members.flatMap(({ type }) => plainKind(type.kind === 'union' ? firstOf(type) : type) ?? []));
  const isMixed =
    open.length === 0 ? kinds.size > 1 && !mayMix : !hasNull && open.some(({ type }) => isPlainName(type));
  if (isMixed) {
    const message = "Type unions must be reducible to a single ARM type (such as 'string', 'int', or 'bool').";
    return unit.report({ code: 'BCP294', node, message });
  }
  for (const member of open) {
    const message = 'All members of a union type declaration must be literal values.';
    unit.report({ code: 'BCP293', node: member.node, message });
  }
}

function isPlainName({ kind }: TypeNode): boolean {
  return kind === 'string' || kind === 'int' || kind === 'bool' || kind === 'array' || kind === 'object';
}

function firstOf(type: TypeNode & { kind: 'union' }): TypeNode {
  return settle(type.members[0] ?? type);
}

/** Whether a type has no values but those that it writes out. What cannot be seen is taken for one. */
function isCertain(type: TypeNode, depth = 0): boolean {
  if (depth > 20) return true;
  switch (type.kind) {
    case 'literal':
    case 'opaque':
    case 'reference':
      return true;
    case 'any':
      // `null`, which is a literal, is written down as nothing but nullable.
      return type.nullable === true;
    case 'union':
    case 'tagged':
      return type.members.every((member) => isCertain(settle(member), depth + 1));
    case 'tuple':
      return type.items.every((item) => isCertain(settle(item), depth + 1));
    case 'record':
      return type.properties.every((one) => isCertain(settle(one.type), depth + 1)) && !type.additional;
    default:
      return false;
  }
}

/** The members of a tagged union are objects, and each has its own text in the property that tells them apart. */
function checkTagged(node: bicep.TypeExpression, decorators: readonly bicep.Decorator[], scope: Scope): void {
  if (node.kind === 'typeParenthesized') return checkTagged(node.type, decorators, scope);
  if (node.kind === 'typeNullable') return checkTagged(node.base, decorators, scope);
  const decorator = decorators.find((one) => hasDecorator([one], 'discriminator'));
  if (node.kind === 'typeUnion') {
    const [argument] = decorator?.expression.kind === 'call' ? decorator.expression.arguments : [];
    const discriminator = literalText(argument);
    const seen = new Set<string>();
    if (discriminator === undefined) return;
    for (const member of node.members) checkMember(member, discriminator, seen, scope);
    return;
  }
  const { kind } = settle(lowerType(node, fileContext(scope.unit)));
  if (node.kind === 'typeName' && ['union', 'tagged', 'opaque', 'any'].includes(kind)) return;
  const message =
    'The "discriminator" decorator can only be applied to object-only union types with unique member types.';
  scope.unit.report({ code: 'BCP363', node: decorator ?? node, message });
}

function checkMember(node: bicep.TypeExpression, discriminator: string, seen: Set<string>, scope: Scope): void {
  const { unit } = scope;
  checkPart(node, whole, scope);
  const type = settle(lowerType(node, fileContext(unit)));
  if (type.kind === 'opaque' || type.kind === 'tagged') return;
  if (type.kind !== 'record' || type.nullable === true) {
    const message = "This union member is invalid because it cannot be assigned to the 'object' type.";
    return unit.report({ code: 'BCP286', node, message });
  }
  const tag = type.properties.find(({ name }) => name === discriminator)?.type;
  const value = tag === undefined ? undefined : settle(tag);
  if (value?.kind !== 'literal' || value.value.kind !== 'string' || value.nullable === true) {
    const message = `The property "${discriminator}" must be a required string literal on all union member types.`;
    return unit.report({ code: 'BCP364', node, message });
  }
  const text = typeName(value);
  if (seen.has(text)) {
    const message = `The value "${text}" for discriminator property "${discriminator}" is duplicated across multiple union member types. The value must be unique across all union member types.`;
    unit.report({ code: 'BCP365', node, message });
  }
  seen.add(text);
}
