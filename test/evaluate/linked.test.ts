import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { expand } from '../../src/evaluate/expand.ts';
import { createTemplateLoader } from '../../src/template/create-loader.ts';
import { createMemoryFiles } from '../../src/testing/memory-files.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const template = (resource: object, parameters: object = {}) =>
  JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', parameters, resources: [resource] });
const named = (place: string) =>
  template(
    { type: 'A.B/c', apiVersion: '2024-01-01', name: "[parameters('name')]", location: place },
    { name: { type: 'string' } },
  );
const parametersFile = (name: string) =>
  JSON.stringify({ contentVersion: '1.0.0.0', parameters: { name: { value: name } } });
const base = 'https://example.org/org/repo/main';
const beside = (path: string) => `[uri(deployment().properties.templateLink.uri, '${path}')]`;

/** What the linked template deploys. */
function deployed(properties: object, file = '/repo/app/main.json') {
  const link = { type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'n', properties };
  const files = {
    [file]: template(link),
    '/repo/app/vm.json': named('app'),
    '/repo/vm.json': named('top'),
    '/repo/nested/vm.json': named('nested'),
    '/repo/nested/vm.parameters.json': parametersFile('linked'),
    '/repo/app/vm.parameters.json': parametersFile('beside'),
  };
  const loader = createTemplateLoader(createMemoryFiles(new Map(Object.entries(files))), { moduleCache: '/cache' });
  const opened = loader.open(file);
  if (!opened.ok) throw new Error(opened.diagnostic.message);
  const inputs = { parameters: new Map(), context: {}, environment: new Map<string, string>(), unit: 'unit' };
  const evaluation = evaluate(opened.template, inputs, loader);
  expect(evaluation.diagnostics).toEqual([]);
  return { evaluation, resource: expand(evaluation).predictedResources[0] };
}

describe('a deployment that links to a template', () => {
  const parameters = { name: { value: 'x' } };
  it.each([
    ['an address in the same repository', `${base}/nested/vm.json`, 'nested'],
    ['an address of a file beside it', `${base}/app/vm.json`, 'app'],
    ['a file beside its own address', beside('vm.json'), 'app'],
    ['a file above its own address', beside('../vm.json'), 'top'],
    ['a file in another folder', beside('../nested/vm.json?sig=x'), 'nested'],
  ])('by %s means the local file', (_, uri, location) => {
    expect(deployed({ templateLink: { uri }, parameters }).resource).toMatchObject({ location });
  });
});

describe('a deployment that links to its parameters', () => {
  const templateLink = { uri: `${base}/nested/vm.json` };

  it.each([
    ['an address in the same repository', `${base}/nested/vm.parameters.json`, 'linked'],
    ['a file beside its own address', beside('vm.parameters.json'), 'beside'],
  ])('by %s has the values of the local file', (_, uri, name) => {
    expect(deployed({ templateLink, parametersLink: { uri } }).resource).toMatchObject({ name });
  });

  it('has unknown parameters when there is no such file', () => {
    const { evaluation } = deployed({ templateLink, parametersLink: { uri: `${base}/none.json` } });
    const name = evaluation.resources[0]?.name;
    expect(name?.kind === 'unknown' ? name.because : name).toMatch(/behind 'parametersLink', .*has no local copy/);
  });
});
