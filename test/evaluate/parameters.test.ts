import { describe, expect, it } from 'vitest';
import { evaluateArm, expandArm, outputOf, refusalOf } from './arm-template.ts';

describe('parameters', () => {
  it.each([
    ['the value passed', { p: { type: 'string', defaultValue: 'd' } }, { p: 'v' }, 'v'],
    ['the default', { p: { type: 'string', defaultValue: "[concat('a', 'b')]" } }, {}, 'ab'],
    ['the default when null is passed', { p: { type: 'string', defaultValue: 'd' } }, { p: null }, 'd'],
    ['null when it may be', { p: { type: 'string', nullable: true } }, {}, null],
    ['a symbol when there is nothing', { p: { type: 'string' } }, {}, "[parameters('p')]"],
    ['a symbol when it is secure', { p: { type: 'securestring' } }, { p: 'hunter2' }, "[parameters('p')]"],
    [
      'a default that uses another',
      { q: { type: 'string' }, p: { type: 'string', defaultValue: "[concat(parameters('q'), '!')]" } },
      { q: 'x' },
      'x!',
    ],
  ])('are %s', (_, declared, passed, expected) => {
    expect(outputOf("[parameters('p')]", { parameters: declared }, { parameters: passed })).toEqual(expected);
  });

  it('say why they have no value', () => {
    const { outputs } = evaluateArm({
      parameters: { days: { type: 'int' } },
      outputs: { o: { type: 'int', value: "[parameters('days')]" } },
    });
    expect(outputs.properties.get('o')).toMatchObject({
      kind: 'unknown',
      because: "parameter 'days' has no value; pass --parameters",
    });
  });

  it.each([
    ['vmNmae', "did you mean 'vmName'?"],
    ['location', undefined],
  ])('that are not declared are refused: %s', (passed, hint) => {
    const { diagnostics } = evaluateArm(
      { parameters: { vmName: { type: 'string' } } },
      { parameters: { [passed]: 'x' } },
    );
    expect(diagnostics.map((each) => [each.code, each.hint])).toEqual([['unknown-parameter', hint]]);
  });

  it.each([
    [{ type: 'string', maxLength: 3 }, 'four', /Length of the value should be less than or equal to '3'/],
    [{ type: 'string', minLength: 3 }, 'ab', /Length of the value should be greater than or equal to '3'/],
    [{ type: 'int', maxValue: 3 }, 4, /less than or equal to '3'/],
    [{ type: 'int', minValue: 3 }, 2, /greater than or equal to '3'/],
    [{ type: 'string', allowedValues: ['a', 'b'] }, 'c', /The value 'c' is not part of the allowed value\(s\): 'a,b'/],
    [{ type: 'string', allowedValues: ['a', 'b'] }, 'A', /The value 'A' is not part of the allowed value\(s\): 'a,b'/],
    [{ type: 'bool' }, 'x', /Expected a value of type 'Boolean', but received a value of type 'String'/],
    [{ type: 'array' }, 'x', /Expected a value of type 'Array'/],
  ])('%o refuse %o', (declared, value, message) => {
    expect(refusalOf({ parameters: { p: declared } }, { parameters: { p: value } })).toMatch(message);
  });

  it('never show what a secure parameter holds', () => {
    const expansion = expandArm(
      {
        parameters: { p: { type: 'secureString' } },
        resources: [
          {
            type: 'A.b/c',
            apiVersion: '1',
            name: 'n',
            properties: { a: "[parameters('p')]", b: "[concat('x', parameters('p'))]" },
          },
        ],
      },
      { parameters: { p: 'hunter2' } },
    );
    expect(JSON.stringify(expansion)).not.toContain('hunter2');
    expect(expansion.predictedResources).toMatchObject([
      { properties: { a: "[parameters('p')]", b: "[concat('x', parameters('p'))]" } },
    ]);
  });

  it('never show the default of a secure parameter to a report', () => {
    const expansion = expandArm({
      parameters: { p: { type: 'secureString', defaultValue: 'hunter2' } },
      resources: [{ type: 'A.b/c', apiVersion: '1', name: "[parameters('p')]", properties: {} }],
    });
    expect(JSON.stringify(expansion)).not.toContain('hunter2');
    expect(expansion.predictedResources).toMatchObject([{ name: "[parameters('p')]" }]);
  });
});
