import { it } from 'vitest';
import { bicep, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './backup-frequency.ts';

function policy(schedulePolicy: string, managementType = "'AzureIaasVM'"): Snippet {
  return bicep`
    param hours int
    param frequency string
    param kind string

    resource policy 'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {
      name: 'rsv/own'
      properties: {
        backupManagementType: ${managementType}
        schedulePolicy: {
          ${schedulePolicy}
        }
      }
    }
  `;
}

function hourly(interval: string | number, window: string | number): string {
  return `scheduleRunFrequency: 'Hourly', hourlySchedule: { interval: ${interval}, scheduleWindowDuration: ${window} }`;
}

const daily = "scheduleRunFrequency: 'Daily', scheduleRunTimes: ['2024-01-01T02:00:00Z']";
const onAllDays = `scheduleRunFrequency: 'Weekly', scheduleRunDays: [
          'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']`;
const weekly = "scheduleRunFrequency: [|'Weekly'|], scheduleRunDays: ['Sunday', 'Tuesday']";

testRule(it, rule, {
  valid: [
    { name: 'daily', code: policy(daily) },
    { name: 'every 4 hours of 12', code: policy(hourly(4, 12)) },
    { name: 'every 12 hours of 24', code: policy(hourly(12, 24)) },
    { name: 'weekly, when that is allowed', code: policy(weekly), options: { allowWeekly: true } },
    {
      name: 'daily or every 8 hours',
      code: policy(
        "scheduleRunFrequency: kind == 'x' ? 'Daily' : 'Hourly', hourlySchedule: kind == 'x' ? null : { interval: 8, scheduleWindowDuration: 16 }",
      ),
    },
    { name: 'weekly on all days', code: policy(onAllDays) },
    { name: 'six a day, when that is allowed', code: policy(hourly(4, 24)), options: { maxPerDay: 6 } },
    { name: 'a policy for file shares', code: policy(weekly, "'AzureStorage'"), applies: false },
  ],
  invalid: [
    {
      name: 'every 4 hours of 24',
      code: policy(hourly('[|4|]', 24)),
      message: "Policy 'own' backs up 6 times a day (every 4 hours over 24 hours), and 1 to 5 are wanted",
    },
    {
      name: 'weekly',
      code: policy(weekly),
      message: "Policy 'own' backs up weekly: less than once a day, and 1 to 5 are wanted",
    },
    {
      name: 'once a day, when two are wanted',
      code: policy(daily),
      options: { minPerDay: 2, maxPerDay: 2 },
      message: "Policy 'own' backs up once a day, and 2 are wanted",
    },
  ],
  undecided: [
    {
      name: 'daily or weekly',
      code: policy("scheduleRunFrequency: kind == 'x' ? 'Daily' : 'Weekly', scheduleRunDays: ['Sunday']"),
      because: /kind/,
    },
    { name: 'a window without a value', code: policy(hourly(4, 'hours')), because: /hours/ },
    { name: 'a frequency without a value', code: policy('scheduleRunFrequency: frequency'), because: /frequency/ },
    { name: 'a policy of unknown kind', code: policy(daily, 'kind'), because: /kind/ },
  ],
});
