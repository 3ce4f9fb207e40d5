import type { JsonNode } from '../../syntax/json/nodes.ts';
import { parseJson } from '../../syntax/json/parse-json.ts';

/** True for JSON that Bicep wrote: `metadata._generator.name` is `bicep`. */
export function isGeneratedByBicep(text: string): boolean {
  if (!text.includes('"_generator"')) return false;
  const metadata = propertyOf(parseJson(text).root, 'metadata');
  const name = propertyOf(propertyOf(metadata, '_generator'), 'name');
  return name?.kind === 'string' && name.value.toLowerCase() === 'bicep';
}

function propertyOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  return node.properties.findLast((property) => property.key.toLowerCase() === key)?.value;
}
