import { describe, expect, it } from 'vitest';
import { everythingKnown, expandArm } from './arm-template.ts';

const SUBSCRIPTION = `/subscriptions/${everythingKnown.subscriptionId}`;

function expansionOf(
  target: { [key: string]: string },
  preflight: boolean,
  schema?: 'managementGroupDeploymentTemplate',
) {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [{ type: 'A.B/c', apiVersion: '2020-01-01', name: 'x', location: '[resourceGroup().location]' }],
  };
  const properties = { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template };
  const type = 'Microsoft.Resources/deployments';
  return expandArm(
    { ...(schema && { schema }), resources: [{ type, apiVersion: '2022-09-01', name: 'd', ...target, properties }] },
    { context: everythingKnown, ...(preflight ? { preflight: true } : {}) },
  );
}

describe.each([true, false])('where a nested deployment goes (preflight: %s)', (preflight) => {
  it.each([
    [{ resourceGroup: '' }, 'rg', 'westeurope'],
    [{ resourceGroup: "[json('null')]" }, 'rg', 'westeurope'],
    [{ resourceGroup: '', subscriptionId: '' }, 'rg', 'westeurope'],
    [{ resourceGroup: 'other' }, 'other', '[resourceGroup().location]'],
    [{ resourceGroup: 'other', subscriptionId: '' }, 'other', '[resourceGroup().location]'],
  ])('%j: in the group %s', (target, group, location) => {
    const id = `${SUBSCRIPTION}/resourceGroups/${group}/providers/A.B/c/x`;
    const { predictedResources, diagnostics } = expansionOf(target, preflight);
    expect(diagnostics).toEqual([]);
    expect(predictedResources).toEqual([expect.objectContaining({ id, location })]);
  });

  it.each([
    [{ resourceGroup: "[createArray('a')]" }, /is of type 'Array', expected type is 'String'/],
    [{ resourceGroup: 'a/b' }, /'a\/b' is not valid/],
  ])('%j is refused', (target, message) => {
    expect(expansionOf(target, preflight).diagnostics.join('\n')).toMatch(message);
  });

  it('needs the subscription of a group from outside of subscriptions', () => {
    const schema = 'managementGroupDeploymentTemplate';
    const seen = (target: { [key: string]: string }) => expansionOf(target, preflight, schema).diagnostics.join();
    expect(seen({ resourceGroup: 'other' })).toMatch("must name the 'subscriptionId'");
    expect(seen({ resourceGroup: 'other', subscriptionId: '' })).toMatch("must name the 'subscriptionId'");
    expect(seen({ resourceGroup: 'other', subscriptionId: '99999999-1111-2222-3333-444444444444' })).toBe('');
  });
});
