import { expect, test } from 'vitest';
import { parseBicep } from '../../src/syntax/bicep/parse-bicep.ts';
import { printStatement } from './print-bicep.ts';

test.each<readonly [source: string, printed?: string]>([
  ['string'],
  ['string?'],
  ['string[][]'],
  ['(string | int)[]?', 'paren((string | int))[]?'],
  ["'a' | 'b'", "('a' | 'b')"],
  ["'a'\n  | 'b'\n  | 'c'", "('a' | 'b' | 'c')"],
  ["\n  | 'a'\n  | 'b'", "('a' | 'b')"],
  ['-1 | 2 | true | null | !false', '((-1) | 2 | true | null | (!false))'],
  ['{}'],
  ['{ a: string, b: int? }', '{a: string, b: int?}'],
  [
    "{\n  @description('x')\n  a: string\n  'b-c': int\n  *: bool\n}",
    "{@description('x') a: string, 'b-c': int, *: bool}",
  ],
  ['[string, int]'],
  ['[\n  @minValue(1)\n  int\n  string\n]', '[@minValue(1) int, string]'],
  ['sys.string'],
  ['t.a.b'],
  ['t.*'],
  ['t[*]'],
  ['t[0].c'],
  ["resourceInput<'T@1'>.properties"],
  ["sys.resourceOutput<'T@1'>.name"],
  ["resource<'T@1'>"],
  ['t!'],
])('type x = %s', (source, printed) => {
  const { file, problems } = parseBicep(`type x = ${source}\nvar w = 0\n`, 'template');
  expect(problems).toEqual([]);
  expect(file.statements.map(printStatement)).toEqual([`type x = ${printed ?? source}`, 'var w = 0']);
});
