import fc from 'fast-check';
import { type Node, parseTree, type ParseError } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/syntax/json/parse-json.ts';
import { topLevelProperties } from '../../src/syntax/json/top-level.ts';
import { nodesOf, valueOf } from './json-value.ts';

/** Text made of the pieces that JSON is made of, in any order. */
const jsonish = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '\\',
      '/',
      '//',
      '/*',
      '*/',
      '\n',
      ' ',
      'a',
      '1',
      '-',
      '.',
      '\\u12',
      'null',
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

describe('parseJson', () => {
  it('gives the same value as JSON.parse', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom(0, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const { root, problems } = parseJson(text);
        expect(problems.filter((problem) => problem.level === 'error')).toEqual([]);
        expect(JSON.stringify(valueOf(root))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('never throws, and all places lie inside the text', () => {
    fc.assert(
      fc.property(fc.oneof(jsonish, fc.string({ unit: 'binary' })), (text) => {
        const { root, problems, comments } = parseJson(text);
        for (const span of [...nodesOf(root), ...problems.map((problem) => problem.span), ...comments]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        expect(() => topLevelProperties(text)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('places nodes where jsonc-parser places them', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const errors: ParseError[] = [];
        const expected = parseTree(text, errors);
        expect(spansOf(parseJson(text).root)).toEqual(oracleSpans(expected));
      }),
    );
  });
});

function spansOf(root: Parameters<typeof nodesOf>[0]): string[] {
  return nodesOf(root).map((node) => `${node.start}-${node.end}`);
}

function oracleSpans(node: Node | undefined): string[] {
  if (node === undefined) return [];
  const children =
    node.type === 'object'
      ? (node.children ?? []).flatMap((property) => property.children?.[1] ?? [])
      : (node.children ?? []);
  return [`${node.offset}-${node.offset + node.length}`, ...children.flatMap(oracleSpans)];
}
