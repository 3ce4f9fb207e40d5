import type { JsonNode, JsonObject, JsonProperty } from '../../syntax/json/nodes.ts';
import { sameKey } from '../../syntax/json/same-key.ts';

/** The property of an object, ignoring case; of keys given twice the last one, as Resource Manager has it. */
export function findProperty(node: JsonNode | undefined, name: string): JsonProperty | undefined {
  if (node?.kind !== 'object') return undefined;
  for (let i = node.properties.length - 1; i >= 0; i--) {
    const property = node.properties[i];
    if (property !== undefined && isKey(property, name)) return property;
  }
  return undefined;
}

/** The value of a property of an object, ignoring case. */
export function findValue(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return findProperty(node, name)?.value;
}

/** The text of a string property; nothing when it is absent or no string. */
export function findText(node: JsonNode | undefined, name: string): string | undefined {
  const value = findValue(node, name);
  return value?.kind === 'string' ? value.value : undefined;
}

/** True when the property has this name, ignoring case. */
export function isKey(property: JsonProperty, name: string): boolean {
  return sameKey(property.key, name);
}

/** The properties of an object by lower-case key: of keys given twice the last one counts, at the place of the first. */
export function lastOfEachKey(node: JsonObject): Iterable<JsonProperty> {
  const byKey = new Map<string, JsonProperty>();
  for (const property of node.properties) byKey.set(property.key.toLowerCase(), property);
  return byKey.values();
}

/** What a user calls the kind of a node. */
export function kindName(node: JsonNode): string {
  if (node.kind === 'true' || node.kind === 'false') return 'a boolean';
  if (node.kind === 'null' || node.kind === 'missing') return 'null';
  return node.kind === 'array' || node.kind === 'object' ? `an ${node.kind}` : `a ${node.kind}`;
}
