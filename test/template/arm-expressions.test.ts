import { describe, expect, it } from 'vitest';
import { arm, armText, print, problemsOf, templateText, textAt } from './arm-template.ts';

/** The expression of an output `a`, in a template with a parameter, a variable and a function. */
function output(value: unknown) {
  return arm({
    parameters: { Size: { type: 'int' } },
    variables: { Name: 'n' },
    functions: [
      {
        namespace: 'Own',
        members: {
          twice: {
            parameters: [{ name: 'x', type: 'string' }],
            output: { type: 'string', value: "[concat(parameters('X'), variables('name'))]" },
          },
        },
      },
    ],
    outputs: { a: { type: 'object', value } },
  });
}

describe('expressions', () => {
  it.each([
    ['plain', "'plain'"],
    ['[[escaped]', "'[escaped]'"],
    ["[parameters('size')]", '<parameter Size>'],
    ["[VARIABLES('NAME')]", '<variable Name>'],
    ['[true()]', 'true'],
    ['[false( )]', 'false'],
    ['[null()]', 'null'],
    ["[parameters(variables('name'))]", 'parameters(<variable Name>)'],
    ["[own.TWICE('a')]", "<function Own.twice>('a')"],
    ["[resourceGroup().tags['x'].y]", "resourceGroup()['tags']['x']['y']"],
    [
      "[map(createArray(1), lambda('i', add(lambdaVariables('i'), 1)))]",
      'map(createArray(1), (i) => add(<lambdaVariable i>, 1))',
    ],
    [{ "[concat('a', 'b')]": 1, '[[c]': [null, 1.5] }, "{concat('a', 'b'): 1, '[c]': [null, 1.5]}"],
    [{ copy: 'no loop' }, "{'copy': 'no loop'}"],
    [{ copy: [1, 2] }, "{'copy': [1, 2]}"],
  ])('%j', (value, expected) => {
    const template = output(value);
    expect(problemsOf(template)).toEqual([]);
    expect(print(template.outputs.get('a')?.value)).toBe(expected);
  });

  it('knows the parameters of a user function', () => {
    expect(print(output('x').functions.get('own.twice')?.body)).toBe('concat(<functionParameter X>, <variable Name>)');
  });

  it.each([
    ["[parameters('nope')]", "unknown-name: The template parameter 'nope' is not found. @ parameters('nope')"],
    [
      "[concat('a', variables('nope'))]",
      "unknown-name: The template variable 'nope' is not found. @ variables('nope')",
    ],
    ["[own.thrice('a')]", "unknown-name: The template function 'own.thrice' is not valid. @ own.thrice('a')"],
    [
      '[copyIndex()]',
      "copy-index: The template function 'copyIndex' is not expected at this location. The function can only be used in a resource with copy specified. @ copyIndex()",
    ],
    [
      '[foo]',
      "expression-syntax: Unable to parse language expression 'foo': expected token 'LeftParenthesis' and actual 'EndOfData'. @ ",
    ],
  ])('refuses %s', (value, problem) => {
    expect(problemsOf(output(value))).toEqual([problem]);
  });

  it.each([
    ["[if(true(), 1, parameters('nope'))]", "if(true, 1, parameters('nope'))"],
    ["[and(false(), copyIndex('x'))]", "and(false, copyIndex('x'))"],
  ])('leaves to evaluation what the engine perhaps never reaches: %s', (value, expected) => {
    const template = output(value);
    expect(problemsOf(template)).toEqual([]);
    expect(print(template.outputs.get('a')?.value)).toBe(expected);
  });

  it('places each part of an expression', () => {
    const value = output("[concat('a', parameters('size'))]").outputs.get('a')?.value;
    const [first, second] = value?.kind === 'call' ? value.arguments : [];
    expect([textAt(value?.at), textAt(first?.at), textAt(second?.at)]).toEqual([
      "concat('a', parameters('size'))",
      "'a'",
      "parameters('size')",
    ]);
  });

  it('places the parts of a string with escapes at the whole string', () => {
    const text = templateText({ outputs: { a: { type: 'string', value: '[concat("?", resourceGroup().name)]' } } });
    const template = armText(text.replaceAll('\\"?\\"', "'\\u00e4'"));
    const value = template.outputs.get('a')?.value;
    expect(print(value)).toBe("concat('ä', resourceGroup()['name'])");
    expect(textAt(value?.kind === 'call' ? value.arguments[1]?.at : undefined)).toBe(
      String.raw`"[concat('\u00e4', resourceGroup().name)]"`,
    );
  });
});
