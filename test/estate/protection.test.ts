import { describe, expect, it } from 'vitest';
import { buildEstate, protectedItemsOf } from '../../src/estate/build-estate.ts';
import type { EstateOptions } from '../../src/estate/estate.ts';
import { resourceIdOf } from '../../src/resource/resource-id.ts';
import type { ResourceId } from '../../src/resource/resource-id.ts';
import type { Resource } from '../../src/resource/resource.ts';
import { estate, flag, item, machine, plain, policyId, template, vault, vaultType, vmId } from './backup-resources.ts';
import {
  call,
  groupLocation,
  groupName,
  inventory,
  parameter,
  resource,
  subscriptionId,
  toValue,
} from './build-inventory.ts';
import type { Plain, ResourceParts } from './build-inventory.ts';

function itemsOf(resources: readonly Resource[], options: Partial<EstateOptions> = {}): unknown {
  return plain(estate(resources, options).virtualMachine[0]?.protectedItems, (items) => items.length);
}

describe('protected items of a machine', () => {
  const elsewhere = (fabric: string): ResourceId => {
    const { id } = item();
    const [vaultName, , ...names] = id.names;
    return resourceIdOf(id.scope, id.type, [vaultName ?? toValue(''), toValue(fabric), ...names], id.value.at);
  };
  const aCall = { because: 'the number of calls is not known', index: parameter('call') };
  const aLoop = { because: 'the count is not known', index: parameter('i') };
  const [a, b, c] = [parameter('a'), parameter('b'), parameter('c')];
  const cases: readonly (readonly [string, readonly Resource[], number | RegExp])[] = [
    ['its item', [machine(), item()], 1],
    ['no item', [machine()], 0],
    ['an item of another machine', [machine(), item({ sourceResourceId: vmId('db') })], 0],
    ['an id in another case', [machine(), item({ sourceResourceId: call('toLower', vmId('WEB')) })], 1],
    [
      'a name with the same unknown',
      [machine({}, parameter('n')), item({ sourceResourceId: vmId(call('format', '{0}', parameter('N'))) })],
      1,
    ],
    ['another unknown', [machine({}, parameter('n')), item({ sourceResourceId: vmId(parameter('m')) })], /parameters/],
    [
      'a group that is perhaps its own',
      [machine(), item({ sourceResourceId: vmId('web', 'other') })],
      /perhaps protects it/,
    ],
    ['no source, but its name', [machine(), item({ sourceResourceId: null })], 1],
    ['no source, and the name of another', [machine(), item({ sourceResourceId: null }, { named: 'db' })], 0],
    ['a bare unknown as source, and its name', [machine(), item({ sourceResourceId: parameter('id') })], 1],
    [
      'a bare unknown as source and as name',
      [machine(), item({ sourceResourceId: parameter('id') }, { named: parameter('n') })],
      /perhaps/,
    ],
    [
      'one of two sources, whatever its name',
      [machine(), machine({}, 'db'), item({ sourceResourceId: call('if', flag, vmId(), vmId('db')) })],
      /parameters/,
    ],
    [
      'none of two sources, though its name',
      [machine(), item({ sourceResourceId: call('if', flag, vmId('a'), vmId('b')) })],
      0,
    ],
    [
      'the same source twice',
      [machine(), item({ sourceResourceId: call('if', flag, vmId(), call('toLower', vmId())) })],
      1,
    ],
    [
      'its own source or a bare unknown, and its name',
      [machine(), item({ sourceResourceId: call('if', flag, vmId(), parameter('id')) })],
      1,
    ],
    ['a source that contradicts the name', [machine(), item({ sourceResourceId: vmId('db') }, { named: 'web' })], 0],
    ['a stopped item', [machine(), item({ protectionState: 'protectionStopped' })], 0],
    ['an item in a fabric that there is not', [machine(), { ...item(), id: elsewhere('Azurex') }], 0],
    ['an item in the fabric, in another case', [machine(), { ...item(), id: elsewhere('azure') }], 1],
    ['an item without a policy', [machine(), item({ policyId: '' })], 0],
    ['an item in the bin', [machine(), item({ isScheduledForDeferredDelete: true })], 0],
    ['an item whose state is not known', [machine(), item({ protectionState: parameter('s') })], /parameters/],
    ['an undeclared policy', [machine(), item({ policyId: parameter('p') })], 1],
    ['an item of a database on it', [machine(), item({ protectedItemType: 'AzureVmWorkloadSQLDatabase' })], 0],
    ['an item whose type is not set', [machine(), item({ protectedItemType: null })], 1],
    ['a perhaps existing item', [machine(), item({}, { exists: flag })], /perhaps protects it/],
    ['an item under the same condition', [machine({ exists: flag }), item({}, { exists: flag })], 1],
    [
      'an item under one more condition',
      [machine({ exists: flag }), item({}, { exists: call('and', flag, parameter('b')) })],
      /perhaps/,
    ],
    ['a looped item', [machine(), item({}, { repeated: aLoop })], /the count is not known/],
    [
      'an item in a loop that runs as often',
      [machine({ repeated: aLoop }), item({}, { repeated: { because: 'another loop', index: parameter('I') } })],
      1,
    ],
    ['an item under a weaker condition', [machine({ exists: a }), item({}, { exists: call('or', b, a) })], 1],
    [
      'an item unless the machine is not there',
      [machine({ exists: a }), item({}, { exists: call('not', call('not', a)) })],
      1,
    ],
    ['an item under the opposite', [machine({ exists: a }), item({}, { exists: call('not', a) })], /perhaps/],
    ['one item or another', [machine(), item({}, { exists: a }), item({}, { exists: call('not', a) })], 2],
    [
      'one item or another, and sometimes none',
      [machine(), item({}, { exists: call('and', a, b) }), item({}, { exists: call('not', a) })],
      /perhaps/,
    ],
    [
      'an item for each case of the machine',
      [
        machine({ exists: call('or', a, b) }),
        item({}, { exists: call('and', a, c) }),
        item({}, { exists: call('and', a, call('not', c)) }),
        item({}, { exists: b }),
      ],
      3,
    ],
    [
      'one item or another, of which one is idle',
      [machine(), item({}, { exists: a }), item({ protectionState: 'ProtectionStopped' }, { exists: call('not', a) })],
      /perhaps/,
    ],
    ['an item beside it in the same call', [machine({ repeated: aCall }), item({}, { repeated: aCall })], 1],
    ['an item of another call', [machine({ repeated: aCall }), item({}, { repeated: aLoop })], /the count/],
    ['an existing item', [machine(), item({ policyId: null }, { existing: true })], /existing/],
    [
      'an intent',
      [
        machine(),
        resource({
          type: `${vaultType}/backupFabrics/backupProtectionIntent`,
          names: ['rsv', 'Azure', 'intent'],
          properties: { protectionIntentItemType: 'AzureResourceItem', sourceResourceId: vmId(), policyId: policyId() },
        }),
      ],
      1,
    ],
  ];
  it.each(cases)('%s', (_, resources, expected) => {
    const found = itemsOf(resources);
    if (typeof expected === 'number') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });

  it('may be elsewhere', () => {
    expect(itemsOf([machine()], { protectedBy: 'policy' })).toMatch(/protectedBy is 'policy'/);
    expect(itemsOf([machine()], { protectedBy: 'elsewhere' })).toMatch(/protectedBy is 'elsewhere'/);
    expect(itemsOf([machine(), item()], { protectedBy: 'policy' })).toBe(1);
    const gaps = [{ because: "module 'br:x' is not in the cache" }];
    const { virtualMachine } = buildEstate(inventory([machine()], gaps), template);
    expect(plain(virtualMachine[0]?.protectedItems, (items) => items.length)).toMatch(/not in the cache/);
  });

  it('may be in a unit of another template', () => {
    const id = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/web';
    const known = { ...machine(), id: { ...machine().id, value: toValue(id) } };
    const [scopeId] = [{ kind: 'resourceGroup', subscriptionId: toValue('1'), resourceGroup: toValue('g') } as const];
    const here = { ...known, id: { ...known.id, scope: scopeId } };
    const there = item({ sourceResourceId: id.toUpperCase() });
    const symbolic = item();
    expect(protectedItemsOf(inventory([there, symbolic]))).toEqual([there]);
    expect(itemsOf([here], { protectsAlso: [there] })).toBe(1);
    expect(itemsOf([machine()], { protectsAlso: [there] })).toBe(0);
  });

  it('of a unit of another template are under conditions of their own, though these may read the same', () => {
    const known = item({
      sourceResourceId: '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/web',
    });
    const [there] = protectedItemsOf(inventory([{ ...known, exists: flag }]));
    const here = machine({ subscription: '1', group: 'g', exists: flag });
    expect(there).toBeDefined();
    expect(itemsOf([here], { protectsAlso: there === undefined ? [] : [there] })).toMatch(/perhaps protects it/);
  });

  it('that do not protect it are idle', () => {
    const [web] = estate([machine(), item({ protectionState: 'ProtectionPaused' })]).virtualMachine;
    expect(web?.idleItems).toHaveLength(1);
  });
});

describe('an assignment of an Azure Policy that deploys backup', () => {
  const assignment = (properties: { readonly [key: string]: Plain }, parts: Partial<ResourceParts> = {}): Resource =>
    resource({
      type: 'Microsoft.Authorization/policyAssignments',
      names: ['backup'],
      properties: { policyDefinitionId: definition('09CE66BC-1220-4153-8104-e3f51c936913'), ...properties },
      ...parts,
    });
  const definition = (name: Plain): Plain =>
    call('tenantResourceId', 'Microsoft.Authorization/policyDefinitions', name);
  const initiative = (name: Plain): Plain =>
    call('tenantResourceId', 'Microsoft.Authorization/policySetDefinitions', name);
  const ownId = (type: string, name: Plain): Plain =>
    call('resourceId', subscriptionId, groupName, `Microsoft.Authorization/${type}`, name);
  const group = (name: Plain): Plain =>
    call('subscriptionResourceId', subscriptionId, 'Microsoft.Resources/resourceGroups', name);
  const effect = (value: Plain): Plain => ({ effect: { value } });
  const cases: readonly (readonly [string, Resource, number | RegExp])[] = [
    ['leaves it open', assignment({}), /policy assignment 'backup' may let Azure Policy deploy one/],
    ['that perhaps exists', assignment({}, { exists: flag }), /policy assignment/],
    ['in a group that is perhaps the same', assignment({}, { group: parameter('g') }), /policy assignment/],
    ['of an unknown policy', assignment({ policyDefinitionId: parameter('p') }), /policy assignment/],
    ['with an unknown effect', assignment({ parameters: effect(parameter('e')) }), /policy assignment/],
    ['that is to deploy', assignment({ parameters: effect('deployIfNotExists') }), /policy assignment/],
    ['that only audits', assignment({ parameters: effect('AuditIfNotExists') }), 0],
    ['that is switched off', assignment({ parameters: effect('disabled') }), 0],
    ['that is not enforced', assignment({ enforcementMode: 'DoNotEnforce' }), 0],
    ['of another policy', assignment({ policyDefinitionId: definition('013e242c-8828-4970-87b3-ab247555486d') }), 0],
    ['of no policy', assignment({ policyDefinitionId: null }), 0],
    [
      'of an own policy that is not here',
      assignment({ policyDefinitionId: ownId('policyDefinitions', 'x') }),
      /policy/,
    ],
    ['of an initiative of the tenant', assignment({ policyDefinitionId: initiative('1f3afdf9-d0c9-4c3d-847f') }), 0],
    ['that leaves the group out', assignment({ notScopes: [group('other'), group(groupName)] }), 0],
    [
      'that leaves the subscription out',
      assignment({ notScopes: [call('format', '/subscriptions/{0}', subscriptionId)] }),
      0,
    ],
    ['that leaves another group out', assignment({ notScopes: [group('other')] }), /policy assignment/],
    ['that leaves a group out that is not known', assignment({ notScopes: parameter('s') }), /policy assignment/],
    ['in another subscription', assignment({}, { subscription: 'other' }), 0],
  ];
  it.each(cases)('%s', (name, assigned, expected) => {
    const inOne = name === 'in another subscription' ? { subscription: 'one' } : {};
    const found = itemsOf([machine(inOne), assigned]);
    if (typeof expected === 'number') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });

  const own = (type: string, name: string, properties: Plain): Resource =>
    resource({ type: `Microsoft.Authorization/${type}`, names: [name], properties });
  // Entries, since an object with a `then` looks like a promise.
  const ruleThat = (then: Plain): Plain => ({
    policyRule: Object.fromEntries([['if', {}] as const, ['then', then] as const]),
  });
  const rule = (effectOf: Plain, type: Plain): Plain => ruleThat({ effect: effectOf, details: { type } });
  const backedUp = 'Microsoft.RecoveryServices/backupProtectedItems';
  const member = (name: Plain, parameters: Plain = {}): Plain => ({ policyDefinitionId: name, parameters });
  const builtIn = definition('98d0b9f8-fd90-49c9-88e2-d3baf3b0dd86');
  const ownCases: readonly (readonly [string, Resource, number | RegExp])[] = [
    ['that deploys items', own('policyDefinitions', 'own', rule('DeployIfNotExists', backedUp)), /policy assignment/],
    ['whose effect is a parameter', own('policyDefinitions', 'own', rule("[parameters('e')]", backedUp)), /policy/],
    ['that looks for items', own('policyDefinitions', 'own', rule('auditIfNotExists', backedUp)), 0],
    [
      'that deploys something else',
      own('policyDefinitions', 'own', rule('deployIfNotExists', 'Microsoft.Insights/x')),
      0,
    ],
    ['that denies', own('policyDefinitions', 'own', ruleThat({ effect: 'deny' })), 0],
    [
      'whose rule is not known',
      own('policyDefinitions', 'own', { policyRule: parameter('rule') }),
      /policy assignment/,
    ],
    [
      'with a policy that deploys',
      own('policySetDefinitions', 'own', { policyDefinitions: [member(builtIn)] }),
      /policy/,
    ],
    [
      'with that policy, switched off',
      own('policySetDefinitions', 'own', { policyDefinitions: [member(builtIn, effect('Disabled'))] }),
      0,
    ],
    [
      'with another policy',
      own('policySetDefinitions', 'own', { policyDefinitions: [member(definition('013e242c-8828-4970-87b3'))] }),
      0,
    ],
    [
      'with policies that are not known',
      own('policySetDefinitions', 'own', { policyDefinitions: parameter('l') }),
      /policy/,
    ],
    [
      'with itself',
      own('policySetDefinitions', 'own', { policyDefinitions: [member(ownId('policySetDefinitions', 'own'))] }),
      /policy/,
    ],
  ];
  it.each(ownCases)('of an own one %s', (_, declared, expected) => {
    const type = declared.type.split('/')[1] ?? '';
    const found = itemsOf([machine(), declared, assignment({ policyDefinitionId: ownId(type, 'own') })]);
    if (typeof expected === 'number') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });

  it('says nothing about a machine that has its item', () => {
    expect(itemsOf([machine(), item(), assignment({})])).toBe(1);
  });
});

describe('regions', () => {
  const region = (resources: readonly Resource[]): unknown =>
    plain(estate(resources).protectedItem[0]?.sameRegion, String);
  const cases: readonly (readonly [string, readonly Resource[], string | RegExp])[] = [
    ['written differently', [machine(), vault(), item()], 'true'],
    ['that differ', [machine({ location: 'eastus' }), vault(), item()], 'false'],
    [
      'that are the same unknown',
      [machine({ location: groupLocation }), vault({}, { location: call('toUpper', groupLocation) }), item()],
      'true',
    ],
    ['of which one is unknown', [machine({ location: parameter('l') }), vault(), item()], /parameters/],
    ['of an undeclared machine', [vault(), item()], /virtual machine 'web' is not declared/],
    ['of an existing machine', [machine({ existing: true, location: null }), vault(), item()], /existing/],
    ['of an undeclared vault', [machine(), item()], /vault 'rsv' is not declared here$/],
    [
      'of a vault that is declared in another group',
      [machine(), vault({}, { group: 'other' }), item({}, { group: 'own' })],
      /vault 'rsv' is not declared in resource group 'own', but one of this name is in 'other'/,
    ],
    ['of an existing vault', [machine(), vault({}, { existing: true, location: null }), item()], /existing/],
    [
      'of a vault for other regions',
      [machine({ location: 'eastus' }), vault({ regionOfChoiceSettings: { status: 'enabled' } }), item()],
      'true',
    ],
    ['of a perhaps existing vault', [machine(), vault({}, { exists: flag }), item()], /parameters/],
    [
      'of a vault under the condition of its item',
      [machine(), vault({}, { exists: flag }), item({}, { exists: flag })],
      'true',
    ],
    [
      'of an item whose kind is not known',
      [
        machine(),
        vault(),
        item({ protectedItemType: parameter('t') }, { names: ['rsv', 'Azure', 'c', parameter('i')] }),
      ],
      /parameters/,
    ],
  ];
  it.each(cases)('%s', (_, resources, expected) => {
    expect(region(resources)).toMatch(expected);
  });

  it('of items of other kinds are left alone', () => {
    const share = item({ protectedItemType: 'AzureFileShareProtectedItem' });
    expect(estate([machine(), vault(), share]).protectedItem).toEqual([]);
  });
});
describe('subscriptions', () => {
  const subscription = (resources: readonly Resource[]): unknown =>
    plain(estate(resources).protectedItem[0]?.sameSubscription, String);
  const inSubscription = (id: Plain): Plain => call('resourceId', id, 'rg', 'Microsoft.Compute/virtualMachines', 'web');
  const text = '/subscriptions/one/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/web';
  const cases: readonly (readonly [string, readonly Resource[], string | RegExp])[] = [
    ['that are the same unknown', [machine(), vault(), item()], 'true'],
    ['of another group', [item({ sourceResourceId: vmId('web', 'other') })], 'true'],
    [
      'that differ, of a vault and a machine that are not declared',
      [item({ sourceResourceId: inSubscription('one') }, { subscription: 'two' })],
      'false',
    ],
    ['that are the same text', [item({ sourceResourceId: text }, { subscription: 'ONE' })], 'true'],
    ['of which one is unknown', [item({ sourceResourceId: inSubscription('one') })], /perhaps in another subscription/],
    ['of a bare unknown as source, and a written name', [item({ sourceResourceId: parameter('x') })], /true/],
    [
      'of an item that shows no machine',
      [item({ sourceResourceId: parameter('x') }, { named: parameter('n') })],
      /perhaps in another subscription/,
    ],
  ];
  it.each(cases)('%s', (_, resources, expected) => {
    expect(subscription(resources)).toMatch(expected);
  });
});

it('joins thousands of machines and items in a moment', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => call('format', '{0}-{1}', parameter('prefix'), index));
  const resources = names.flatMap((name) => [machine({}, name), item({ sourceResourceId: vmId(name) })]);
  const start = performance.now();
  const { virtualMachine } = estate(resources);
  expect(virtualMachine.every(({ protectedItems }) => protectedItems.known && protectedItems.value.length === 1)).toBe(
    true,
  );
  expect(performance.now() - start).toBeLessThan(15_000);
});

it('is not stopped by names whose text would be endless', () => {
  const endless = (): Plain => {
    let text = parameter('p');
    for (let i = 0; i < 60; i++) text = call('format', '{0}{1}', text, text);
    return text;
  };
  const forked = (): Plain => {
    let id = parameter('id');
    for (let i = 0; i < 60; i++) id = call('if', flag, id, id);
    return id;
  };
  expect(estate([machine(), item({ sourceResourceId: forked() })]).virtualMachine[0]?.protectedItems.known).toBe(false);
  const start = performance.now();
  const { virtualMachine, protectedItem } = estate([
    machine({ location: endless() }, endless()),
    vault({}, { location: endless() }),
    item({ sourceResourceId: vmId(endless()) }, { named: endless() }),
  ]);
  expect(virtualMachine[0]?.protectedItems.known).toBe(false);
  expect(protectedItem[0]?.sameRegion.known).toBe(false);
  expect(performance.now() - start).toBeLessThan(15_000);
});
