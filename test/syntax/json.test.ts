import { describe, expect, it } from 'vitest';
import { maximumJsonDepth, parseJson } from '../../src/syntax/json/parse-json.ts';
import { topLevelProperties } from '../../src/syntax/json/top-level.ts';
import { valueOf } from './json-value.ts';

const read = (text: string): unknown => JSON.parse(JSON.stringify(valueOf(parseJson(text).root)));
const problemsOf = (text: string): string[] =>
  parseJson(text).problems.map(({ level, code, span }) => `${level} ${code} ${text.slice(span.start, span.end)}`);

describe('what Azure accepts beyond JSON', () => {
  it.each([
    ['line comments', '// a\n{"a": 1 // b\n}', { a: 1 }],
    ['block comments', '/* a */ {/**/"a"/* : */: /* 2 */ 1}', { a: 1 }],
    ['line breaks in strings', '{"a": "x\n\ty"}', { a: 'x\n\ty' }],
    ['trailing commas', '{"a": [1, 2,],}', { a: [1, 2] }],
    ['single quotes', `{'a': 'it"s', "b": 'it\\'s'}`, { a: 'it"s', b: "it's" }],
    ['bare property names', '{a: 1, $b-c: 2}', { a: 1, '$b-c': 2 }],
    ['hexadecimal, octal and short decimals', '[0x1F, 010, .5, 1., -.5, 1e3]', [31, 8, 0.5, 1, -0.5, 1000]],
    ['numbers that are none', '[NaN, -Infinity]', ['NaN', '-Infinity']],
    ['a byte order mark', '\ufeff{"a": 1}', { a: 1 }],
    ['unusual white space', '{\u00a0"a":\u20281\f}', { a: 1 }],
    ['escapes', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4"', '"\\/\b\f\n\r\tä'],
  ])('%s', (_, text, value) => {
    expect(read(text)).toEqual(value);
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ['a missing value', '{"a": , "b": 2}', { a: null, b: 2 }, ['warning json-missing-value ,']],
    ['a missing item', '[1,,2]', [1, null, 2], ['warning json-missing-value ,']],
    ['undefined', '[undefined]', [null], ['warning json-missing-value undefined']],
    ['a key given twice', '{"a": 1, "a": 2}', { a: 2 }, ['warning json-duplicate-key "a"']],
    ['a key given twice in other case', '{"a": 1, "A": 2}', { a: 1, A: 2 }, ['warning json-duplicate-key "A"']],
  ])('with a warning: %s', (_, text, value, problems) => {
    expect(read(text)).toEqual(value);
    expect(problemsOf(text)).toEqual(problems);
  });

  it('finds a key given twice among many', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `"k${index}": ${index}`).join(', ');
    expect(problemsOf(`{${keys}, "K7": 0}`)).toEqual(['warning json-duplicate-key "K7"']);
  });
});

describe('what it refuses, and reads on', () => {
  it.each([
    ['', undefined, ['error json-syntax ']],
    ['{"a": 1', { a: 1 }, ['error json-syntax {']],
    ['{"a": [1, {"b": 2', { a: [1, { b: 2 }] }, ['error json-syntax {']],
    ['{"a": 1 "b": 2}', { a: 1, b: 2 }, ['error json-syntax "']],
    ['[1 2]', [1, 2], ['error json-syntax 2']],
    ['{"a" 1, "b": 2}', { a: 1, b: 2 }, ['error json-syntax  ']],
    ['{"a", "b": 2}', { a: null, b: 2 }, ['error json-syntax ,', 'warning json-missing-value ,']],
    ['{"a": 1,, "b": 2}', { a: 1, b: 2 }, ['error json-syntax ,']],
    ['{"a": [1, 2}', { a: [1, 2] }, ['error json-syntax }']],
    ['{"a": 1]}', { a: 1 }, ['error json-syntax ]']],
    ['{"a": 1} x', { a: 1 }, ['error json-syntax x']],
    ['{"a": True}', { a: null }, ['error json-syntax True']],
    ['{"a": +1}', { a: null }, ['error json-syntax +1']],
    ['{"a": "x', { a: 'x' }, ['error json-syntax {', 'error json-syntax "']],
    ['["a\\qb"]', ['aqb'], ['error json-syntax \\q']],
    ['[1] /* open', [1], ['error json-syntax /*']],
    ['{"a":', { a: null }, ['error json-syntax {', 'error json-missing-value ']],
  ])('%s', (text, value, problems) => {
    const { root } = parseJson(text);
    expect(root === undefined ? undefined : read(text)).toEqual(value);
    expect(problemsOf(text)).toEqual(problems);
  });

  it.each(['[', '{"a":', '[{"a":'])('nests 10,000 times %s without an overflow', (opening) => {
    const { problems } = parseJson(opening.repeat(10_000));
    expect(problems.map((problem) => problem.code)).toContain('json-too-deep');
  });

  it('reads on behind what is nested too deep', () => {
    const deep = `${'['.repeat(maximumJsonDepth + 5)}"]"${']'.repeat(maximumJsonDepth + 5)}`;
    const { root, problems } = parseJson(`{"a": ${deep}, "b": 1}`);
    expect(problems.map((problem) => problem.code)).toEqual(['json-too-deep']);
    expect(root?.kind === 'object' ? root.properties.map((property) => property.key) : []).toEqual(['a', 'b']);
  });

  it('keeps the list of problems short and says so', () => {
    const { problems } = parseJson(`[${','.repeat(100_000)}]`);
    expect(problems.length).toBe(101);
    expect(problems.at(-1)?.message).toBe('99900 more warnings of this file are not listed');
  });
});

describe('the tree', () => {
  it('holds exact places', () => {
    const text = '{ "a" : [ "x\\n", 12 ] }';
    const { root } = parseJson(text);
    const property = root?.kind === 'object' ? root.properties[0] : undefined;
    expect(property).toMatchObject({ keyStart: 2, keyEnd: 5, value: { kind: 'array', start: 8, end: 21 } });
    expect(property?.value.kind === 'array' ? property.value.items : []).toEqual([
      { kind: 'string', start: 10, end: 15, value: 'x\n', verbatim: false },
      { kind: 'number', start: 17, end: 19, text: '12' },
    ]);
  });

  it('takes __proto__ as a key like any other', () => {
    const { root } = parseJson('{"__proto__": {"polluted": true}}');
    expect(root?.kind === 'object' ? root.properties.map((property) => property.key) : []).toEqual(['__proto__']);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('lists the comments', () => {
    const text = '// one\n[/* two */ 1] // three';
    const comments = parseJson(text).comments.map(({ start, end }) => text.slice(start, end));
    expect(comments).toEqual(['// one', '/* two */', '// three']);
  });
});

describe('topLevelProperties', () => {
  it.each([
    ['{"$schema": "s", "resources": [{"type": "t"}], /* "x": 1, */ "b": 1}', { $schema: 's', resources: '', b: '' }],
    ['{"a": {"b": "c\\"", "$schema": "nested"}, \'Z\': "z"}', { a: '', z: 'z' }],
    ['{"a": "b"', { a: 'b' }],
    ['{ a: 1, $schema: "s" }', { a: '', $schema: 's' }],
    ['[{"a": 1}]', {}],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(Object.fromEntries(topLevelProperties(text))).toEqual(expected);
  });
});
