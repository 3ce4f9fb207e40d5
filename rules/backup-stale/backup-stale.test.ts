import { it } from 'vitest';
import { rows, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './backup-stale.ts';

const now = '2026-11-24T03:00:00Z';
const groups = '/subscriptions/1/resourceGroups';
const machineId = `${groups}/App/providers/Microsoft.Compute/virtualMachines/web1`;
const vaultId = `${groups}/backup/providers/Microsoft.RecoveryServices/vaults/rsv`;
const itemId = `${vaultId}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;app;web1/protectedItems/vm;iaasvmcontainerv2;app;web1`;

const daily = { scheduleRunFrequency: 'Daily', scheduleRunTimes: ['2026-01-01T20:00:00Z'] };
const sundays = { scheduleRunFrequency: 'Weekly', scheduleRunDays: ['Sunday'] };
const twiceAWeek = { scheduleRunFrequency: 'Weekly', weeklySchedule: { scheduleRunDays: ['Friday', 'monday'] } };
const hourly = (interval: number, scheduleWindowDuration: number) => ({
  scheduleRunFrequency: 'Hourly',
  hourlySchedule: { interval, scheduleWindowDuration },
});

interface Parts {
  readonly schedule?: object;
  readonly item?: object;
  readonly timeCreated?: string;
  readonly machine?: string;
  readonly withoutPolicyRow?: boolean;
  readonly mark?: boolean;
}

/** One machine, one policy and one item. */
function estate({ schedule = daily, item = {}, timeCreated, machine = machineId, ...more }: Parts): Snippet {
  const id = more.mark === true ? `[|${itemId}|]` : itemId;
  return rows(now, [
    { id: machine, location: 'westeurope', properties: { timeCreated } },
    ...(more.withoutPolicyRow === true
      ? []
      : [
          {
            id: `${vaultId}/backupPolicies/Own`,
            properties: { backupManagementType: 'AzureIaasVM', schedulePolicy: schedule },
          },
        ]),
    {
      id,
      properties: {
        backupManagementType: 'AzureIaasVM',
        sourceResourceId: machineId.toLowerCase(),
        policyId: `${vaultId}/backuppolicies/OWN`.toLowerCase(),
        protectionState: 'Protected',
        ...item,
      },
    },
  ]);
}

const point = (lastRecoveryPoint: string) => ({ lastRecoveryPoint });
const pending = { protectionState: 'IRPending', lastRecoveryPoint: null };

testRule(it, rule, {
  valid: [
    { name: 'daily, of last night', code: estate({ item: point('2026-11-23T20:10:00Z') }) },
    { name: 'daily, late but within the slack', code: estate({ item: point('2026-11-22T22:00:00Z') }) },
    {
      name: 'daily, missed once, with a longer slack',
      code: estate({ item: point('2026-11-22T20:10:00Z') }),
      options: { slackHours: 24 },
    },
    {
      name: 'every 4 hours of 12, over the night',
      code: estate({ schedule: hourly(4, 12), item: point('2026-11-23T16:00:00Z') }),
    },
    { name: 'weekly, of last Sunday', code: estate({ schedule: sundays, item: point('2026-11-22T20:10:00.123Z') }) },
    {
      name: 'twice a week, over the weekend',
      code: estate({ schedule: twiceAWeek, item: point('2026-11-20T20:10:00Z') }),
    },
    {
      name: 'the completed backup of a row without its recovery point',
      code: estate({ item: { lastBackupTime: '2026-11-23T20:10:00Z', lastBackupStatus: 'Completed' } }),
    },
    {
      name: 'a young machine that waits for its first backup',
      code: estate({ item: pending, timeCreated: '2026-11-23T10:00:00Z' }),
    },
    { name: 'a time of Windows PowerShell', code: estate({ item: point('/Date(1795464000000)/') }) },
    {
      name: 'a stopped item',
      code: estate({ item: { protectionState: 'ProtectionStopped', ...point('2025-01-01T00:00:00Z') } }),
      applies: false,
    },
    {
      name: 'an item of a machine that is gone',
      code: estate({ item: point('2025-01-01T00:00:00Z'), machine: `${machineId}2` }),
      applies: false,
    },
  ],
  invalid: [
    {
      name: 'daily, four days ago',
      code: estate({ item: point('2026-11-20T02:11:00Z'), mark: true }),
      message:
        "The last recovery point of 'web1' is 4 days old (2026-11-20T02:11:00.000Z), but its policy 'Own' backs up at least every 24 hours",
    },
    { name: 'daily, 31 hours ago', code: estate({ item: point('2026-11-22T20:00:00Z') }), message: /is 31 hours old/ },
    {
      name: 'every 4 hours of 24, since the evening',
      code: estate({ schedule: hourly(4, 24), item: point('2026-11-23T16:00:00Z') }),
      message: /at least every 4 hours/,
    },
    {
      name: 'weekly, of the Sunday before',
      code: estate({ schedule: sundays, item: point('2026-11-15T20:10:00Z') }),
      message: /8 days old .* every 7 days/,
    },
    {
      name: 'an old machine that waits for its first backup',
      code: estate({ item: pending, timeCreated: '2026-11-20T02:00:00Z', mark: true }),
      message:
        "'web1' exists for 4 days and still waits for its first backup, but its policy 'Own' backs up at least every 24 hours",
    },
    {
      name: 'a time that stands for none',
      code: estate({ item: point('0001-01-01T00:00:00Z'), timeCreated: '2025-01-01T00:00:00Z' }),
      message: /still waits for its first backup/,
    },
  ],
  undecided: [
    { name: 'a row that does not say', code: estate({}), because: /lastRecoveryPoint is empty/ },
    { name: 'a time that is none', code: estate({ item: point('yesterday') }), because: /yesterday/ },
    { name: 'a policy that was not read', code: estate({ withoutPolicyRow: true }), because: /policy 'OWN' was not/i },
    {
      name: 'a schedule without days',
      code: estate({ schedule: { scheduleRunFrequency: 'Weekly' }, item: point('2026-11-20T02:11:00Z') }),
      because: /scheduleRunDays/,
    },
    {
      name: 'a machine of unknown age that waits for its first backup',
      code: estate({ item: pending }),
      because: /timeCreated/,
    },
  ],
});
