import { describe, expect, test } from 'vitest';
import { bicep, errors, show } from './bicep-template.ts';

/** What a variable becomes that loads the file, or the codes of what is wrong. */
function loaded(call: string, name: string, text: string): string {
  const template = bicep(`var v = ${call}`, { [name]: text });
  const problems = errors(template.diagnostics);
  const value = template.variables.get('v')?.value;
  return problems.length > 0 || value === undefined ? problems.join() : show(value);
}

const yaml = (text: string): string => loaded("loadYamlContent('a.yaml')", 'a.yaml', text);

// The answers are those of the official compiler (Bicep 0.49).
describe('YAML', () => {
  test.each([
    ['m: { <<: { a: 1, b: 2 }, c: 3 }', "{'m': {'a': 1, 'b': 2, 'c': 3}}"],
    ['b: &b { a: 1, b: 2 }\nm:\n  a: 9\n  <<: *b', "{'b': {'a': 1, 'b': 2}, 'm': {'a': 9, 'b': 2}}"],
    ['m:\n  <<: { a: 1, b: 2 }\n  a: 9', "{'m': {'a': 9, 'b': 2}}"],
    ['m:\n  <<: [{ a: 1 }, { a: 2, z: 3 }]', "{'m': {'a': 2, 'z': 3}}"],
    ['m:\n  "<<": { a: 1 }', "{'m': {'a': 1}}"],
    ["[1_000, 0b11, 0o17, 017, 0x1F, +5, '5', !!str 5]", "[1000, 3, 15, 17, 31, 5, '5', '5']"],
    [
      "[yes, On, TRUE, ~, Null, !!int '5', !!bool 'true', !custom x]",
      "['yes', 'On', true, null, null, '5', 'true', 'x']",
    ],
    ['[2024-01-02, 12:30:45, 1.2.3]', "['2024-01-02', '12:30:45', '1.2.3']"],
    ['a:\nb: {c, d: }', "{'a': null, 'b': {'c': '', 'd': ''}}"],
    ['null: 1\n~: 2\ntrue: 3\n1.5: 4', "{'null': 1, '~': 2, 'true': 3, '1.5': 4}"],
    ['%YAML 1.1\n---\non: yes', "{'on': 'yes'}"],
  ])('%j is %s', (text, expected) => {
    expect(yaml(text)).toBe(expected);
  });

  test.each(['m: { <<: text }', 'm: { <<: [1] }', '? [a, b]\n: c', '# only a comment', 'a: 1\na: 2'])(
    '%j is refused',
    (text) => {
      expect(yaml(text)).toMatch(/^BCP340/);
    },
  );

  test('holds whole numbers of 64 bits exactly, and larger ones as doubles', () => {
    const template = bicep("var v = loadYamlContent('a.yaml')", {
      'a.yaml': '[9007199254740993, 12345678901234567890, .inf, .NaN, 1E400]',
    });
    const value = template.variables.get('v')?.value;
    const items = value?.kind === 'array' ? value.items : [];
    expect(items.map((item) => item.kind === 'number' && item.text)).toEqual([
      '9007199254740993',
      '1.2345678901234567e+19',
      'Infinity',
      'NaN',
      'Infinity',
    ]);
  });
});

describe('JSONPath', () => {
  const file = JSON.stringify({
    x: [
      { n: 'one', v: 1, t: ['a', 'b'] },
      { n: 'two', v: 2 },
      { n: 'three', v: 3 },
    ],
    deep: { n: 'd', in: { n: 'e' } },
    'a.b': 1,
    empty: [],
  });
  const select = (path: string): string =>
    loaded(`loadJsonContent('a.json', '${path.replaceAll("'", String.raw`\'`)}')`, 'a.json', file);

  test.each([
    ['$.x[*].n', "['one', 'two', 'three']"],
    ['x[*].t[*]', "['a', 'b']"],
    ['$..n', "['one', 'two', 'three', 'd', 'e']"],
    ["$..['n']", "['one', 'two', 'three', 'd', 'e']"],
    ['$.deep.*', "['d', {'n': 'e'}]"],
    ['$.x[0,2].n', "['one', 'three']"],
    ['$.x[0:2].n', "['one', 'two']"],
    ['$.x[-1:].n', "'three'"],
    ['$.x[::2].n', "['one', 'three']"],
    ["$['deep','a.b']", "[{'n': 'd', 'in': {'n': 'e'}}, 1]"],
    ["$.['a.b']", '1'],
    ['$.x[?(@.v > 1)].n', "['two', 'three']"],
    ["$.x[?(@.v >= 2 && @.n != 'two')].n", "'three'"],
    ["$.x[?(@.n == 'one' || @.v == 3)].v", '[1, 3]'],
    ['$.x[?(@.t)].n', "'one'"],
    ["$.x[*]['n','v']", "['one', 1, 'two', 2, 'three', 3]"],
  ])('%s selects %s', (path, expected) => {
    expect(select(path)).toBe(expected);
  });

  test.each(['$.x[*].q', '$.empty[*]', '$.x[?(@.v == 9)]', '$.x[3]', '$.x.length'])('%s selects nothing', (path) => {
    expect(select(path)).toMatch(/^BCP235/);
  });

  test('that is not evaluated stays unknown', () => {
    expect(select('$.x[?(@.n =~ /t.*/)].n')).toBe('(unsupported)');
  });
});
