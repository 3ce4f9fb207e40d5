import { describe, expect, it } from 'vitest';
import { expand } from '../../src/evaluate/expand.ts';
import { everythingKnown, evaluateArm } from './arm-template.ts';
import { evaluateBicep } from './bicep-files.ts';

const VAULT =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v';
const secretOf = (name: string) => `[getKeyVaultSecret('${VAULT}', '${name}')]`;

const readings = { preflight: true, judging: false } as const;

function seenInBicep(argument: string, reading: keyof typeof readings, c?: string): unknown {
  const main = `param c string
resource kv 'Microsoft.KeyVault/vaults@2023-02-01' existing = { name: 'v' }
module m 'm.bicep' = { name: 'm', params: { p: ${argument} } }`;
  const module = `@secure()\nparam p string\nresource s 'A.B/c@2020-01-01' = { name: 's', properties: { v: p } }`;
  const evaluation = evaluateBicep(
    { 'main.bicep': main, 'm.bicep': module },
    { context: everythingKnown, preflight: readings[reading], parameters: c === undefined ? {} : { c } },
  );
  return expand(evaluation).predictedResources;
}

const withValue = (v: string) => [expect.objectContaining({ properties: { v } })];

describe('secrets of key vaults that a module is passed', () => {
  it.each([
    ["kv.getSecret('q')", undefined, secretOf('q')],
    ["c == 'x' ? kv.getSecret('q') : 'z'", 'x', secretOf('q')],
    ["c == 'x' ? 'z' : kv.getSecret('q')", 'y', secretOf('q')],
    ["kv.getSecret('q', 'v1')", undefined, secretOf('q').replace("'q'", "'q', 'v1'")],
  ])('%s is named, whoever reads it', (argument, c, expected) => {
    expect(seenInBicep(argument, 'preflight', c)).toEqual(withValue(expected));
    expect(seenInBicep(argument, 'judging', c)).toEqual(withValue(expected));
  });
});

describe('an argument that is one of two', () => {
  it('is unknown to the preflight as long as the condition is', () => {
    expect(seenInBicep("c == 'x' ? 'y' : 'z'", 'preflight')).toEqual(withValue('[unknown()]'));
    expect(seenInBicep("(c == 'x' ? kv.getSecret('q') : 'z')", 'preflight')).toEqual(withValue('[unknown()]'));
  });

  it('is judged as one of the two', () => {
    const choice = "[if(equals(parameters('c'), 'x'), 'y', if(equals(parameters('c'), 'w'), 'w', 'z'))]";
    expect(seenInBicep("c == 'x' ? 'y' : (c == 'w' ? 'w' : 'z')", 'judging')).toEqual(withValue(choice));
  });

  const passed = (c: string) =>
    `[if(${c}, createObject('reference', createObject('keyVault', createObject('id', '${VAULT}'), 'secretName', 'q')), createObject('value', 'z'))]`;

  function seenInJson(condition: string, reading: keyof typeof readings) {
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters: { p: { type: 'string' } },
      resources: [{ type: 'A.B/c', apiVersion: '2020-01-01', name: 's', properties: { v: "[parameters('p')]" } }],
    };
    const evaluation = evaluateArm(
      {
        parameters: { c: { type: 'bool' } },
        resources: [
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2022-09-01',
            name: 'd',
            properties: {
              mode: 'Incremental',
              expressionEvaluationOptions: { scope: 'inner' },
              parameters: { p: passed(condition) },
              template,
            },
          },
        ],
      },
      { context: everythingKnown, ...(readings[reading] ? { preflight: true } : {}) },
    );
    return expand(evaluation);
  }

  it.each([
    ['true()', 'preflight', secretOf('q')],
    ['true()', 'judging', secretOf('q')],
    ['false()', 'preflight', 'z'],
    ['false()', 'judging', 'z'],
    ["parameters('c')", 'preflight', '[unknown()]'],
    ["parameters('c')", 'judging', `[if(parameters('c'), ${secretOf('q').slice(1, -1)}, 'z')]`],
  ] as const)('is read where the compiler writes it: %s, %s', (condition, reading, expected) => {
    const { predictedResources, diagnostics } = seenInJson(condition, reading);
    expect(diagnostics).toEqual([]);
    expect(predictedResources).toEqual(withValue(expected));
  });
});
