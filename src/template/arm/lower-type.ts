import type { JsonNode, JsonObject } from '../../syntax/json/nodes.ts';
import type { PropertyType, TypeConstraints, TypeNode, TypeShape } from '../type-node.ts';
import { findText, findValue, lastOfEachKey } from './json-access.ts';
import { lowerValue } from './lower-value.ts';
import { type Lowering, placeOf, reportError } from './lowering.ts';

/**
 * The type that a parameter, output, definition or part of one declares
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions).
 */
export function lowerType(node: JsonNode, lowering: Lowering): TypeNode {
  const at = placeOf(lowering, findValue(node, 'type') ?? findValue(node, '$ref') ?? node);
  if (node.kind !== 'object') return { kind: 'opaque', because: 'the type is not an object', at };
  const named = namedType(node, lowering);
  const constraints = constraintsOf(node, lowering);
  if (named.secure) constraints.secure = true;
  return { ...named.shape, ...constraints, at };
}

interface NamedType {
  readonly shape: TypeShape;
  readonly secure?: boolean;
}

function namedType(node: JsonObject, lowering: Lowering): NamedType {
  const reference = findValue(node, '$ref');
  if (reference?.kind === 'string') return { shape: referenceType(reference.value, reference, lowering) };
  const type = findValue(node, 'type');
  if (type === undefined) return { shape: { kind: 'any' } };
  const name = type.kind === 'string' ? type.value : '';
  switch (name.toLowerCase()) {
    case 'string':
      return { shape: { kind: 'string' } };
    case 'securestring':
      return { shape: { kind: 'string' }, secure: true };
    case 'int':
      return { shape: { kind: 'int' } };
    case 'bool':
      return { shape: { kind: 'bool' } };
    case 'object':
      return { shape: objectType(node, lowering) };
    case 'secureobject':
      return { shape: objectType(node, lowering), secure: true };
    case 'array':
      return { shape: arrayType(node, lowering) };
    default: {
      const message = `The type '${name}' is not one of string, secureString, int, bool, object, secureObject and array`;
      reportError(lowering, 'unknown-type', message, placeOf(lowering, type));
      return { shape: { kind: 'opaque', because: message } };
    }
  }
}

function referenceType(path: string, node: JsonNode, lowering: Lowering): TypeShape {
  const name = /^#\/definitions\/(.+)$/.exec(path)?.[1];
  const declaration = lowering.names.types.get(decodePointer(name ?? '').toLowerCase());
  if (declaration !== undefined) return { kind: 'reference', declaration };
  const message = `The type '${path}' is not among the definitions of this template`;
  reportError(lowering, 'unknown-name', message, placeOf(lowering, node));
  return { kind: 'opaque', because: message };
}

/** A segment of a JSON pointer. */
function decodePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function objectType(node: JsonObject, lowering: Lowering): TypeShape {
  const tagged = taggedType(node, lowering);
  if (tagged !== undefined) return tagged;
  const properties = findValue(node, 'properties');
  const additional = findValue(node, 'additionalProperties');
  if (properties === undefined && additional === undefined) return { kind: 'object' };
  return {
    kind: 'record',
    properties: propertyTypes(properties, lowering),
    ...(additional === undefined
      ? {}
      : { additional: additional.kind === 'false' ? (false as const) : lowerPart(additional, lowering) }),
  };
}

function propertyTypes(node: JsonNode | undefined, lowering: Lowering): readonly PropertyType[] {
  if (node?.kind !== 'object') return [];
  return [...lastOfEachKey(node)].map(({ key, keyStart, keyEnd, value }) => ({
    name: key,
    type: lowerType(value, lowering),
    at: placeOf(lowering, { start: keyStart, end: keyEnd }),
  }));
}

function taggedType(node: JsonObject, lowering: Lowering): TypeShape | undefined {
  const discriminator = findValue(node, 'discriminator');
  const name = findText(discriminator, 'propertyName');
  const mapping = findValue(discriminator, 'mapping');
  if (name === undefined || mapping?.kind !== 'object') return undefined;
  return {
    kind: 'tagged',
    discriminator: name,
    members: mapping.properties.map((property) => lowerType(property.value, lowering)),
  };
}

function arrayType(node: JsonObject, lowering: Lowering): TypeShape {
  const prefix = findValue(node, 'prefixItems');
  if (prefix?.kind === 'array') return { kind: 'tuple', items: prefix.items.map((item) => lowerType(item, lowering)) };
  const items = findValue(node, 'items');
  return items?.kind === 'object' ? { kind: 'list', item: lowerType(items, lowering) } : { kind: 'array' };
}

/** `additionalProperties` and its like: a type, or `true` for any. */
function lowerPart(node: JsonNode, lowering: Lowering): TypeNode {
  return node.kind === 'object' ? lowerType(node, lowering) : { kind: 'any', at: placeOf(lowering, node) };
}

const limits = ['minLength', 'maxLength', 'minValue', 'maxValue'] as const;

/** The constraints beside a type; an object of its own, to be added to. */
function constraintsOf(
  node: JsonObject,
  lowering: Lowering,
): { -readonly [K in keyof TypeConstraints]: TypeConstraints[K] } {
  const constraints: ReturnType<typeof constraintsOf> = {};
  if (findValue(node, 'nullable')?.kind === 'true') constraints.nullable = true;
  const allowed = findValue(node, 'allowedValues');
  if (allowed?.kind === 'array') constraints.allowedValues = allowed.items.map((item) => lowerValue(item, lowering));
  for (const name of limits) {
    const value = findValue(node, name);
    if (value?.kind === 'number') constraints[name] = Number(value.text);
  }
  return constraints;
}
