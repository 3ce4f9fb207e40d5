import { describe, expect, test } from 'vitest';
import { parseBicep } from '../../src/syntax/bicep/parse-bicep.ts';
import { printStatement } from './print-bicep.ts';

type Case = readonly [source: string, ...printed: string[]];

const TEMPLATE: readonly Case[] = [
  ["targetScope = 'subscription'"],
  ["metadata author = 'me'"],
  ['param a string', 'param a: string'],
  ["param a string = 'x'", "param a: string = 'x'"],
  ['@secure()\n@minLength(3)\nparam a string?', '@secure() @minLength(3) param a: string?'],
  ["@sys.description('x')\n\n\nparam a int", "@sys.description('x') param a: int"],
  ["@allowed([\n  'a'\n  'b'\n])\nparam a string", "@allowed(['a', 'b']) param a: string"],
  ['var a = 1\r\nvar b = 2\r\n', 'var a = 1', 'var b = 2'],
  ['var a string = b', 'var a: string = b'],
  ["resource a 'T@1' = {\n  name: 'n'\n}", "resource a 'T@1' = {name: 'n'}"],
  ["resource a 'T@1' existing = { name: 'n', 'x y': 1 }", "resource a 'T@1' existing = {name: 'n', 'x y': 1}"],
  ["resource a 'T@1' = if (b) {}", "resource a 'T@1' = if paren(b) {}"],
  ["resource a 'T@1' =\n  if (b) {}", "resource a 'T@1' = if paren(b) {}"],
  ["resource a 'T@1' = [for x in xs: { name: x }]", "resource a 'T@1' = [for x in xs: {name: x}]"],
  [
    "resource a 'T@1' = [\n  for (x, i) in range(0, 2): if (i > 0) {\n    name: x\n  }\n]",
    "resource a 'T@1' = [for (x, i) in range(0, 2): if paren((i > 0)) {name: x}]",
  ],
  [
    "resource a 'T@1' = {\n  name: 'n'\n  @batchSize(1)\n  resource b 'child' = [for x in y: {\n  }]\n  resource: 1\n}",
    "resource a 'T@1' = {name: 'n', @batchSize(1) resource b 'child' = [for x in y: {}], resource: 1}",
  ],
  ["module m './m.bicep' = {\n  scope: resourceGroup('x')\n}", "module m './m.bicep' = {scope: resourceGroup('x')}"],
  ["module m 'br/public:avm/x:1.0.0' = if (true) {}", "module m 'br/public:avm/x:1.0.0' = if paren(true) {}"],
  ['output a string = b.c', 'output a: string = b.c'],
  ['output a resource = b', 'output a: resource = b'],
  ["output a resource 'T@1' = b", "output a: resource 'T@1' = b"],
  ['func f(a string, b int?) bool => a == b', 'func f(a: string, b: int?): bool => (a == b)'],
  ["func f(\n  a string,\n  b int\n) string =>\n  '${a}'", "func f(a: string, b: int): string => '${a}'"],
  ['func f() string[] => []', 'func f(): string[] => []'],
  ['@export()\ntype t = string', '@export() type t = string'],
  ["import { a, b as c } from './x.bicep'", "import {a, b as c} from './x.bicep'"],
  ["import {\n  'my-name' as d\n  e\n} from 'x.json'", "import {'my-name' as d, e} from 'x.json'"],
  ["import * as ns from 'x.bicep'"],
  ['extension microsoftGraphV1', 'extension microsoftGraphV1'],
  ["extension 'br:x/y:1' with {\n  a: 1\n} as k", "extension 'br:x/y:1' with {a: 1} as k"],
  ['extension kubernetes as k'],
  ["import 'kubernetes@1.0.0' as k", "extension 'kubernetes@1.0.0' as k"],
  ['assert small = a < 3', 'assert small = (a < 3)'],
  ["test t 'x.bicep' = {\n  params: {}\n}", "test t 'x.bicep' = {params: {}}"],
  ['// only a comment'],
];

const PARAMETERS: readonly Case[] = [
  ["using './main.bicep'"],
  ['using none'],
  ["using 'main.bicep' with { mode: 'deployment' }", "using 'main.bicep' with {mode: 'deployment'}"],
  ["extends './base.bicepparam'"],
  ['param a = 1'],
  ['param a = {\n  b: [1, 2]\n}', 'param a = {b: [1, 2]}'],
  ['var a string = b', 'var a: string = b'],
  ["import { a } from 'x.bicep'", "import {a} from 'x.bicep'"],
  ['extensionConfig k8s with { a: 1 }', 'extensionConfig k8s with {a: 1}'],
  ['type t = int'],
];

function check(kind: 'template' | 'parameters', [source, ...printed]: Case): void {
  const { file, problems } = parseBicep(source, kind);
  expect(problems).toEqual([]);
  const expected = source.startsWith('//') ? [] : printed.length === 0 ? [source] : printed;
  expect(file.statements.map(printStatement)).toEqual(expected);
}

describe('statements of a template', () => {
  test.each(TEMPLATE.map((each) => [each[0], each] as const))('%s', (_, each) => check('template', each));
});

describe('statements of a parameter file', () => {
  test.each(PARAMETERS.map((each) => [each[0], each] as const))('%s', (_, each) => check('parameters', each));
});

test('comments and directives are trivia, in order', () => {
  const source =
    "// one\n#disable-next-line BCP036 no-unused-vars // two\nvar a = /* three */ 1\n#disable-diagnostics a-b\n#restore-diagnostics a-b\nvar s = '// no'\n";
  const { file, problems } = parseBicep(source, 'template');
  expect(problems).toEqual([]);
  expect(file.trivia.map(({ kind, start, end }) => `${kind}: ${source.slice(start, end)}`)).toEqual([
    'lineComment: // one',
    'directive: #disable-next-line BCP036 no-unused-vars',
    'lineComment: // two',
    'blockComment: /* three */',
    'directive: #disable-diagnostics a-b',
    'directive: #restore-diagnostics a-b',
  ]);
});
