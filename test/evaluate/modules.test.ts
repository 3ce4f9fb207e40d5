import { describe, expect, it } from 'vitest';
import { sameResourceId } from '../../src/resource/parse-resource-id.ts';
import { parseResourceId } from '../../src/resource/parse-resource-id.ts';
import { sameValue } from '../../src/resource/same-value.ts';
import { expand } from '../../src/evaluate/expand.ts';
import { everythingKnown } from './arm-template.ts';
import { evaluateBicep, theResource, writtenAt } from './bicep-files.ts';

const vault = `
param name string
param region string = resourceGroup().location
resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
  name: name
  location: region
}
output id string = vault.id
output region string = vault.location
`;

describe('modules', () => {
  it('get their values from the caller, whose place they keep', () => {
    const evaluation = evaluateBicep({
      'vault.bicep': vault,
      'main.bicep': "module m 'vault.bicep' = {\n  name: 'dep'\n  params: { name: 'v', region: 'westeurope' }\n}\n",
    });
    const resource = theResource(evaluation, 'Microsoft.RecoveryServices/vaults');
    const location = resource.body.properties.get('location');
    expect(location).toMatchObject({ kind: 'string', value: 'westeurope' });
    expect(location && writtenAt(location.at)).toBe("'westeurope'");
    expect(location?.at.kind === 'file' && location.at.file.path).toBe('/main.bicep');
    expect(resource.calledBy.map(writtenAt)).toEqual(['module']);
    expect(writtenAt(resource.at)).toBe('resource');
  });

  it('that are written as a resource, with their template, live in the group that they name', () => {
    const evaluation = evaluateBicep({
      'main.bicep': `resource deployment 'Microsoft.Resources/deployments@2024-03-01' = {
        name: 'dep'
        subscriptionId: 'other'
        resourceGroup: 'backup'
        properties: {
          mode: 'Incremental'
          template: {
            resources: [ {
              type: 'Microsoft.Resources/deployments'
              apiVersion: '2024-03-01'
              name: 'inner'
              resourceGroup: 'inner'
              properties: { mode: 'Incremental', template: { resources: [ { type: 'A.b/c', apiVersion: '1', name: 'x' } ] } }
            }, { type: 'A.b/d', apiVersion: '1', name: 'y' } ]
          }
        }
      }`,
    });
    const idOf = (type: string): unknown => theResource(evaluation, type).id.value;
    expect(idOf('A.b/d')).toMatchObject({ value: '/subscriptions/other/resourceGroups/backup/providers/A.b/d/y' });
    expect(idOf('A.b/c')).toMatchObject({ value: '/subscriptions/other/resourceGroups/inner/providers/A.b/c/x' });
  });

  it('answer with their outputs, in terms of what the root passed', () => {
    const evaluation = evaluateBicep({
      'vault.bicep': vault,
      'main.bicep':
        "param n string\nmodule m 'vault.bicep' = {\n  name: 'dep'\n  params: { name: n }\n}\noutput id string = m.outputs.id\noutput region string = m.outputs.region\n",
    });
    const resource = theResource(evaluation, 'Microsoft.RecoveryServices/vaults');
    const id = evaluation.outputs.properties.get('id');
    const parsed = id && parseResourceId(id);
    expect(parsed && sameResourceId(parsed, resource.id)).toBe(true);
    const location = resource.body.properties.get('location');
    const output = evaluation.outputs.properties.get('region');
    expect(location && output && sameValue(location, output)).toBe(true);
  });

  it('of another group have another location than the root, and the same as each other', () => {
    const main =
      "module a 'vault.bicep' = {\n  name: 'a'\n  scope: resourceGroup('other')\n  params: { name: 'v1' }\n}\nmodule b 'vault.bicep' = {\n  name: 'b'\n  scope: resourceGroup('OTHER')\n  params: { name: 'v2' }\n}\nmodule c 'vault.bicep' = {\n  name: 'c'\n  params: { name: 'v3' }\n}\n";
    const locations = evaluateBicep({ 'vault.bicep': vault, 'main.bicep': main }).resources.map((resource) =>
      resource.body.properties.get('location'),
    );
    const [a, b, c] = locations;
    if (a === undefined || b === undefined || c === undefined) throw new Error('three vaults are declared');
    expect(sameValue(a, b)).toBe(true);
    expect(sameValue(a, c)).not.toBe(true);
  });

  it.each([
    [
      'a resource',
      "resource g 'Microsoft.Resources/resourceGroups@2024-03-01' = {\n  name: 'rg-new'\n  location: 'northeurope'\n}\n",
    ],
    ['a module', "module g 'group.bicep' = {\n  name: 'g'\n  params: { n: 'rg-new' }\n}\n"],
  ])('of a group that %s of the same unit declares are where that group is', (_, declaration) => {
    const evaluation = evaluateBicep({
      'vault.bicep': vault,
      'group.bicep':
        "targetScope = 'subscription'\nparam n string\nresource g 'Microsoft.Resources/resourceGroups@2024-03-01' = {\n  name: n\n  location: 'northeurope'\n}\n",
      'main.bicep': `targetScope = 'subscription'\n${declaration}module m 'vault.bicep' = {\n  name: 'v'\n  scope: resourceGroup('rg-new')\n  params: { name: 'v' }\n}\n`,
    });
    expect(theResource(evaluation, 'Microsoft.RecoveryServices/vaults').body.properties.get('location')).toMatchObject({
      value: 'northeurope',
    });
  });

  it('that are not there are a gap', () => {
    const evaluation = evaluateBicep({
      'main.bicep': "module m 'br:example.azurecr.io/vault:v1' = {\n  name: 'v'\n}\noutput id string = m.outputs.id\n",
    });
    expect(evaluation.gaps).toHaveLength(1);
    expect(evaluation.diagnostics).toMatchObject([{ level: 'error' }]);
    expect(evaluation.outputs.properties.get('id')?.kind).toBe('unknown');
  });

  it('seal what their types call secure', () => {
    const evaluation = evaluateBicep({
      'child.bicep':
        "type setting = {\n  name: string\n  @secure()\n  value: string?\n}\nparam settings setting[]\nresource r 'A.b/c@2024-01-01' = {\n  name: 'r'\n  properties: { settings: settings }\n}\n",
      'main.bicep':
        "module m 'child.bicep' = {\n  name: 'm'\n  params: { settings: [{ name: 'n', value: 'hunter2' }] }\n}\n",
    });
    const text = JSON.stringify(expand(evaluation));
    expect(text).not.toContain('hunter2');
    expect(text).toContain("[parameters('settings')[0].value]");
  });
});

describe('loops of an unknown count', () => {
  it('that run equally often pair their instances', () => {
    const evaluation = evaluateBicep({
      'main.bicep':
        "param names array\nresource a 'A.b/c@2024-01-01' = [for (n, i) in names: {\n  name: 'vm${i}'\n}]\nresource b 'A.b/d@2024-01-01' = [for (n, i) in names: {\n  name: 'item${i}'\n  properties: { source: a[i].id }\n}]\n",
    });
    const source = theResource(evaluation, 'A.b/d').body.properties.get('properties');
    const id = source?.kind === 'object' ? source.properties.get('source') : undefined;
    const parsed = id && parseResourceId(id);
    expect(parsed && sameResourceId(parsed, theResource(evaluation, 'A.b/c').id)).toBe(true);
  });
});

describe('the preflight', () => {
  const main =
    "param c string = newGuid()\nresource a 'A.b/c@2024-01-01' = {\n  name: 'a'\n  location: 'westus'\n  properties: { x: { y: 1 } }\n}\noutput whole object = a.properties\noutput safe object? = a.properties.?z\noutput location string = a.location\noutput either string = c == 'x' ? a.name : c\nparam d array = ['t', { k: 1 }]\noutput texts array = [for e in d: e.?k ?? e]\n";

  it('takes what is declared for all that there is', () => {
    const known = expand(evaluateBicep({ 'main.bicep': main }, { context: everythingKnown, preflight: true }));
    expect(known.outputs).toMatchObject({
      whole: { x: { y: 1 } },
      safe: null,
      texts: ['t', 1],
      location: expect.stringContaining("'full').location]"),
    });
    expect(known.outputs['either']).toBe("[if(equals(newGuid(), 'x'), 'a', parameters('c'))]");
  });

  it('is not what lint believes', () => {
    const { outputs } = evaluateBicep({ 'main.bicep': main }, { context: everythingKnown });
    expect(outputs.properties.get('whole')?.kind).toBe('unknown');
    expect(outputs.properties.get('safe')?.kind).toBe('unknown');
    expect(outputs.properties.get('location')).toMatchObject({ kind: 'string', value: 'westus' });
  });
});
