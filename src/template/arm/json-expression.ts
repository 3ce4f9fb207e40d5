import { inFile } from '../../text/location.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { JsonNode } from '../../syntax/json/nodes.ts';
import type { Expression } from '../expression.ts';

/** What a text of a JSON file means, where it is not itself. */
export type TextMeaning = (text: string) => string | undefined;

/**
 * JSON that is data, not a template (Bicep's `loadJsonContent`, values of parameter files): strings are text even when they look like
 * expressions. `unknownText` may say of a text why it is not known.
 */
export function jsonToExpression(file: SourceFile, node: JsonNode, unknownText?: TextMeaning): Expression {
  const at = inFile(file, node.start, node.end);
  switch (node.kind) {
    case 'string': {
      const because = unknownText?.(node.value);
      return because === undefined ? { kind: 'string', value: node.value, at } : { kind: 'unsupported', because, at };
    }
    case 'number':
      return { kind: 'number', value: Number(node.text), text: node.text, at };
    case 'true':
    case 'false':
      return { kind: 'bool', value: node.kind === 'true', at };
    case 'null':
    case 'missing':
      return { kind: 'null', at };
    case 'array':
      return { kind: 'array', items: node.items.map((item) => jsonToExpression(file, item, unknownText)), at };
    case 'object':
      return {
        kind: 'object',
        properties: node.properties.map(({ key, keyStart, keyEnd, value }) => ({
          key: { kind: 'string', value: key, at: inFile(file, keyStart, keyEnd) },
          value: jsonToExpression(file, value, unknownText),
        })),
        at,
      };
  }
}
