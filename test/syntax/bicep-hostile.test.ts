import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Node } from '../../src/syntax/bicep/nodes.ts';
import { parseBicep } from '../../src/syntax/bicep/parse-bicep.ts';

const MANY = 20_000;

describe('text that nests too deep is a problem, and the next declaration is read', () => {
  test.each([
    ['var a = ', '['],
    ['var a = ', '[\n'],
    ['var a = ', '{a:'],
    ['var a = ', '('],
    ['var a = ', 'f('],
    ['var a = ', 'b['],
    ['var a = ', "'${"],
    ['var a = ', 'x => '],
    ['var a = ', 'b ? c : '],
    ['var a = ', '[for x in '],
    ['var a = ', 'a ?? b || c && d == e < f + g * ('],
    ['type a = ', '{a:'],
    ['type a = ', '('],
    ['type a = ', '[\n'],
    ['type a = ', 'b<'],
    ["resource a 'b' = ", "{\n resource a 'b' = "],
  ])('%s%s...', (before, repeated) => {
    const { file, problems } = parseBicep(`${before}${repeated.repeat(MANY)}\nparam z string\n`, 'template');
    expect(problems.map(({ code }) => code)).toContain('nesting-too-deep');
    expect(file.statements.at(-1)?.kind).toBe('param');
  });
});

test.each([
  ['1', ' + 1'],
  ['b', '.c'],
  ['b', '[0]'],
  ['b', '!'],
])('long chains are no nesting: %s%s...', (first, repeated) => {
  expect(parseBicep(`var a = ${first}${repeated.repeat(MANY)}\n`, 'template').problems).toEqual([]);
});

test('many unclosed brackets cost no more than the text', () => {
  const started = performance.now();
  parseBicep("resource a 'b' = {\n".repeat(MANY), 'template');
  parseBicep('var a = [\n@b(\n'.repeat(MANY), 'parameters');
  expect(performance.now() - started).toBeLessThan(10_000);
});

const FRAGMENTS = [
  'var ',
  'a',
  ' = ',
  '1',
  "'",
  "'x'",
  '${',
  '}',
  '{',
  '[',
  ']',
  '(',
  ')',
  ',',
  ':',
  '\n',
  '\r\n',
  ' ',
  '.',
  '?',
  '??',
  '!',
  '-',
  '+',
  '==',
  '|',
  '=>',
  '...',
  '@b()',
  '@',
  'param p string',
  'resource r ',
  "'T@1'",
  'if ',
  'for x in ',
  'type t ',
  'import ',
  'using ',
  'func f',
  'output o ',
  'module m ',
  "'''",
  "$'''",
  '//c',
  '/*',
  '*/',
  '#disable-next-line',
  '::',
  '^',
  '<',
  '>',
  '\\',
  '"',
  '\u{1F600}',
  '\u00A0',
  'existing',
  'with ',
  'as ',
  'none',
  'extension ',
];

function spansNest(node: object, parent: Node): boolean {
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child !== 'object' || child === null) continue;
      const { start, end } = child;
      if (start < parent.start || end > parent.end || start > end || !spansNest(child, child)) return false;
    }
  }
  return true;
}

test('never throws; every span lies in the one around it', () => {
  const texts = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, fc.constantFrom('template' as const, 'parameters' as const), (text, kind) => {
      const { file, problems } = parseBicep(text, kind);
      expect(file).toMatchObject({ start: 0, end: text.length });
      expect(spansNest(file, file)).toBe(true);
      for (const { span } of problems) {
        expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
      }
    }),
    { numRuns: 5000 },
  );
});

test('the text of a node is what stands in its span', () => {
  const source =
    "@sys.secure()\nparam a string = '${b.c}d'\n\nresource r 'T@1' = if (a == 'x') {\n  n: [1, f(2)[^1]]\n}\n";
  const { file } = parseBicep(source, 'template');
  const texts: string[] = [];
  const visit = (node: object): void => {
    if ('start' in node && 'end' in node) texts.push(source.slice(Number(node.start), Number(node.end)));
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (typeof child === 'object' && child !== null) visit(child);
    }
  };
  for (const statement of file.statements) visit(statement);
  expect(texts).toEqual([
    "@sys.secure()\nparam a string = '${b.c}d'",
    'a',
    'string',
    "'${b.c}d'",
    'b.c',
    'b',
    'c',
    '@sys.secure()',
    'sys.secure()',
    'sys',
    'secure',
    "resource r 'T@1' = if (a == 'x') {\n  n: [1, f(2)[^1]]\n}",
    'resource',
    'r',
    "'T@1'",
    "if (a == 'x') {\n  n: [1, f(2)[^1]]\n}",
    "(a == 'x')",
    "a == 'x'",
    'a',
    "'x'",
    '{\n  n: [1, f(2)[^1]]\n}',
    'n: [1, f(2)[^1]]',
    'n',
    '[1, f(2)[^1]]',
    '1',
    'f(2)[^1]',
    'f(2)',
    'f',
    '2',
    '1',
  ]);
});
