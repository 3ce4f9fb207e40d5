import { describe, expect, it } from 'vitest';
import { buildEstate, protectedItemsOf } from '../../src/estate/build-estate.ts';
import type { Estate, EstateOptions } from '../../src/estate/estate.ts';
import type { Fact } from '../../src/estate/fact.ts';
import type { Resource } from '../../src/resource/resource.ts';
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

const template: EstateOptions = { source: 'template', protectedBy: 'template' };
const vmType = 'Microsoft.Compute/virtualMachines';
const vaultType = 'Microsoft.RecoveryServices/vaults';
const itemType = `${vaultType}/backupFabrics/protectionContainers/protectedItems`;
const flag = parameter('enabled');

function machine(parts: Partial<ResourceParts> = {}, name: Plain = 'web'): Resource {
  return resource({ type: vmType, names: [name], location: 'westeurope', properties: {}, ...parts });
}

function vault(properties: Plain = {}, parts: Partial<ResourceParts> = {}): Resource {
  return resource({ type: vaultType, names: ['rsv'], location: 'West Europe', properties, ...parts });
}

function policy(properties: Plain, name: Plain = 'daily'): Resource {
  const own = { backupManagementType: 'AzureIaasVM', ...(properties as { [key: string]: Plain }) };
  return resource({ type: `${vaultType}/backupPolicies`, names: ['rsv', name], properties: own });
}

const vmId = (name: Plain = 'web', group: Plain = groupName): Plain =>
  call('resourceId', subscriptionId, group, vmType, name);
const policyId = (name: Plain = 'daily'): Plain =>
  call('format', '{0}/backupPolicies/{1}', call('resourceId', subscriptionId, groupName, vaultType, 'rsv'), name);

function item(properties: Plain = {}, parts: Partial<ResourceParts> & { named?: Plain } = {}): Resource {
  const tail = call('format', 'iaasvmcontainerv2;{0};{1}', groupName, parts.named ?? 'web');
  const all = {
    protectedItemType: vmType,
    sourceResourceId: vmId(),
    policyId: policyId(),
    ...(properties as { [key: string]: Plain }),
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const names = ['rsv', 'Azure', call('concat', 'iaasvmcontainer;', tail), call('concat', 'vm;', tail)];
  return resource({ type: itemType, names, properties: given, ...parts });
}

function estate(resources: readonly Resource[], options: Partial<EstateOptions> = {}): Estate {
  return buildEstate(inventory(resources), { ...template, ...options });
}

/** `[value]` when known, the reason when not. */
function plain<T, U>(fact: Fact<T> | undefined, show: (value: T) => U): U | string | undefined {
  if (fact === undefined) return undefined;
  return fact.known ? show(fact.value) : fact.because;
}

function itemsOf(resources: readonly Resource[], options: Partial<EstateOptions> = {}): unknown {
  return plain(estate(resources, options).virtualMachine[0]?.protectedItems, (items) => items.length);
}

describe('protected items of a machine', () => {
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
    ['a source that contradicts the name', [machine(), item({ sourceResourceId: vmId('db') }, { named: 'web' })], 0],
    ['a stopped item', [machine(), item({ protectionState: 'protectionStopped' })], 0],
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
    [
      'a looped item',
      [machine(), item({}, { repeated: { because: 'the count is not known' } })],
      /the count is not known/,
    ],
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

  it('that do not protect it are idle', () => {
    const [web] = estate([machine(), item({ protectionState: 'ProtectionPaused' })]).virtualMachine;
    expect(web?.idleItems).toHaveLength(1);
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
    ['of an undeclared vault', [machine(), item()], /vault 'rsv' is not declared/],
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

describe('the agent of a machine', () => {
  const agent = (properties: Plain, ...others: readonly Resource[]): unknown =>
    plain(estate([machine({ properties }), ...others]).virtualMachine[0]?.agent, String);
  const attached = { storageProfile: { osDisk: { createOption: 'Attach' } } };
  const off = { osProfile: { windowsConfiguration: { provisionVMAgent: false } } };
  const crash = policy({ snapshotConsistencyType: 'OnlyCrashConsistent' });
  const cases: readonly (readonly [string, Plain, readonly Resource[], string | RegExp])[] = [
    ['of an image', {}, [], 'available'],
    ['that is not provisioned', off, [], 'notProvisioned'],
    [
      'as text, in another case',
      { osProfile: { linuxConfiguration: { provisionVmAgent: 'False' } } },
      [],
      'notProvisioned',
    ],
    [
      'with extensions blocked',
      { osProfile: { allowExtensionOperations: false, windowsConfiguration: { provisionVMAgent: true } } },
      [],
      'extensionsBlocked',
    ],
    ['on an attached disk', attached, [], /already exists/],
    ['that depends on a parameter', { osProfile: { allowExtensionOperations: flag } }, [], /parameters/],
    [
      'beside an unknown that does not matter',
      { osProfile: { allowExtensionOperations: flag, linuxConfiguration: { provisionVMAgent: false } } },
      [],
      'notProvisioned',
    ],
    ['not needed', off, [vault(), crash, item()], 'notNeeded'],
    ['not needed on an attached disk', attached, [vault(), crash, item()], 'notNeeded'],
    ['under a policy that is not declared', off, [item({ policyId: policyId('own') })], /policy 'own' is not declared/],
    ['under a built-in policy', off, [item({ policyId: policyId('defaultpolicy') })], 'notProvisioned'],
    ['perhaps not needed', off, [vault(), crash, item({}, { exists: flag })], /perhaps protects it/],
    ['under a usual policy', off, [vault(), policy({}), item()], 'notProvisioned'],
  ];
  it.each(cases)('%s', (_, properties, others, expected) => {
    expect(agent(properties, ...others)).toMatch(expected);
  });
});

describe('the redundancy of a vault', () => {
  const config = (properties: Plain, parts: Partial<ResourceParts> = {}): Resource =>
    resource({ type: `${vaultType}/backupstorageconfig`, names: ['rsv', 'vaultstorageconfig'], properties, ...parts });
  const redundancy = (...resources: readonly Resource[]): unknown =>
    estate(resources).vault[0]?.redundancy.map(({ value }) =>
      plain(value, (word) => (value.known && value.isDefault ? `${word} by default` : word)),
    );
  const local = { redundancySettings: { standardTierStorageRedundancy: 'locallyredundant' } };
  const cases: readonly (readonly [string, readonly Resource[], unknown])[] = [
    ['is geo by default', [vault()], ['GeoRedundant by default']],
    ['is that of the vault', [vault(local)], ['LocallyRedundant']],
    ['may be null', [vault({ redundancySettings: null })], ['GeoRedundant by default']],
    ['is that of its child', [vault(), config({ storageModelType: 'ZoneRedundant' })], ['ZoneRedundant']],
    [
      'is in every place',
      [vault(local), config({ storageType: 'GeoRedundant' })],
      ['LocallyRedundant', 'GeoRedundant'],
    ],
    [
      'is not that of another vault',
      [vault(), config({ storageType: 'LocallyRedundant' }, { names: ['v2', 'c'] })],
      ['GeoRedundant by default'],
    ],
    [
      'is unknown',
      [vault({ redundancySettings: { standardTierStorageRedundancy: parameter('r') } })],
      ['parameters() is not known'],
    ],
    [
      'may come from a perhaps existing child',
      [vault(), config({ storageType: 'LocallyRedundant' }, { exists: flag })],
      ['parameters() is not known'],
    ],
    [
      'may be repeated by backupconfig',
      [
        vault(),
        resource({
          type: `${vaultType}/backupconfig`,
          names: ['rsv', 'vaultconfig'],
          properties: { storageType: 'LocallyRedundant' },
        }),
      ],
      ['LocallyRedundant'],
    ],
  ];
  it.each(cases)('%s', (_, resources, expected) => {
    expect(redundancy(...resources)).toEqual(expected);
  });

  it('is not known by default when something could not be read, or live', () => {
    const gaps = [{ because: 'a module could not be read' }];
    expect(buildEstate(inventory([vault()], gaps), template).vault[0]?.redundancy[0]?.value.known).toBe(false);
    expect(estate([vault()], { source: 'live' }).vault[0]?.redundancy[0]?.value.known).toBe(false);
  });

  it('of an existing vault is nobody’s business', () => {
    expect(estate([vault({}, { existing: true })]).vault).toEqual([]);
  });
});

describe('the schedule of a policy', () => {
  const schedule = (schedulePolicy: Plain): unknown =>
    plain(estate([policy({ schedulePolicy })]).backupPolicy[0]?.schedule, (value) =>
      value.frequency === 'Weekly'
        ? `weekly ${plain(value.runsPerWeek, String)}`
        : `${value.frequency} ${value.runsPerDay}`,
    );
  const hourly = (interval: Plain, scheduleWindowDuration: Plain): Plain => ({
    scheduleRunFrequency: 'hourly',
    hourlySchedule: { interval, scheduleWindowDuration },
  });
  const cases: readonly (readonly [string, Plain, string | RegExp])[] = [
    [
      'V1 daily',
      { schedulePolicyType: 'SimpleSchedulePolicy', scheduleRunFrequency: 'Daily', scheduleRunTimes: ['t'] },
      'Daily 1',
    ],
    ['weekly', { scheduleRunFrequency: 'Weekly', scheduleRunDays: ['Sunday', 'Monday'] }, 'weekly 2'],
    ['V2 weekly', { scheduleRunFrequency: 'Weekly', weeklySchedule: { scheduleRunDays: ['Sunday'] } }, 'weekly 1'],
    [
      'weekly on unknown days',
      { scheduleRunFrequency: 'Weekly', scheduleRunDays: parameter('d') },
      /weekly parameters/,
    ],
    ['every 4 hours of 24', hourly(4, 24), 'Hourly 6'],
    ['every 4 hours of 23', hourly(4, 23), 'Hourly 6'],
    ['every 4 hours of 12', hourly('4', '12'), 'Hourly 3'],
    ['every 12 hours of 4', hourly(12, 4), 'Hourly 1'],
    ['an unknown interval', hourly(parameter('i'), 24), /parameters/],
    ['no interval', hourly(null, 24), /interval is not set/],
    ['an impossible interval', hourly(0, 24), /not between 1 and 24/],
    ['no frequency', {}, /scheduleRunFrequency is not set/],
    ['an unknown word', { scheduleRunFrequency: 'Sometimes' }, /Sometimes/],
    ['nothing known', parameter('all'), /parameters/],
  ];
  it.each(cases)('%s', (_, given, expected) => {
    expect(schedule(given)).toMatch(expected);
  });

  it('of other kinds of policy is left alone', () => {
    expect(estate([policy({ backupManagementType: 'AzureStorage' })]).backupPolicy).toEqual([]);
    const unknown = estate([policy({ backupManagementType: parameter('m') })]).backupPolicy[0];
    expect(plain(unknown?.schedule, String)).toMatch(/parameters/);
  });
});

describe('the retention of a policy', () => {
  const tier = (count: Plain, durationType: Plain): Plain => ({ retentionDuration: { count, durationType } });
  const retention = (retentionPolicy: Plain): unknown =>
    plain(
      estate([policy({ retentionPolicy })]).backupPolicy[0]?.retention,
      ({ days, tier: name }) => `${name} ${days}`,
    );
  const cases: readonly (readonly [string, Plain, string | RegExp])[] = [
    ['daily', { dailySchedule: tier(30, 'Days') }, 'daily 30'],
    ['daily before all others', { weeklySchedule: tier(1, 'Weeks'), dailySchedule: tier('2', 'weeks') }, 'daily 14'],
    [
      'weekly without daily',
      { dailySchedule: null, weeklySchedule: tier(4, 'Weeks'), yearlySchedule: tier(1, 'Years') },
      'weekly 28',
    ],
    [
      'the shortest of the rest',
      { yearlySchedule: tier(1, 'Years'), monthlySchedule: tier(2, 'Months') },
      'monthly 62',
    ],
    ['simple', { retentionPolicyType: 'SimpleRetentionPolicy', ...(tier(5, 'Days') as object) }, 'simple 5'],
    ['an unknown count', { dailySchedule: tier(parameter('d'), 'Days') }, /parameters/],
    ['an unknown daily tier', { dailySchedule: parameter('d'), weeklySchedule: tier(4, 'Weeks') }, /parameters/],
    ['none', {}, /sets no retention/],
    ['nothing', null, /retentionPolicy is not set/],
    ['an unknown unit', { dailySchedule: tier(3, 'Moons') }, /Moons/],
  ];
  it.each(cases)('%s', (_, given, expected) => {
    expect(retention(given)).toMatch(expected);
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
