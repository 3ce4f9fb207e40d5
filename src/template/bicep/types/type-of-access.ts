import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { isNamespace } from '../lower/lower-name.ts';
import { literalText } from '../lower/lower-string.ts';
import { reportMissing, reportWriteOnly } from '../names/module-members.ts';
import { typeName } from './type-name.ts';
import { isAssignable, plainKind } from './assignable.ts';
import { checkLambdaVariables } from './check-lambda-variables.ts';
import { hasInput } from './has-input.ts';
import { itemOf } from './item-of.ts';
import { hasRuntimeName, isRuntimeProperty } from './runtime-values.ts';
import { instanceOf, meaningOf } from './scope.ts';
import type { NamedInstance, Scope } from './scope.ts';
import { isAnything, isNull, isNullable, plain, settle, unionOf, withoutNull } from './static-type.ts';
import type { StaticType } from './static-type.ts';
import { resourceTexts, typeOfDeclared, typeOfText, typeOfMeaning, typeOfVariable } from './type-of-name.ts';

const textOrNumber = unionOf([plain.string, plain.int]);

/** The type of `base.name`; reports a base without properties, and a property that the base does not have. */
export function typeOfProperty(node: bicep.PropertyAccess, scope: Scope): StaticType {
  const { base, name } = node;
  if (base.kind === 'variable') {
    const meaning = meaningOf(base.name, scope);
    if (meaning?.kind === 'importedNamespace') {
      const declaration = meaning.exports.variables.get(name.name);
      return declaration === undefined ? plain.any : typeOfVariable({ kind: 'variable', declaration }, scope);
    }
    if (meaning === undefined && isNamespace(base.name)) return plain.any;
    const isInstance = meaning?.kind === 'resource' || meaning?.kind === 'module';
    if (!isInstance) return memberOf(typeOfMeaning(meaning, base, scope), name.name, name, node.safe, scope);
  }
  const instance = instanceOf(base, scope);
  if (instance?.symbol.kind === 'resource') return typeOfResourceProperty(instance, node, scope);
  // What a module has, and what a loop of modules has not, is said where the access is lowered.
  if (instance?.symbol.isLoop === true && !instance.indexed) return plain.any;
  return memberOf(scope.typeOf(base, scope), name.name, name, node.safe, scope);
}

function typeOfResourceProperty(instance: NamedInstance, node: bicep.PropertyAccess, scope: Scope): StaticType {
  const { symbol } = instance;
  if (node.base.kind === 'arrayAccess') scope.typeOf(node.base, scope);
  if (symbol.kind === 'resource' && isRuntimeProperty(node.name.name) && hasRuntimeName(symbol, scope)) {
    const list = [...resourceTexts].sort().map((name) => `"${name}"`);
    const message = `The expression cannot be evaluated, because the identifier properties of the referenced existing resource including "name" cannot be calculated at the start of the deployment. In this situation, the accessible properties of "${symbol.name}" include ${list.join(', ')}.`;
    scope.unit.report({ code: 'BCP307', node, message });
  }
  if (node.name.name === 'dependsOn' && !node.safe && symbol.declaration.extension === undefined)
    reportWriteOnly(symbol.declaration.type, node.name, scope);
  return resourceTexts.includes(node.name.name) && instance.symbol.declaration.extension === undefined
    ? typeOfText(node.name.name)
    : plain.any;
}

/** The type of a member by name; `place` is where the name stands. */
function memberOf(base: StaticType, name: string, place: bicep.Node, safe: boolean, scope: Scope): StaticType {
  const whole = settle(base);
  const type = withoutNull(whole);
  if (isAnything(type) || name === '') return plain.any;
  // Of a safe access that finds nothing the compiler only warns, and takes what comes of it for anything.
  if (isNull(type) && safe) return plain.any;
  const orNull = (member: StaticType): StaticType =>
    safe && isNullable(whole) ? { ...member, nullable: true } : member;
  switch (type.kind) {
    case 'object':
      return plain.any;
    case 'record': {
      const member = type.properties.find((one) => one.name === name)?.type ?? type.additional;
      if (member === undefined) return plain.any;
      if (member !== false) return orNull(member);
      if (safe) return plain.any;
      const known = type.properties.map((one) => one.name);
      reportMissing(typeName(type), known, { name, start: place.start, end: place.end }, scope);
      return plain.any;
    }
    case 'tagged':
    case 'union':
      return plain.any;
    default:
      return notAnObject(type, place, scope);
  }
}

function notAnObject(type: StaticType, node: bicep.Node, scope: Scope): StaticType {
  const message = `Cannot access properties of type "${typeName(type)}". An "object" type is required.`;
  scope.unit.report({ code: 'BCP055', node, message });
  return plain.any;
}

/** The type of `base[index]`; reports what has no items, and an index that cannot be one. */
export function typeOfIndex(node: bicep.ArrayAccess, scope: Scope): StaticType {
  const index = scope.typeOf(node.index, scope);
  const instance = instanceOf(node.base, scope);
  const collection = instance?.symbol.isLoop === true && !instance.indexed ? instance.symbol : undefined;
  if (collection !== undefined) {
    checkLambdaVariables(node, [node.index], scope);
    if (node.safe) reportSafeCollection(node, scope);
  }
  const whole = settle(collection === undefined ? scope.typeOf(node.base, scope) : typeOfDeclared(collection, scope));
  const type = withoutNull(whole);
  const kind = type.kind === 'union' ? undefined : plainKind(type);
  if (isNull(type)) return node.safe ? plain.any : notIndexable(type, node, scope);
  if (kind === undefined) {
    checkAnyIndex(index, node.index, type, scope);
    if (node.fromEnd && !node.safe && isAnything(type)) checkIndexFromEnd(index, node, scope);
    return plain.any;
  }
  if (kind === 'object' && node.fromEnd && !node.safe) {
    const message = `The "^" indexing operator cannot be used on base expressions of type "${typeName(type)}".`;
    scope.unit.report({ code: 'BCP414', node: markOf(node), message });
    return plain.any;
  }
  if (kind === 'array') return typeOfItem(type, index, node, isNullable(whole), scope);
  if (kind === 'object') return typeOfKey(whole, index, node, scope);
  return notIndexable(type, node, scope);
}

/** What is counted from the end has numbers. */
function checkIndexFromEnd(index: StaticType, node: bicep.ArrayAccess, scope: Scope): void {
  if (plainKind(settle(index)) !== 'string') return;
  const message = `The "^" indexing operator cannot be used with index expressions of type "${typeName(settle(index))}".`;
  scope.unit.report({ code: 'BCP415', node: markOf(node), message });
}

/** The `^` of an access. */
function markOf({ index }: bicep.ArrayAccess): bicep.Node {
  return { start: index.start - 1, end: index.start };
}

function reportSafeCollection(node: bicep.ArrayAccess, { unit }: Scope): void {
  const message = 'The `[?]` (safe dereference) operator may not be used on resource or module collections.';
  unit.report({ code: 'BCP323', node: { start: node.base.end + 1, end: node.index.start }, message });
}

/** Of a value that could be anything, the index is a text or a number. */
function checkAnyIndex(index: StaticType, node: bicep.Expression, base: StaticType, scope: Scope): void {
  if (!isAnything(base) || isAssignable(index, textOrNumber)) return;
  const message = `The array index must be of type "string" or "int" but the provided index was of type "${typeName(settle(index))}".`;
  scope.unit.report({ code: 'BCP049', node, message });
}

function typeOfItem(
  array: StaticType,
  index: StaticType,
  node: bicep.ArrayAccess,
  nullable: boolean,
  scope: Scope,
): StaticType {
  if (!isAssignable(withoutNull(settle(index)), plain.int)) {
    const message = `Indexing over arrays requires an index of type "int" but the provided index was of type "${typeName(settle(index))}".`;
    scope.unit.report({ code: 'BCP074', node: node.index, message, ...warnedOf(node) });
    return plain.any;
  }
  const orNull = (item: StaticType): StaticType => (node.safe && nullable ? { ...item, nullable: true } : item);
  const at = index.kind === 'literal' && index.value.kind === 'number' ? index.value.value : undefined;
  if (array.kind !== 'tuple' && at !== undefined && at < 0) {
    const message = `The provided array index value of "${at}" is not valid. Array index should be greater than or equal to 0.`;
    scope.unit.report({ code: 'BCP339', node: node.index, message });
  }
  if (array.kind === 'tuple' && at === undefined && !hasInput(node.index, scope)) return plain.any;
  if (array.kind !== 'tuple' || at === undefined) return orNull(itemOf(array));
  const item = array.items[node.fromEnd ? array.items.length - at : at];
  if (item !== undefined) return orNull(item);
  const last = array.items.length - 1;
  const range = last < 0 ? '' : ` Indexes for this type must be between 0 and ${last}.`;
  const message = `The provided index value of "${at}" is not valid for type "${typeName(array)}".${range}`;
  scope.unit.report({ code: 'BCP311', node: node.index, message });
  return plain.any;
}

/** A safe access of what cannot be there finds nothing, so that it is no error. */
function warnedOf({ safe }: bicep.ArrayAccess): { readonly level?: 'warning' } {
  return safe ? { level: 'warning' } : {};
}

function typeOfKey(object: StaticType, index: StaticType, node: bicep.ArrayAccess, scope: Scope): StaticType {
  if (!isAssignable(withoutNull(settle(index)), plain.string)) {
    const message = `Indexing over objects requires an index of type "string" but the provided index was of type "${typeName(settle(index))}".`;
    scope.unit.report({ code: 'BCP075', node: node.index, message, ...warnedOf(node) });
    return plain.any;
  }
  const name = literalText(node.index);
  return name === undefined ? plain.any : memberOf(object, name, node.index, node.safe, scope);
}

function notIndexable(type: StaticType, node: bicep.ArrayAccess, scope: Scope): StaticType {
  const message = `Cannot index over expression of type "${typeName(type)}". Arrays or objects are required.`;
  scope.unit.report({ code: 'BCP076', node: node.base, message });
  return plain.any;
}
