import { describe, expect, test } from 'vitest';
import { parseBicep } from '../../src/syntax/bicep/parse-bicep.ts';
import { printStatement } from './print-bicep.ts';

type Case = readonly [source: string, printed?: string];

const OPERATORS: readonly Case[] = [
  ['1 + 2 * 3', '(1 + (2 * 3))'],
  ['1 - 2 - 3', '((1 - 2) - 3)'],
  ['1 + 2 < 3 % 4', '((1 + 2) < (3 % 4))'],
  ['a == b && c =~ d || e != f && g !~ h', '(((a == b) && (c =~ d)) || ((e != f) && (g !~ h)))'],
  ['a ?? b || c', '(a ?? (b || c))'],
  ['a ?? b ?? c', '((a ?? b) ?? c)'],
  ['!a && -b > 1', '((!a) && ((-b) > 1))'],
  ['!a.b[0]', '(!a.b[0])'],
  ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
  ['a\n  ? b\n  : c', '(a ? b : c)'],
  ['a\n  // why\n  ? b // then\n  : c', '(a ? b : c)'],
  ['a >= 1 ? [] : {}', '((a >= 1) ? [] : {})'],
  ['(a + b) * c', '(paren((a + b)) * c)'],
];

const MEMBERS: readonly Case[] = [
  ['a.b.c'],
  ['a.?b[?0]'],
  ['a[^1][?^2]'],
  ["a['b']"],
  ['a::b::c.d'],
  ['a!.b!'],
  ['a.b(1, c)'],
  ['az.resourceGroup().location'],
  ['f()[0].b'],
  ['f(\n  a,\n  b\n)', 'f(a, b)'],
  ['f(a,\n\n  b)', 'f(a, b)'],
  ['f(a\n// comment\n)', 'f(a)'],
];

const LITERALS: readonly Case[] = [
  ['[]'],
  ['[\n]', '[]'],
  ['[1, 2]'],
  ['[\n  1\n  2\n\n]', '[1, 2]'],
  ['[\n  1, 2\n  3\n]', '[1, 2, 3]'],
  ['{ a: 1, b: 2 }', '{a: 1, b: 2}'],
  ["{\n  a: 1\n  'b-c': 2\n  '${d}': 3\n}", "{a: 1, 'b-c': 2, '${d}': 3}"],
  ['{ ...a, b: 1 }', '{...a, b: 1}'],
  ['[ ...a\n1 ]', '[...a, 1]'],
  ['{ if: 1, for: 2, resource: 3 }', '{if: 1, for: 2, resource: 3}'],
  ['[for x in y: x.z]'],
  ['[\n  for (x, i) in [1, 2]: {\n    a: i\n  }\n]', '[for (x, i) in [1, 2]: {a: i}]'],
  ['[[for x in y: x], [1]]'],
  ['[true, false, null, 9223372036854775807]'],
];

const LAMBDAS: readonly Case[] = [
  ['map(a, x => x.b)', 'map(a, (x) => x.b)'],
  ['map(a, (x, i) => x + i)', 'map(a, (x, i) => (x + i))'],
  ['f(() => 1)'],
  ['map(a, x =>\n  x)', 'map(a, (x) => x)'],
  ['reduce(a, 0, (cur, next) => { b: cur })', 'reduce(a, 0, (cur, next) => {b: cur})'],
  ['map(a, x => map(x, y => y))', 'map(a, (x) => map(x, (y) => y))'],
];

const STRINGS: readonly Case[] = [
  ["''"],
  ["'a'"],
  ["'it\\'s \\$ \\\\ \\n\\r\\t'", "'it's $ \\\\ \\n\\r\\t'"],
  ["'\\u{41}\\u{1F600}'", "'A😀'"],
  ["'$a $ { ${b}c'", "'$a $ { ${b}c'"],
  ["'a\\${b}'", "'a${b}'"],
  ["'${a}${b}'"],
  ["'a${'b${c}d'}e'"],
  ["'${a ? 'x' : 'y'}'", "'${(a ? 'x' : 'y')}'"],
  ["'''a'b''c'''", "'a'b''c'"],
  ["'''\n  a\\n\n'''", "'  a\\\\n\\n'"],
  ["'''a''''", "'a''"],
  ["''''''", "''"],
  ["'''${a}'''", "'${a}'"],
  ["$'''\na${b}c'''", "'a${b}c'"],
  ["$$'''\n${a} $${b}'''", "'${a} ${b}'"],
  ["$'''${a}''''", "'${a}''"],
];

describe.each([
  ['operators', OPERATORS],
  ['member access', MEMBERS],
  ['literals', LITERALS],
  ['lambdas', LAMBDAS],
  ['strings', STRINGS],
] as const)('%s', (_, cases) => {
  test.each(cases)('%s', (source, printed) => {
    const { file, problems } = parseBicep(`var v = ${source}\nvar w = 0\n`, 'template');
    expect(problems).toEqual([]);
    expect(file.statements.map(printStatement)).toEqual([`var v = ${printed ?? source}`, 'var w = 0']);
  });
});
