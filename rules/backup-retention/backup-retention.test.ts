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
  return `${name}Schedule: { retentionDuration: { count: ${count}, durationType: '${unit}' } }`;
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

testRule(it, rule, {
  valid: [
    { name: 'just long enough', code: policy(tier('daily', 7)) },
    { name: 'one week', code: policy(tier('weekly', 1, 'Weeks')) },
    { name: 'months', code: policy(tier('monthly', 1, 'Months')) },
    { name: 'a short tier beside the daily one', code: policy(`${tier('daily', 30)}, ${tier('weekly', 1, 'Weeks')}`) },
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
    { name: 'a default that is too short', code: inParameter },
    {
      name: 'a simple retention',
      code: policy("retentionDuration: { count: [|2|], durationType: 'Days' }"),
      message: /keeps recovery points 2 days/,
    },
  ],
  undecided: [
    { name: 'a number without a value', code: policy(tier('daily', 'days')), because: /days/ },
    { name: 'no retention', code: policy(''), because: /sets no retention/ },
  ],
});
