import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArmExpression } from '../../src/syntax/expression/nodes.ts';
import { isExpression, literalText, parseArmExpression } from '../../src/syntax/expression/parse-expression.ts';

/** The tree in one line: strings quoted, member access as `base.[key]`. */
function show(node: ArmExpression | undefined): string {
  switch (node?.kind) {
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.text;
    case 'member':
      return `${show(node.base)}.[${show(node.key)}]`;
    case 'call':
      return `${node.namespace === undefined ? '' : `${node.namespace}.`}${node.name}(${node.arguments.map(show).join(' ')})`;
    case undefined:
      return 'nothing';
  }
}

describe('isExpression and literalText', () => {
  it.each([
    ["[concat('a')]", true, "[concat('a')]"],
    ['[[a]', false, '[a]'],
    ['[[]', false, '[]'],
    ['[[a', false, '[[a'],
    ['[a', false, '[a'],
    ['a]', false, 'a]'],
    [' [a()]', false, ' [a()]'],
    ['[a()] ', false, '[a()] '],
    ['[]', true, '[]'],
    ['[', false, '['],
    ['', false, ''],
  ])('%s', (value, expression, text) => {
    expect(isExpression(value)).toBe(expression);
    expect(literalText(value)).toBe(text);
  });
});

describe('parseArmExpression', () => {
  it.each([
    ["['it''s']", '"it\'s"'],
    ["['']", '""'],
    ["['''']", '"\'"'],
    ['[1]', '1'],
    ['[ -12 ]', '-12'],
    ['[+1]', '1'],
    ['[9223372036854775807]', '9223372036854775807'],
    ["[concat('a', \n\t'b')]", 'concat("a" "b")'],
    ["[a.b('x')]", 'a.b("x")'],
    ["[f().b['c'] [0].d]", 'f().["b"].["c"].[0].["d"]'],
    ['[f(g(), h(1)).x]', 'f(g() h(1)).["x"]'],
    ['[f()[g().y]]', 'f().[g().["y"]]'],
    ['[_f($g())]', '_f($g())'],
    ['[f ( ) . a]', 'f().["a"]'],
    ['[é().ü]', 'é().["ü"]'],
  ])('%s', (value, expected) => {
    const { expression, problems } = parseArmExpression(value);
    expect(problems).toEqual([]);
    expect(show(expression)).toBe(expected);
  });

  it.each([
    ['[foo]', "Unable to parse language expression 'foo': expected token 'LeftParenthesis' and actual 'EndOfData'."],
    [
      "[concat('a','b']",
      "Unable to parse language expression 'concat('a','b'': expected token 'RightParenthesis' and actual 'EndOfData'.",
    ],
    [
      "[concat('a' 'b')]",
      "Unable to parse language expression 'concat('a' 'b')': expected token 'RightParenthesis' and actual 'Literal'.",
    ],
    [
      "[concat('a',)]",
      "Unable to parse language expression 'concat('a',)': expected token 'Identifier' and actual 'RightParenthesis'.",
    ],
    [
      "[concat('a'))]",
      "Unable to parse language expression 'concat('a'))': expected token 'EndOfData' and actual 'RightParenthesis'.",
    ],
    [
      "[concat('a').1]",
      "Unable to parse language expression 'concat('a').1': expected token 'Identifier' and actual 'Integer'.",
    ],
    [
      "[concat('a')[0]",
      "Unable to parse language expression 'concat('a')[0': expected token 'RightSquareBracket' and actual 'EndOfData'.",
    ],
    [
      "[a.b.c('x')]",
      "Unable to parse language expression 'a.b.c('x')': expected token 'LeftParenthesis' and actual 'Dot'.",
    ],
    ["['a'.b]", "Unable to parse language expression ''a'.b': expected token 'EndOfData' and actual 'Dot'."],
    ['[]', "Unable to parse language expression '': expected token 'Identifier' and actual 'EndOfData'."],
    ['[1.5]', "The language expression '1.5' at position '0' is not valid: float point numbers are not supported."],
    [
      '[f(1e3)]',
      "The language expression 'f(1e3)' at position '2' is not valid: float point numbers are not supported.",
    ],
    [
      '[f(0x1)]',
      "The language expression 'f(0x1)' is not valid: the string character 'x' at position '3' is not expected.",
    ],
    [
      '[f(- 1)]',
      "The language expression 'f(- 1)' is not valid: the value '-' at position '2' cannot be converted to number.",
    ],
    [
      '[99999999999999999999]',
      "The language expression '99999999999999999999' is not valid: the value '99999999999999999999' at position '0' cannot be converted to number.",
    ],
    [
      "[f('a)]",
      "The language expression 'f('a)' is not valid: the string constant at position '2' is not terminated. String constants must be enclosed within a pair of single quotes.",
    ],
    [
      '[f("a")]',
      `The language expression 'f("a")' is not valid: the string character '"' at position '2' is not expected.`,
    ],
    [
      '[f().?a]',
      "The language expression 'f().?a' is not valid: the string character '?' at position '4' is not expected.",
    ],
  ])('refuses %s as the engine does', (value, message) => {
    const { expression, problems } = parseArmExpression(value);
    expect(expression).toBeUndefined();
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });

  it('holds exact places', () => {
    const value = "[concat(parameters('x').y, 'it''s')]";
    const { expression } = parseArmExpression(value);
    const at = (node: ArmExpression | undefined): string => value.slice(node?.start, node?.end);
    expect(at(expression)).toBe("concat(parameters('x').y, 'it''s')");
    const [first, second] = expression?.kind === 'call' ? expression.arguments : [];
    expect(at(first)).toBe("parameters('x').y");
    expect(first?.kind === 'member' ? [at(first.base), at(first.key)] : []).toEqual(["parameters('x')", 'y']);
    expect(at(second)).toBe("'it''s'");
  });

  it.each([
    ['calls', `[${'f('.repeat(10_000)}${')'.repeat(10_000)}]`],
    ['accesses', `[f()${'.a'.repeat(10_000)}]`],
    ['indexes', `[${'f()['.repeat(10_000)}]`],
    ['calls of accesses', `[${'f('.repeat(300)}f()${'.a'.repeat(300)}${')'.repeat(300)}]`],
  ])('refuses %s that are nested too deep', (_, value) => {
    expect(parseArmExpression(value).problems[0]?.message).toContain('nested more than');
  });

  it('never throws, and all places lie inside the text', () => {
    const pieces = fc.constantFrom("'", "''", 'a', 'f(', ')', ',', '.', '[', ']', '1', '-', ' ', 'é', '?', '"');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(text, (inner) => {
        const value = `[${inner}]`;
        const { expression, problems } = parseArmExpression(value);
        expect(expression === undefined).toBe(problems.length > 0);
        for (const { start, end } of [
          ...problems.map((problem) => problem.span),
          ...(expression ? [expression] : []),
        ]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(value.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
