import { it } from 'vitest';
import { arm, bicep, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './vault-region-mismatch.ts';

interface Parts {
  readonly vault?: string;
  readonly machine?: string;
  readonly vaultProperties?: string;
  readonly source?: string;
}

/** One machine, one vault and the item that ties them. */
function protectedMachine({
  vault = "'westeurope'",
  machine = "'westeurope'",
  vaultProperties = '{}',
  source = 'vm.id',
}: Parts): Snippet {
  return bicep`
    param location string = resourceGroup().location
    param region string
    param otherId string

    resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
      name: 'web1'
      location: ${machine}
      properties: {}
    }
    resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
      name: 'rsv'
      location: ${vault}
      properties: ${vaultProperties}
    }
    resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
      name: '\${vault.name}/Azure/iaasvmcontainer;iaasvmcontainerv2;\${resourceGroup().name};\${vm.name}/vm;iaasvmcontainerv2;\${resourceGroup().name};\${vm.name}'
      properties: {
        protectedItemType: 'Microsoft.Compute/virtualMachines'
        sourceResourceId: ${source}
        policyId: '\${vault.id}/backupPolicies/DefaultPolicy'
      }
    }
  `;
}

const share = bicep`
  resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
    name: 'rsv/Azure/StorageContainer;Storage;rg;account/AzureFileShare;share'
    properties: {
      protectedItemType: 'AzureFileShareProtectedItem'
      sourceResourceId: '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/account'
      policyId: '/subscriptions/1/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/rsv/backupPolicies/p'
    }
  }
`;

const existingVault = bicep`
  resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
    name: 'web1'
    location: 'westeurope'
  }
  resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' existing = {
    name: 'rsv'
  }
  resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
    name: '\${vault.name}/Azure/iaasvmcontainer;iaasvmcontainerv2;rg;web1/vm;iaasvmcontainerv2;rg;web1'
    properties: {
      protectedItemType: 'Microsoft.Compute/virtualMachines'
      sourceResourceId: vm.id
      policyId: '\${vault.id}/backupPolicies/DefaultPolicy'
    }
  }
`;

const inArm = arm`{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "variables": { "region": [|"North Europe"|] },
  "resources": [
    { "type": "Microsoft.Compute/virtualMachines", "apiVersion": "2024-07-01", "name": "web1", "location": "westeurope" },
    { "type": "Microsoft.RecoveryServices/vaults", "apiVersion": "2024-04-01", "name": "rsv", "location": "[variables('region')]" },
    {
      "type": "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
      "apiVersion": "2024-04-01",
      "name": "[concat('rsv/Azure/iaasvmcontainer;iaasvmcontainerv2;', resourceGroup().name, ';web1/vm;iaasvmcontainerv2;', resourceGroup().name, ';web1')]",
      "properties": {
        "protectedItemType": "Microsoft.Compute/virtualMachines",
        "sourceResourceId": "[toLower(resourceId('Microsoft.Compute/virtualMachines', 'web1'))]",
        "policyId": "[resourceId('Microsoft.RecoveryServices/vaults/backupPolicies', 'rsv', 'DefaultPolicy')]"
      }
    }
  ]
}`;

testRule(it, rule, {
  valid: [
    { name: 'the same region', code: protectedMachine({}) },
    { name: 'the same region, spelled differently', code: protectedMachine({ vault: "'West Europe'" }) },
    {
      name: 'the same unknown',
      code: protectedMachine({ vault: 'toUpper(location)', machine: 'resourceGroup().location' }),
    },
    {
      name: 'a vault for other regions',
      code: protectedMachine({
        vault: "'uaenorth'",
        vaultProperties: "{ regionOfChoiceSettings: { status: 'Enabled' } }",
      }),
    },
    { name: 'an item of a file share', code: share, applies: false },
  ],
  invalid: [
    {
      name: 'two regions',
      code: protectedMachine({ vault: "[|'northeurope'|]" }),
      message:
        "Vault 'rsv' is in 'northeurope', but virtual machine 'web1' is in 'westeurope': Azure Backup cannot protect it from there. Put the vault into 'westeurope'",
    },
    { name: 'two regions in ARM, through a variable', code: inArm, message: /'North Europe'.*'westeurope'/ },
    {
      name: "the group's region, when it is known",
      code: protectedMachine({ vault: 'location' }),
      context: { location: 'eastus' },
      message: /'eastus'.*'westeurope'/,
    },
  ],
  undecided: [
    { name: 'a region without a value', code: protectedMachine({ machine: 'region' }), because: /region/ },
    { name: 'an existing vault', code: existingVault, because: /existing/ },
    {
      name: 'a machine of another template',
      code: protectedMachine({ source: "resourceId('Microsoft.Compute/virtualMachines', 'db1')" }),
      because: /'db1' is not declared/,
    },
  ],
});
