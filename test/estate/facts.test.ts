import { describe, expect, it } from 'vitest';
import { buildEstate } from '../../src/estate/build-estate.ts';
import type { Resource } from '../../src/resource/resource.ts';
import {
  estate,
  flag,
  item,
  machine,
  plain,
  policy,
  policyId,
  template,
  vault,
  vaultType,
} from './backup-resources.ts';
import { call, inventory, parameter, resource } from './build-inventory.ts';
import type { Plain, ResourceParts } from './build-inventory.ts';

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
    [
      'that is set twice in different case',
      { osProfile: { linuxConfiguration: { provisionVmAgent: true, provisionVMAgent: false } } },
      [],
      /'provisionVMAgent' is written twice/,
    ],
    [
      'that is set twice in different case, to the same',
      { osProfile: { linuxConfiguration: { provisionVmAgent: false, provisionVMAgent: false } } },
      [],
      'notProvisioned',
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
    [
      'under a policy that is not declared',
      off,
      [item({ policyId: policyId('own') })],
      /^only an agentless policy .* policy 'own' is not declared/,
    ],
    [
      'that depends on a parameter, under a policy that is not declared',
      { osProfile: { allowExtensionOperations: flag } },
      [item({ policyId: policyId('own') })],
      /^parameters\(\)/,
    ],
    ['under a built-in policy', off, [item({ policyId: policyId('defaultpolicy') })], 'notProvisioned'],
    ['perhaps not needed', off, [vault(), crash, item({}, { exists: flag })], /perhaps protects it/],
    ['under a usual policy', off, [vault(), policy({}), item()], 'notProvisioned'],
    [
      'perhaps under one, perhaps under the other',
      off,
      [
        vault(),
        crash,
        item({}, { exists: flag }),
        item({ policyId: policyId('DefaultPolicy') }, { exists: call('not', flag) }),
      ],
      /perhaps protects it/,
    ],
    [
      'perhaps not needed, beside a stopped item',
      off,
      [
        vault(),
        crash,
        item({ policyId: policyId('DefaultPolicy'), protectionState: 'ProtectionStopped' }),
        item({}, { exists: flag }),
      ],
      /perhaps protects it/,
    ],
    [
      'not needed, whichever of two items is there',
      off,
      [vault(), crash, item({}, { exists: flag }), item({}, { exists: call('not', flag) })],
      'notNeeded',
    ],
    [
      'under an agentless policy that perhaps is another one',
      off,
      [vault(), { ...crash, exists: flag }, item()],
      /parameters/,
    ],
    ['perhaps under a usual policy', off, [vault(), policy({}), item({}, { exists: flag })], 'notProvisioned'],
    [
      'under a policy that is agentless, and stopped',
      off,
      [crash, item({ protectionState: 'BackupsSuspended' })],
      'notProvisioned',
    ],
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
  const everyDay = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'saturday'];
  const cases: readonly (readonly [string, Plain, string | RegExp])[] = [
    [
      'V1 daily',
      { schedulePolicyType: 'SimpleSchedulePolicy', scheduleRunFrequency: 'Daily', scheduleRunTimes: ['t'] },
      'Daily 1',
    ],
    ['daily at an unknown time', { scheduleRunFrequency: 'Daily', scheduleRunTimes: parameter('t') }, 'Daily 1'],
    ['daily at several times', { scheduleRunFrequency: 'Daily', scheduleRunTimes: ['a', 'b'] }, 'Daily 1'],
    ['V2 daily at no time', { scheduleRunFrequency: 'Daily', dailySchedule: { scheduleRunTimes: [] } }, 'Daily 1'],
    ['weekly', { scheduleRunFrequency: 'Weekly', scheduleRunDays: ['Sunday', 'Monday'] }, 'weekly 2'],
    ['V2 weekly', { scheduleRunFrequency: 'Weekly', weeklySchedule: { scheduleRunDays: ['Sunday'] } }, 'weekly 1'],
    [
      'weekly on a day that is listed twice',
      { scheduleRunFrequency: 'Weekly', scheduleRunDays: ['Monday', 'monday'] },
      'weekly 1',
    ],
    ['weekly on every day of the week', { scheduleRunFrequency: 'Weekly', scheduleRunDays: everyDay }, 'Daily 1'],
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
