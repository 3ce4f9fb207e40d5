import type { JsonNode } from '../../src/syntax/json/nodes.ts';

/** The value that a tree stands for; objects without a prototype, so that `__proto__` is a key like any other. */
export function valueOf(node: JsonNode | undefined): unknown {
  switch (node?.kind) {
    case 'object': {
      const object: Record<string, unknown> = Object.create(null);
      for (const property of node.properties) object[property.key] = valueOf(property.value);
      return object;
    }
    case 'array':
      return node.items.map(valueOf);
    case 'string':
      return node.value;
    case 'number':
      return Number(node.text);
    case 'true':
    case 'false':
      return node.kind === 'true';
    default:
      return null;
  }
}

/** All nodes of a tree. */
export function nodesOf(root: JsonNode | undefined): readonly JsonNode[] {
  if (root === undefined) return [];
  if (root.kind === 'array') return [root, ...root.items.flatMap(nodesOf)];
  if (root.kind === 'object') return [root, ...root.properties.flatMap((property) => nodesOf(property.value))];
  return [root];
}
