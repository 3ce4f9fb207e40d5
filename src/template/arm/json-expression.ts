import { inFile, type Location } from '../../text/location.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { JsonLiteral, JsonMissing, JsonNode, JsonNumber } from '../../syntax/json/nodes.ts';
import type { Expression } from '../expression.ts';

/** What a text of a JSON file means, where it is not itself. */
export type TextMeaning = (text: string) => string | undefined;

/** Where a span of the JSON text is reported. */
export type PlaceOf = (start: number, end: number) => Location;

/**
 * JSON that is data, not a template (Bicep's `loadJsonContent`, values of parameter files): strings are text even when they look like
 * expressions. `unknownText` may say of a text why it is not known.
 */
export function jsonToExpression(file: SourceFile, node: JsonNode, unknownText?: TextMeaning): Expression {
  return dataToExpression(node, (start, end) => inFile(file, start, end), unknownText);
}

/** The same for JSON that is in no file of its own. The reader limits the depth of the tree. */
export function dataToExpression(node: JsonNode, placeOf: PlaceOf, unknownText?: TextMeaning): Expression {
  const at = placeOf(node.start, node.end);
  switch (node.kind) {
    case 'string': {
      const because = unknownText?.(node.value);
      return because === undefined ? { kind: 'string', value: node.value, at } : { kind: 'unsupported', because, at };
    }
    case 'array':
      return { kind: 'array', items: node.items.map((item) => dataToExpression(item, placeOf, unknownText)), at };
    case 'object':
      return {
        kind: 'object',
        properties: node.properties.map(({ key, keyStart, keyEnd, value }) => ({
          key: { kind: 'string', value: key, at: placeOf(keyStart, keyEnd) },
          value: dataToExpression(value, placeOf, unknownText),
        })),
        at,
      };
    default:
      return literalToExpression(node, at);
  }
}

/** Numbers and words mean the same in data and in templates. */
export function literalToExpression(node: JsonNumber | JsonLiteral | JsonMissing, at: Location): Expression {
  switch (node.kind) {
    case 'number':
      return { kind: 'number', value: Number(node.text), text: node.text, at };
    case 'true':
    case 'false':
      return { kind: 'bool', value: node.kind === 'true', at };
    case 'null':
    case 'missing':
      return { kind: 'null', at };
  }
}
