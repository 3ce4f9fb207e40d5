import { it } from 'vitest';
import { bicep, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './vault-subscription-mismatch.ts';

const own = '11111111-1111-1111-1111-111111111111';
const other = '22222222-2222-2222-2222-222222222222';

/** An item of this deployment's subscription, whose machine is the given expression. */
function itemOf(source: string): Snippet {
  return bicep`
    param machineId string
    resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
      name: 'web1'
      location: 'westeurope'
    }
    resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
      name: 'rsv/Azure/iaasvmcontainer;iaasvmcontainerv2;rg;web1/vm;iaasvmcontainerv2;rg;web1'
      properties: {
        protectedItemType: 'Microsoft.Compute/virtualMachines'
        sourceResourceId: ${source}
        policyId: resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'rsv', 'DefaultPolicy')
      }
    }
  `;
}

function machineOf(subscription: string): string {
  return `resourceId('${subscription}', 'rg', 'Microsoft.Compute/virtualMachines', 'web1')`;
}

const share = bicep`
  resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
    name: 'rsv/Azure/StorageContainer;Storage;rg;account/AzureFileShare;share'
    properties: {
      protectedItemType: 'AzureFileShareProtectedItem'
      sourceResourceId: '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/account'
      policyId: '/subscriptions/2/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/rsv/backupPolicies/p'
    }
  }
`;

testRule(it, rule, {
  valid: [
    { name: 'the same unknown', code: itemOf('vm.id') },
    { name: 'the same id, the machine elsewhere', code: itemOf(machineOf(own)), context: { subscriptionId: own } },
    { name: 'another group', code: itemOf("resourceId('rg-other', 'Microsoft.Compute/virtualMachines', 'web1')") },
    { name: 'a parameter as the source: the name of the item decides', code: itemOf('machineId') },
    { name: 'an item of a file share', code: share, applies: false },
  ],
  invalid: [
    {
      name: 'another subscription',
      code: itemOf(`[|${machineOf(other)}|]`),
      context: { subscriptionId: own },
      message:
        "The vault that is to protect virtual machine 'web1' is in another subscription: Azure Backup cannot protect it from there. Protect it by a vault of its own subscription",
    },
  ],
  undecided: [
    { name: 'a subscription without a value', code: itemOf(machineOf(other)), because: /another subscription/ },
    {
      name: 'the id of a machine that is not here as a parameter, and a name made of it',
      code: bicep`
        param machineIds array
        resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = [for id in machineIds: {
          name: 'rsv/Azure/iaasvmcontainer;iaasvmcontainerv2;\${split(id, '/')[4]};\${last(split(id, '/'))}/vm;iaasvmcontainerv2;\${split(id, '/')[4]};\${last(split(id, '/'))}'
          properties: {
            protectedItemType: 'Microsoft.Compute/virtualMachines'
            sourceResourceId: id
            policyId: resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'rsv', 'DefaultPolicy')
          }
        }]
      `,
      because: /parameter 'machineIds' has no value/,
    },
  ],
});
