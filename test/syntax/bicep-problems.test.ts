import { describe, expect, test } from 'vitest';
import { parseBicep } from '../../src/syntax/bicep/parse-bicep.ts';
import { createSourceFile, positionAt } from '../../src/text/source-file.ts';
import { printStatement } from './print-bicep.ts';

/** Problems as `line:column code`, and the text that they point at when there is any. */
function problemsOf(source: string, kind: 'template' | 'parameters'): string[] {
  const file = createSourceFile('/t.bicep', source);
  return parseBicep(source, kind).problems.map(({ code, span }) => {
    const { line, column } = positionAt(file, span.start);
    const text = source.slice(span.start, span.end);
    return `${line}:${column} ${code}${text === '' ? '' : ` ${text}`}`;
  });
}

// Codes and places as Bicep CLI 0.49 reports them for the same text.
const TEMPLATE: readonly (readonly [source: string, ...problems: string[]])[] = [
  ['xxx yyy', '1:1 BCP007 xxx'],
  ['provider kubernetes', '1:1 BCP007 provider'],
  ['var a = ^', '1:9 BCP009 ^'],
  ['var a = "b"', '1:9 BCP103 "', '1:9 BCP009 "', '1:11 BCP103 "'],
  ['var a = `', '1:9 BCP001 `', '1:9 BCP009 `'],
  ["var a = 'b\nvar c = 1", "1:9 BCP004 'b"],
  ["var a = 'b", "1:9 BCP003 'b"],
  ["var a = 'b\\", "1:9 BCP005 'b\\"],
  ["var a = '\\q'", '1:10 BCP006 \\q'],
  ["var a = '\\u{110000}\\u{}'", '1:10 BCP133 \\u{110000}', '1:20 BCP133 \\u{}'],
  ["var a = '''b", "1:9 BCP140 '''b"],
  ['var a = 1 /* b', '1:11 BCP002 /* b'],
  ["var a = '${b c}'", '1:14 BCP064 c'],
  ["var a = '${[]}'", '1:12 BCP087 ['],
  [`var ${'a'.repeat(256)} = 1`, `1:5 BCP024 ${'a'.repeat(256)}`],
  ['var a = 99999999999999999999', '1:9 BCP010 99999999999999999999'],
  ['var', '1:4 BCP015'],
  ['var a', '1:6 BCP018'],
  ['var a =', '1:8 BCP009'],
  ['var a = 1 2', '1:11 BCP019 2'],
  ['var a = b ==\n  1', '1:13 BCP009', '2:3 BCP007 1'],
  ['var a = (\n1)', '1:10 BCP243 \n1'],
  ['var a = ()', '1:10 BCP243'],
  ['var a = (1, 2)', '1:10 BCP243 1, 2'],
  ['var a = b ? c', '1:14 BCP018'],
  ['var a = b[]', '1:11 BCP117'],
  ['var a = b.', '1:11 BCP020'],
  ['var a = b.?c()', '1:11 BCP322 ?'],
  ['var a = !!b', '1:10 BCP009 !'],
  ['var a = [1,\n2]', '1:12 BCP238'],
  ['var a = [1 2]', '1:12 BCP236'],
  ['var a = { b: 1 c: 2 }', '1:16 BCP236'],
  ['var a = { 1: 2 }', '1:11 BCP022 1'],
  ['var a = { b }', '1:13 BCP018 }'],
  ['var a = f(b\nc)', '1:12 BCP237'],
  ['var a = f(b,)', '1:13 BCP009 )'],
  ['var a = f(b', '1:12 BCP018'],
  ['var a = [for in b: c]', '1:17 BCP012 b', '1:21 BCP009 ]'],
  ['var a = [for (b) in c: b]', '1:14 BCP249 (b)'],
  ['var a = [for 1 in c: b]', '1:14 BCP162', '1:23 BCP009 ]'],
  ['param', '1:6 BCP013'],
  ['param a', '1:8 BCP279'],
  ['param a string 1', '1:16 BCP008 1'],
  ['param a string[-1]', '1:16 BCP387 -1'],
  ["param a 'b' |", '1:14 BCP279'],
  ["type a = 'b' |\n", '1:15 BCP300'],
  ['type 44 = string', '1:6 BCP325 44'],
  ['type a = { 1: string }', '1:12 BCP317 1'],
  ['output a', '1:9 BCP279'],
  ['output', '1:7 BCP016'],
  ['resource', '1:9 BCP017'],
  ['resource a', '1:11 BCP068'],
  ["resource a 'b@1'", '1:17 BCP018'],
  ["resource a 'b@1' = 1", '1:20 BCP118 1'],
  ["resource a 'b@1' = if c {}", '1:23 BCP018 c'],
  ["resource a 'b@1' = [for c in d: c]", '1:33 BCP167 c'],
  ['module', '1:7 BCP096'],
  ['module a = {}', '1:10 BCP097 =', '1:14 BCP018'],
  ['metadata = 1', '1:10 BCP266 ='],
  ['func a string => 1', '1:8 BCP018 string'],
  ['func a() string = 1', '1:17 BCP018 =', '1:20 BCP009'],
  ['import a', '1:8 BCP354', '1:8 BCP012 a'],
  ["import * from 'b'", '1:10 BCP012 from', '1:18 BCP012'],
  ["import { 'a' } from 'b'", "1:10 BCP375 'a'"],
  ["import { 1 } from 'b'", '1:10 BCP355 1'],
  ['extension 1', '1:11 BCP201 1'],
  ['extension a b', '1:13 BCP305 b'],
  ['extension a as', '1:15 BCP202'],
  ['assert', '1:7 BCP344'],
  ['test', '1:5 BCP346'],
  ['test a', '1:7 BCP347'],
  ['@\nparam a string', '1:2 BCP123'],
  ['@secure()\n\n', '1:1 BCP292 @secure()'],
  ['@foo()\n\n', '1:1 BCP132 @foo()'],
  ['@secure() param a string', '1:11 BCP019 param'],
  ['#disable-next-line\nvar a = 1', '1:19 BCP226'],
  ["type a = 'b'\n  // no comment may stand between the members\n  | 'c'", '3:3 BCP007 |'],
];

const PARAMETERS: typeof TEMPLATE = [
  ['resource a', '1:1 BCP337 resource'],
  ['using abc', '1:7 BCP012 abc'],
  ['using', '1:6 BCP354'],
  ["using 'a' b", '1:11 BCP436 b'],
  ['extends', '1:8 BCP404'],
  ['param a', '1:8 BCP018'],
  ['param a =', '1:10 BCP009'],
  ['@secure()\nparam a = 1', '1:1 BCP130 @secure()'],
  ['extensionConfig', '1:16 BCP202'],
  ['extensionConfig a', '1:18 BCP012'],
];

describe('problems, with the codes and places of the compiler', () => {
  test.each(TEMPLATE.map(([source, ...problems]) => ({ source, problems })))('$source', ({ source, problems }) => {
    expect(problemsOf(source, 'template')).toEqual(problems);
  });
  test.each(PARAMETERS.map(([source, ...problems]) => ({ source, problems })))('$source', ({ source, problems }) => {
    expect(problemsOf(source, 'parameters')).toEqual(problems);
  });
});

describe('recovery', () => {
  test.each([
    ['a broken line', 'var a = +\nvar b = 2', ['var a = <missing>', 'var b = 2']],
    ['an unknown declaration', 'foo bar\nvar b = 2', ['<missing>', 'var b = 2']],
    [
      'an unclosed object',
      "resource a 'T@1' = {\n  b: 1\n\nvar b = 2\n",
      ["resource a 'T@1' = <missing>", 'var b = 2'],
    ],
    ['an unclosed call', 'var a = f(\n  1\nvar b = 2\n', ['var b = 2']],
    ['an unclosed decorator', "@allowed([\n  'a'\nparam b string\n", ['param b: string']],
    ['an unterminated string', "var a = 'x\nvar b = 2", ['var a = <missing>', 'var b = 2']],
    ['a broken property', 'var a = {\n  b 1\n  c: 2\n}\nvar b = 2', ['var a = {b: <missing>, c: 2}', 'var b = 2']],
    ['a broken type', 'param a [\nvar b = 2\n', ['param a: <missing>', 'var b = 2']],
  ])('after %s', (_, source, statements) => {
    const { file, problems } = parseBicep(source, 'template');
    expect(problems.length).toBeGreaterThan(0);
    for (const statement of statements) expect(file.statements.map(printStatement)).toContain(statement);
  });
});
