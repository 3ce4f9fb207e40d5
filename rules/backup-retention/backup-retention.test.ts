import { it } from 'vitest';
import { bicep, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './backup-retention.ts';

function policy(retentionPolicy: string, managementType = 'AzureIaasVM'): Snippet {
  return bicep`
    param days int

    resource policy 'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {
      name: 'rsv/own'
      properties: {
        backupManagementType: '${managementType}'
        retentionPolicy: {
          ${retentionPolicy}
        }
      }
    }
  `;
}

function tier(name: string, count: string | number, unit = 'Days'): string {
  return `${name}Schedule: ${kept(count, unit)}`;
}

function kept(count: string | number, unit = 'Days'): string {
  return `{ retentionDuration: { count: ${count}, durationType: '${unit}' } }`;
}

const inParameter = bicep`
  param days int = [|3|]

  resource policy 'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {
    name: 'rsv/own'
    properties: {
      backupManagementType: 'AzureIaasVM'
      retentionPolicy: { ${tier('daily', 'days')} }
    }
  }
`;

/** Settings of two environments, of which nothing says which it is. */
function environments(environment: string, days: string | number): Snippet {
  return bicep`
    param environment string
    var settings = {
      ${environment}: { days: ${days}, unit: 'Days' }
      prod: { days: 30, unit: 'Days' }
    }
    resource policy 'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {
      name: 'rsv/own'
      properties: {
        backupManagementType: 'AzureIaasVM'
        retentionPolicy: {
          dailySchedule: {
            retentionDuration: { count: settings[environment].days, durationType: settings[environment].unit }
          }
        }
      }
    }
  `;
}

testRule(it, rule, {
  valid: [
    { name: 'just long enough', code: policy(tier('daily', 7)) },
    { name: 'one week', code: policy(tier('weekly', 1, 'Weeks')) },
    { name: 'months', code: policy(tier('monthly', 1, 'Months')) },
    { name: 'a short tier beside the daily one', code: policy(`${tier('daily', 30)}, ${tier('weekly', 1, 'Weeks')}`) },
    { name: 'long enough, whichever of two it is', code: policy(tier('daily', 'days == 1 ? 90 : 30')) },
    {
      name: 'long enough, whichever schedule it is',
      code: policy(`dailySchedule: days == 1 ? ${kept(9)} : ${kept(8)}`),
    },
    { name: 'long enough in each environment', code: environments('dev', 14) },
    { name: 'shorter, when that is allowed', code: policy(tier('daily', 3)), options: { minDays: 3 } },
    { name: 'a policy for databases', code: policy(tier('daily', 3), 'AzureWorkload'), applies: false },
  ],
  invalid: [
    {
      name: 'too short',
      code: policy(tier('daily', '[|6|]')),
      message: "Policy 'own' keeps daily recovery points 6 days, less than the 7 days that are wanted",
    },
    {
      name: 'a daily tier that is shorter than the others',
      code: policy(`${tier('weekly', 8, 'Weeks')}, ${tier('daily', '[|5|]')}`),
    },
    {
      name: 'weeks, when a month is wanted',
      code: policy(tier('weekly', '[|4|]', 'Weeks')),
      options: { minDays: 30 },
      message: "Policy 'own' keeps weekly recovery points 28 days (4 Weeks), less than the 30 days that are wanted",
    },
    {
      name: 'too short, whichever of two it is',
      code: policy(tier('daily', 'days == 1 ? [|5|] : 3')),
      message: /keeps daily recovery points 5 days/,
    },
    { name: 'a default that is too short', code: inParameter },
    {
      name: 'a simple retention',
      code: policy("retentionDuration: { count: [|2|], durationType: 'Days' }"),
      message: /keeps recovery points 2 days/,
    },
  ],
  undecided: [
    { name: 'a number without a value', code: policy(tier('daily', 'days')), because: /days/ },
    {
      name: 'one of two, of which one is too short',
      code: policy(tier('daily', 'days == 1 ? 90 : 3')),
      because: /days/,
    },
    { name: 'too short in one environment', code: environments('dev', 3), because: /environment/ },
    {
      name: 'one of two, of which one is not known',
      code: policy(tier('daily', 'days == 1 ? 90 : days')),
      because: /days/,
    },
    { name: 'no retention', code: policy(''), because: /sets no retention/ },
  ],
});
