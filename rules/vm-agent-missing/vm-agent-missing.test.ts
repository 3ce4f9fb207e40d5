import { it } from 'vitest';
import { arm, bicep, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './vm-agent-missing.ts';

function machine(properties: string): Snippet {
  return bicep`
    param flag bool
    param option string

    resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
      name: 'web1'
      location: 'westeurope'
      properties: {
        ${properties}
      }
    }
  `;
}

/** A machine without the agent, and the policy that protects it. */
function underPolicy(policyProperties: string): Snippet {
  return protectedBy(`'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {
      name: 'rsv/own'
      properties: { backupManagementType: 'AzureIaasVM', ${policyProperties} }
    }`);
}

/** The same machine under a policy that exists already. */
function underExistingPolicy(name: string): Snippet {
  return protectedBy(
    `'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' existing = { name: 'rsv/${name}' }`,
  );
}

function protectedBy(policy: string): Snippet {
  return bicep`
    resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
      name: 'web1'
      location: 'westeurope'
      properties: { osProfile: { windowsConfiguration: { provisionVMAgent: false } } }
    }
    resource policy ${policy}
    resource item 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
      name: 'rsv/Azure/iaasvmcontainer;iaasvmcontainerv2;rg;web1/vm;iaasvmcontainerv2;rg;web1'
      properties: { protectedItemType: 'Microsoft.Compute/virtualMachines', sourceResourceId: vm.id, policyId: policy.id }
    }
  `;
}

const asText = arm`{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Compute/virtualMachines",
      "apiVersion": "2024-07-01",
      "name": "web1",
      "location": "westeurope",
      "properties": { "osProfile": { "windowsConfiguration": { "provisionVmAgent": [|"false"|] } } }
    }
  ]
}`;

testRule(it, rule, {
  valid: [
    { name: 'nothing set', code: machine("storageProfile: { osDisk: { createOption: 'FromImage' } }") },
    {
      name: 'set to true',
      code: machine('osProfile: { allowExtensionOperations: true, linuxConfiguration: { provisionVMAgent: true } }'),
    },
    {
      name: 'an agentless policy',
      code: underPolicy("policyType: 'V2', snapshotConsistencyType: 'OnlyCrashConsistent'"),
    },
  ],
  invalid: [
    {
      name: 'no agent',
      code: machine('osProfile: { windowsConfiguration: { provisionVMAgent: [|false|] } }'),
      message:
        "'web1' is deployed without the VM agent, so that the backup extension cannot be installed. Set provisionVMAgent to true",
    },
    {
      name: 'no extensions',
      code: machine(
        'osProfile: { allowExtensionOperations: [|false|], linuxConfiguration: { provisionVMAgent: true } }',
      ),
      message:
        "'web1' allows no extensions, so that the backup extension cannot be installed. Set allowExtensionOperations to true",
    },
    { name: 'no agent, as text and in another case', code: asText },
    { name: 'a policy that needs the agent', code: underPolicy("policyType: 'V2'") },
    { name: 'a policy that every vault has', code: underExistingPolicy('EnhancedPolicy') },
  ],
  undecided: [
    {
      name: 'an attached disk',
      code: machine("storageProfile: { osDisk: { createOption: [|'Attach'|] } }"),
      because: /already exists/,
    },
    { name: 'a flag without a value', code: machine('osProfile: { allowExtensionOperations: flag }'), because: /flag/ },
    {
      name: 'a create option without a value',
      code: machine('storageProfile: { osDisk: { createOption: option } }'),
      because: /option/,
    },
    { name: 'a policy that exists already', code: underExistingPolicy('own'), because: /own/ },
  ],
});
