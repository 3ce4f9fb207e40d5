import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { TypeNode } from '../../type-node.ts';
import { fileContext } from '../context.ts';
import { isNamespace } from '../lower/lower-name.ts';
import { literalText } from '../lower/lower-string.ts';
import { lowerType } from '../lower/lower-type.ts';
import { reportMissing } from '../names/module-members.ts';
import { typeName } from '../types/type-name.ts';
import { plainKind } from '../types/assignable.ts';
import type { Scope } from '../types/scope.ts';
import { settle } from '../types/static-type.ts';

/** Reports a part of a type that the type does not have: `type.name`, `type.*`. */
export function checkTypeMember(node: bicep.TypeMember, scope: Scope): void {
  const { base, name } = node;
  if (base.kind === 'typeName' && (isNamespace(base.name) || scope.unit.globals.get(base.name)?.kind !== 'type')) {
    if (base.name !== 'object' || name === '*') return;
  }
  const type = settle(lowerType(base, fileContext(scope.unit)));
  if (type.kind === 'any' || type.kind === 'opaque' || type.kind === 'tagged' || type.kind === 'union') return;
  if (type.kind !== 'record' && type.kind !== 'object') {
    if (name === '*') return reportNoOthers(type, node, scope);
    const message = `Cannot access properties of type "${typeName(type)}". An "object" type is required.`;
    return scope.unit.report({ code: 'BCP055', node: name, message });
  }
  const others = type.kind === 'record' && type.additional !== undefined && type.additional !== false;
  if (others) return;
  if (name === '*') return reportNoOthers(type, node, scope);
  const known = type.kind === 'record' ? type.properties.map((one) => one.name) : [];
  if (name.name !== '' && !known.includes(name.name)) reportMissing(typeName(type), known, name, scope);
}

function reportNoOthers(type: TypeNode, node: bicep.TypeMember, { unit }: Scope): void {
  const message = `The type "${typeName(type)}" does not declare an additional properties type.`;
  unit.report({ code: 'BCP389', node: { start: node.end - 1, end: node.end }, message });
}

/** Reports an item that a type does not have: `type[0]`, `type[*]`. */
export function checkTypeItem({ base, index, end }: bicep.TypeItem, scope: Scope): void {
  const { unit } = scope;
  const type = settle(lowerType(base, fileContext(unit)));
  if (type.kind === 'any' || type.kind === 'opaque') return;
  if (index === '*') {
    if (type.kind === 'list') return;
    const message = "The array item type access operator ('[*]') can only be used with typed arrays.";
    return unit.report({ code: 'BCP390', node: { start: base.end, end }, message });
  }
  if (type.kind !== 'tuple') {
    const message = `Cannot access elements of type "${typeName(type)}" by index. An tuple type is required.`;
    return unit.report({ code: 'BCP388', node: index, message });
  }
  if (Number(index.text) < type.items.length) return;
  const message = `The provided index value of "${index.text}" is not valid for type "${typeName(type)}". Indexes for this type must be between 0 and ${type.items.length - 1}.`;
  unit.report({ code: 'BCP311', node: index, message });
}

/** Reports a negation of what has no negative, and a text that is computed. */
export function checkTypeLiteral(node: bicep.TypeNegation | bicep.TypeLiteral, scope: Scope): void {
  if (node.kind === 'typeLiteral') {
    if (node.value.kind !== 'string' || literalText(node.value) !== undefined) return;
  } else {
    const type = settle(lowerType(node.operand, fileContext(scope.unit)));
    if (type.kind === 'opaque') return;
    if (type.kind === 'literal' && plainKind(type) === (node.operator === '-' ? 'int' : 'bool')) return;
  }
  const message = 'The type expression could not be reduced to a literal value.';
  scope.unit.report({ code: 'BCP285', node, message });
}
