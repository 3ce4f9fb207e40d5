import { it } from 'vitest';
import { bicep, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './vm-unprotected.ts';

interface Parts {
  /** The properties of the item. */
  readonly item?: string;
  readonly condition?: string;
  readonly machineCondition?: string;
  readonly machineName?: string;
  readonly mark?: readonly [string, string];
}

const active = `
        protectedItemType: 'Microsoft.Compute/virtualMachines'
        sourceResourceId: vm.id
        policyId: '\${vault.id}/backupPolicies/DefaultPolicy'`;

/** One machine and one item. */
function machineAndItem({
  item = active,
  condition = '',
  machineCondition = '',
  machineName = "'web1'",
  mark = ['', ''],
}: Parts): Snippet {
  return bicep`
    param enabled bool
    param other string

    ${mark[0]}resource${mark[1]} vm 'Microsoft.Compute/virtualMachines@2024-07-01' = ${machineCondition} {
      name: ${machineName}
      location: 'westeurope'
      properties: {}
    }
    resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' existing = {
      name: 'rsv'
    }
    resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = ${condition} {
      name: 'rsv/Azure/iaasvmcontainer;iaasvmcontainerv2;\${resourceGroup().name};\${vm.name}/vm;iaasvmcontainerv2;\${resourceGroup().name};\${vm.name}'
      properties: {${item}
      }
    }
  `;
}

const marked = { mark: ['[|', '|]'] } as const;
const alone = bicep`
  [|resource|] vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
    name: 'web1'
    location: 'westeurope'
    properties: {}
  }
`;
const inModule = bicep`
  resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
    name: 'web1'
    location: 'westeurope'
    properties: {}
  }
  module backup 'backup.bicep' = {
    name: 'backup'
    params: {
      machineId: vm.id
    }
  }
`;
const backupModule = `
  param machineId string
  resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
    name: 'rsv/Azure/iaasvmcontainer;iaasvmcontainerv2;rg;web1/vm;iaasvmcontainerv2;rg;web1'
    properties: {
      protectedItemType: 'Microsoft.Compute/virtualMachines'
      sourceResourceId: machineId
      policyId: resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'rsv', 'DefaultPolicy')
    }
  }
`;
const intent = bicep`
  resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
    name: 'web1'
    location: 'westeurope'
  }
  resource intent 'Microsoft.RecoveryServices/vaults/backupFabrics/backupProtectionIntent@2024-04-01' = {
    name: 'rsv/Azure/intent'
    properties: {
      protectionIntentItemType: 'AzureResourceItem'
      sourceResourceId: vm.id
      policyId: resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'rsv', 'DefaultPolicy')
    }
  }
`;
const existing = bicep`
  resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' existing = {
    name: 'web1'
  }
`;
/** Machines of a list that is not known, and items in a loop of their own. */
function unknownLoop(list: string): Snippet {
  return bicep`
    param machines array
    param others array
    resource vms 'Microsoft.Compute/virtualMachines@2024-07-01' = [for machine in machines: {
      name: machine.name
      location: 'westeurope'
    }]
    resource items 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = [for (machine, i) in ${list}: {
      name: 'rsv/Azure/iaasvmcontainer;iaasvmcontainerv2;\${resourceGroup().name};\${machine.name}/vm;iaasvmcontainerv2;\${resourceGroup().name};\${machine.name}'
      properties: {
        protectedItemType: 'Microsoft.Compute/virtualMachines'
        sourceResourceId: vms[i].id
        policyId: resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'rsv', 'DefaultPolicy')
      }
    }]
  `;
}
const inFabric = (fabric: string): Snippet => bicep`
  [|resource|] vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
    name: 'web1'
    location: 'westeurope'
  }
  resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
    name: 'rsv/${fabric}/iaasvmcontainer;iaasvmcontainerv2;\${resourceGroup().name};web1/vm;iaasvmcontainerv2;\${resourceGroup().name};web1'
    properties: {
      protectedItemType: 'Microsoft.Compute/virtualMachines'
      sourceResourceId: vm.id
      policyId: resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'rsv', 'DefaultPolicy')
    }
  }
`;
const loop = bicep`
  resource vms 'Microsoft.Compute/virtualMachines@2024-07-01' = [for i in range(0, 3): {
    name: 'web\${i}'
    location: 'westeurope'
  }]
  resource items 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = [for i in range(0, 3): {
    name: 'rsv/Azure/iaasvmcontainer;iaasvmcontainerv2;\${resourceGroup().name};web\${i}/vm;iaasvmcontainerv2;\${resourceGroup().name};web\${i}'
    properties: {
      protectedItemType: 'Microsoft.Compute/virtualMachines'
      sourceResourceId: vms[i].id
      policyId: resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'rsv', 'DefaultPolicy')
    }
  }]
`;
const and = (properties: string): string => active.replace(/$/, `\n        ${properties}`);
const without = (property: string): string => active.replace(new RegExp(`\\n *${property}:.*`), '');

testRule(it, rule, {
  valid: [
    { name: 'an item', code: machineAndItem({}) },
    { name: 'a name that is not known', code: machineAndItem({ machineName: "'${other}-vm'" }) },
    { name: 'an item in a module', code: inModule, files: { 'backup.bicep': backupModule } },
    { name: 'an intent', code: intent },
    { name: 'items in a loop', code: loop },
    { name: 'items in a loop that runs as often, however often that is', code: unknownLoop('machines') },
    {
      name: 'an item that is named after it, without a source',
      code: machineAndItem({ item: without('sourceResourceId') }),
    },
    {
      name: 'machine and item under the same condition',
      code: machineAndItem({ condition: 'if (enabled)', machineCondition: 'if (enabled)' }),
    },
    { name: 'an existing machine', code: existing, applies: false },
  ],
  invalid: [
    {
      name: 'no item',
      code: alone,
      message:
        "'web1' is not protected by Azure Backup: no protected item has it as its source. Add one with a backup policy",
    },
    {
      name: 'a stopped item',
      code: machineAndItem({ ...marked, item: and("protectionState: 'ProtectionStopped'") }),
      message: "'web1' is not backed up: its protected item is stopped. Resume its protection",
    },
    {
      name: 'an item without a policy',
      code: machineAndItem({ ...marked, item: without('policyId') }),
      message: "'web1' is not backed up: its protected item has no policy. Give it one",
    },
    {
      name: 'an item of another machine',
      code: machineAndItem({
        ...marked,
        item: active.replace('vm.id', "resourceId('Microsoft.Compute/virtualMachines', 'db1')"),
      }),
    },
    {
      name: 'an item of a database on it',
      code: machineAndItem({
        ...marked,
        item: active.replace("'Microsoft.Compute/virtualMachines'", "'AzureVmWorkloadSQLDatabase'"),
      }),
    },
    {
      name: 'an item in a fabric that there is not',
      code: inFabric('Azurex'),
      message:
        "'web1' is not backed up: its protected item is in a fabric that Azure does not have. Name the fabric 'Azure', the second segment of the item's name",
    },
    { name: 'an item that is not deployed', code: machineAndItem({ ...marked, condition: 'if (false)' }) },
  ],
  undecided: [
    {
      name: 'an item under a condition',
      code: machineAndItem({ ...marked, condition: 'if (enabled)' }),
      because: /enabled/,
    },
    { name: 'items in a loop over another list', code: unknownLoop('others'), because: /machines|others/ },
    {
      name: 'a machine under a condition',
      code: machineAndItem({ machineCondition: 'if (enabled)', item: without('policyId') }),
      because: /whether 'web1' is deployed/,
    },
    {
      name: 'an item whose source may be it',
      code: machineAndItem({ item: active.replace('vm.id', "resourceId('Microsoft.Compute/virtualMachines', other)") }),
      because: /other/,
    },
    { name: 'protection by policy', code: alone, protectedBy: 'policy', because: /protectedBy is 'policy'/ },
    { name: 'protection from elsewhere', code: alone, protectedBy: 'elsewhere', because: /protectedBy is 'elsewhere'/ },
  ],
});
