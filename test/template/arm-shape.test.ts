import { describe, expect, it } from 'vitest';
import { createSourceFile } from '../../src/text/source-file.ts';
import { templateFromArm } from '../../src/template/arm/from-arm.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** The codes of what is wrong in a template with these properties in place of the usual ones; `undefined` takes one out. */
function codes(part: object): string[] {
  const text = JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', resources: [], ...part });
  return templateFromArm(createSourceFile('/main.json', text)).diagnostics.map(({ code }) => code);
}

function inResource(part: object): string[] {
  return codes({ resources: [{ type: 'My.Rp/a', apiVersion: '2020-01-01', name: 'x', ...part }] });
}

function inParameter(part: object): string[] {
  return codes({ parameters: { p: { type: 'string', ...part } } });
}

describe('the shape of a template', () => {
  it.each([
    ['the usual', {}, []],
    ['no schema', { $schema: undefined }, ['missing-property']],
    ['a schema of another kind', { $schema: schema.replace('Template', 'Parameters') }, ['unknown-schema']],
    ['a schema of another day', { $schema: schema.replace('2019', '2099') }, ['unknown-schema']],
    ['a schema without the end', { $schema: schema.slice(0, -1) }, []],
    ['a schema of a subscription', { $schema: schema.replace('2019-04-01/d', '2018-05-01/subscriptionD') }, []],
    ['no content version', { contentVersion: undefined }, ['missing-property']],
    ['no resources', { resources: undefined }, ['no-resources']],
    ['language version 2.0', { languageVersion: '2.0', resources: {} }, []],
    ['language version 1.0', { languageVersion: '1.0' }, ['unknown-language-version']],
    ['an experimental one', { languageVersion: '1.9-experimental' }, []],
    ['an unknown property', { comment: 'x' }, ['unknown-property']],
    ['another case', { OUTPUTS: {} }, []],
    ['metadata that is a text', { metadata: 'x' }, ['invalid-template']],
    ['functions without an array', { functions: {} }, ['invalid-template']],
    ['functions without a namespace', { functions: [{ members: {} }] }, ['missing-property']],
    ['a parameter that is no object', { parameters: { p: 'x' } }, ['invalid-template', 'invalid-template']],
    ['the name of a parameter', { parameters: { 'a.b': { type: 'string' } } }, ['invalid-template']],
    ['an unknown property of an output', { outputs: { o: { type: 'int', value: 1, x: 1 } } }, ['unknown-property']],
    ['loops of variables that are no array', { variables: { copy: { name: 'v' } } }, ['invalid-copy']],
    ['loops of variables without input', { variables: { copy: [{ name: 'v', count: 1 }] } }, ['invalid-copy']],
  ])('%s', (_, part, expected) => {
    expect([...new Set(codes(part))]).toEqual([...new Set(expected)]);
  });

  it.each([
    ['an unknown property', { siteConfig: {} }, ['unknown-property']],
    [
      'one of a nested resource',
      { resources: [{ type: 'b', apiVersion: '2020-01-01', name: 'y', x: 1 }] },
      ['unknown-property'],
    ],
    ['dependsOn without an array', { dependsOn: 'x' }, ['invalid-template']],
    ['an unknown property of a loop', { copy: { name: 'c', count: 1, x: 1 } }, ['unknown-property']],
    ['an unknown mode of a loop', { copy: { name: 'c', count: 1, mode: 'x' } }, ['invalid-copy']],
    ['a serial loop', { copy: { name: 'c', count: 1, mode: 'Serial', batchSize: 1 } }, []],
  ])('a resource with %s', (_, part, expected) => {
    expect(inResource(part)).toEqual(expected);
  });

  it.each([
    ['an unknown property', { description: 'x' }, ['unknown-property']],
    ['values that are no array', { allowedValues: 'x' }, ['invalid-template']],
    ['a limit that is no number', { minLength: 'x' }, ['invalid-template']],
    ['a limit as text', { minLength: '1' }, []],
    ['a limit of another type', { minValue: 1 }, ['invalid-template']],
    ['limits in the wrong order', { minLength: 3, maxLength: 1 }, ['invalid-template']],
  ])('a parameter with %s', (_, part, expected) => {
    expect(inParameter(part)).toEqual(expected);
  });

  it.each([
    ['two templates', { template: {}, templateLink: { uri: 'https://example.com/t.json' } }],
    ['an unknown scope', { template: {}, expressionEvaluationOptions: { scope: 'x' } }],
  ])('a deployment with %s', (_, properties) => {
    const deployment = { type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'd', properties };
    expect(codes({ resources: [deployment] })).toEqual(['invalid-template']);
  });
});
