import { reportMissing } from '../names/module-members.ts';
import type { Location } from '../../../text/location.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { PropertyType, TypeNode } from '../../type-node.ts';
import type { BicepUnit, Context } from '../context.ts';
import { readDecorators } from './decorators.ts';
import type { DecoratorTarget, Decorations } from './decorators.ts';
import { isNamespace } from './lower-name.ts';
import { keyText } from './lower-string.ts';
import { itemOfType, memberOfType, resolveType } from '../types/type-members.ts';

type Plain = 'string' | 'int' | 'bool' | 'array' | 'object' | 'any';

/** The type that a type expression with decorators means. */
export function lowerDecoratedType(
  node: bicep.TypeExpression,
  decorators: readonly bicep.Decorator[],
  target: DecoratorTarget,
  context: Context,
): { readonly type: TypeNode; readonly decorations: Decorations } {
  const decorations = readDecorators(decorators, target, context);
  const type = lowerType(node, context);
  const decorated = decorate(type, decorations);
  const isLoose = target === 'parameter' && type.kind === 'string';
  return { type: isLoose ? { ...decorated, loose: true } : decorated, decorations };
}

/** The type that a type expression means; what is wrong is reported and accepts anything. */
export function lowerType(node: bicep.TypeExpression, context: Context): TypeNode {
  const at = context.unit.at(node);
  switch (node.kind) {
    case 'typeName':
      return lowerTypeName(node, context);
    case 'typeLiteral':
      return node.value.kind === 'null'
        ? { kind: 'any', nullable: true, at }
        : { kind: 'literal', value: context.unit.lower(node.value, context), at };
    case 'typeUnion':
      return lowerUnion(node, context);
    case 'typeArray':
      return { kind: 'list', item: lowerType(node.item, context), at };
    case 'typeTuple': {
      const items = node.items.map(
        ({ type, decorators }) => lowerDecoratedType(type, decorators, 'typePart', context).type,
      );
      return { kind: 'tuple', items, at };
    }
    case 'typeObject':
      return lowerRecord(node, context);
    case 'typeNullable':
      return { ...lowerType(node.base, context), nullable: true };
    case 'typeNonNull': {
      const { nullable: _, ...rest } = resolveType(lowerType(node.base, context)) ?? unknownShape(at);
      return { ...rest, at };
    }
    case 'typeNegation':
      return lowerNegation(node, context);
    case 'typeParenthesized':
      return lowerType(node.type, context);
    case 'typeMember':
      return lowerMember(node, context);
    case 'typeItem':
      return itemOfType(lowerType(node.base, context), node.index === '*' ? '*' : Number(node.index.text), at);
    case 'typeInstantiation':
    case 'resourceType':
      return { kind: 'opaque', because: "the type is one of Azure's resource types", at };
    case 'missingType':
      return { kind: 'opaque', because: 'the type is missing', at };
  }
}

function unknownShape(at: Location): TypeNode {
  return { kind: 'opaque', because: 'the type is part of itself', at };
}

function decorate(type: TypeNode, decorations: Decorations): TypeNode {
  if (decorations.calls.length === 0) return type;
  const { constraints, sealed, discriminator } = decorations;
  const constrained: TypeNode = { ...type, ...constraints };
  if (sealed && constrained.kind === 'record' && constrained.additional === undefined) {
    return { ...constrained, additional: false };
  }
  if (discriminator !== undefined && constrained.kind === 'union') {
    const { members, ...rest } = constrained;
    return { ...rest, kind: 'tagged', discriminator, members };
  }
  return constrained;
}

function lowerTypeName(node: bicep.TypeName, context: Context): TypeNode {
  const at = context.unit.at(node);
  const symbol = context.unit.globals.get(node.name);
  if (symbol?.kind === 'type') return { kind: 'reference', declaration: symbol.declaration, at };
  if (symbol?.kind === 'broken') return { kind: 'opaque', because: symbol.because, at };
  if (symbol === undefined && isPlain(node.name)) return { kind: node.name, at };
  if (symbol?.kind === 'importedNamespace' || (symbol === undefined && isNamespace(node.name))) {
    const message = `The name "${node.name}" refers to a namespace, not to a type.`;
    context.unit.report({ code: 'BCP306', node, message });
    return { kind: 'opaque', because: message, at };
  }
  if (symbol !== undefined) {
    const message = `'${node.name}' refers to a value but is being used as a type here.`;
    context.unit.report({ code: 'BCP287', node, message });
    return { kind: 'opaque', because: message, at };
  }
  return unknownType(node.name, node, context);
}

function isPlain(name: string): name is Plain {
  return plainTypes.has(name);
}

const plainTypes: ReadonlySet<string> = new Set(['string', 'int', 'bool', 'array', 'object', 'any']);

/** Reports a name that means no type; what it should mean accepts anything. */
export function unknownType(name: string, node: bicep.Node, context: Context): TypeNode {
  if (name === 'resourceInput' || name === 'resourceOutput') {
    const message = `The "${name}<ResourceTypeIdentifier>" type requires 1 argument(s).`;
    context.unit.report({ code: 'BCP384', node, message });
    return { kind: 'opaque', because: message, at: context.unit.at(node) };
  }
  const message = `The name "${name}" is not a valid type. ${listOfTypes(context.unit)}`;
  if (name !== '') context.unit.report({ code: 'BCP302', node, message });
  return { kind: 'opaque', because: message, at: context.unit.at(node) };
}

/** Which types there are, in the compiler's words. */
export function listOfTypes({ globals }: BicepUnit): string {
  const declared = [...globals].flatMap(([key, { kind }]) => (kind === 'type' ? [key] : []));
  const known = [...plainTypes, 'resourceInput', 'resourceOutput', ...declared];
  const list = known.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).map((one) => `"${one}"`);
  return `Please specify one of the following types: ${list.join(', ')}.`;
}

/** `null` among the members, or a nullable member, makes the union nullable. */
function lowerUnion(node: bicep.TypeUnion, context: Context): TypeNode {
  const at = context.unit.at(node);
  let nullable = false;
  const members: TypeNode[] = [];
  for (const member of node.members) {
    if (member.kind === 'typeLiteral' && member.value.kind === 'null') {
      nullable = true;
      continue;
    }
    const { nullable: memberNullable, ...type } = lowerType(member, context);
    nullable ||= memberNullable === true;
    members.push(type);
  }
  const union: TypeNode = { kind: 'union', members, at };
  return nullable ? { ...union, nullable } : union;
}

function lowerRecord(node: bicep.TypeObject, context: Context): TypeNode {
  const at = context.unit.at(node);
  const properties: PropertyType[] = [];
  let additional: TypeNode | undefined;
  for (const { key, type, decorators } of node.properties) {
    const lowered = lowerDecoratedType(type, decorators, 'typePart', context).type;
    if (key === '*') additional = lowered;
    else properties.push({ name: keyText(key) ?? '', type: lowered, at: context.unit.at(key) });
  }
  return additional === undefined ? { kind: 'record', properties, at } : { kind: 'record', properties, additional, at };
}

function lowerNegation(node: bicep.TypeNegation, context: Context): TypeNode {
  const at = context.unit.at(node);
  const { operand } = node;
  if (operand.kind === 'typeLiteral' && operand.value.kind === 'integer' && node.operator === '-') {
    const text = `-${operand.value.text}`;
    return { kind: 'literal', value: { kind: 'number', value: Number(text), text, at }, at };
  }
  if (operand.kind === 'typeLiteral' && operand.value.kind === 'boolean' && node.operator === '!') {
    return { kind: 'literal', value: { kind: 'bool', value: !operand.value.value, at }, at };
  }
  return { kind: 'opaque', because: 'the type is computed', at };
}

/** `lib.type`, `sys.string`, `type.property`. */
function lowerMember(node: bicep.TypeMember, context: Context): TypeNode {
  const at = context.unit.at(node);
  if (node.base.kind === 'typeName' && node.name !== '*') {
    const { name } = node.name;
    const symbol = context.unit.globals.get(node.base.name);
    if (symbol?.kind === 'importedNamespace') {
      const declaration = symbol.exports.types.get(name);
      if (declaration !== undefined) return { kind: 'reference', declaration, at };
      const { variables, types } = symbol.exports;
      if (!variables.has(name))
        reportMissing(node.base.name, [...types.keys(), ...variables.keys()], node.name, context);
      return { kind: 'opaque', because: `'${node.base.name}.${name}' is no type`, at };
    }
    if (symbol?.kind === 'extension') return { kind: 'opaque', because: "the type is an extension's", at };
    if (symbol === undefined && isNamespace(node.base.name)) {
      return isPlain(name) ? { kind: name, at } : unknownType(name, node.name, context);
    }
  }
  return memberOfType(lowerType(node.base, context), node.name === '*' ? '*' : node.name.name, at);
}
