import type { JsonNode } from '../syntax/json/nodes.ts';
import { parseJson } from '../syntax/json/parse-json.ts';

/** What the metadata of a JSON file says about where it comes from and where it belongs. */
export interface JsonMetadata {
  /** Bicep wrote this file: `metadata._generator.name` is `bicep`. */
  readonly isGenerated: boolean;
  /** The template that a parameter file names in `metadata.template`, as written (a convention of PSRule for Azure). */
  readonly template?: string;
}

/** Reads `metadata` of a template or parameter file. Text that is not JSON has none. */
export function readJsonMetadata(text: string): JsonMetadata {
  if (!text.includes('"metadata"')) return { isGenerated: false };
  const metadata = propertyOf(parseJson(text).root, 'metadata');
  const generator = propertyOf(propertyOf(metadata, '_generator'), 'name');
  const template = propertyOf(metadata, 'template');
  return {
    isGenerated: generator?.kind === 'string' && generator.value.toLowerCase() === 'bicep',
    ...(template?.kind === 'string' && { template: template.value }),
  };
}

function propertyOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  return node.properties.findLast((property) => property.key.toLowerCase() === key)?.value;
}
