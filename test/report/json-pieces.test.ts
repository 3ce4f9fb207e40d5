import { expect, it } from 'vitest';
import { jsonPieces } from '../../src/report/json-pieces.ts';

const text = 'line\nend, "quote", [0]';
const value = {
  empty: {},
  none: [],
  list: [1, text, null, [[]], { a: [text], b: undefined, c: { d: {} } }],
  left: undefined,
  object: { 'a "key"': true, list: [{ a: 1 }, { b: [2, { c: 3 }] }] },
};

it.each([0, 1, 2, 3, 9])('writes what JSON.stringify would, taken apart down to level %i', (levels) => {
  expect([...jsonPieces(value, levels)].join('')).toBe(`${JSON.stringify(value, null, 2)}\n`);
});

it('makes many pieces of a long list', () => {
  const long = { list: Array.from({ length: 10_000 }, (_, index) => ({ index, text })) };
  const pieces = [...jsonPieces(long, 1)];
  expect(pieces.join('')).toBe(`${JSON.stringify(long, null, 2)}\n`);
  expect(pieces.length).toBeGreaterThan(5);
});

it('hides and reorders nothing: what JSON would write as it is is escaped', () => {
  const hostile = { 'a\u202eb': 'x\u0085\u202e\u{e0041}\u2028\ufeff\u200d\u007f' };
  const written = [...jsonPieces(hostile, 0)].join('');
  expect(written).toContain('"a\\u202eb": "x\\u0085\\u202e\\udb40\\udc41\\u2028\\ufeff\u200d\\u007f"');
  expect(JSON.parse(written)).toEqual(hostile);
});
