/** A template, and what its rules are to say of both sides: fails by rule, counted. */
export interface Scenario {
  readonly name: string;
  readonly bicep: string;
  /** Rules that fail, once for each subject; the same on both sides but for what rows do not hold. */
  readonly fails: readonly string[];
}

interface Parts {
  /** Before everything else. */
  readonly head?: string;
  readonly machine?: string;
  readonly machineLocation?: string;
  readonly vault?: string;
  readonly vaultLocation?: string;
  readonly policy?: string;
  readonly item?: string;
  readonly itemName?: string;
  /** In place of the item, or after everything. */
  readonly more?: string;
  readonly withoutItem?: true;
}

const daily = `
    schedulePolicy: {
      schedulePolicyType: 'SimpleSchedulePolicy'
      scheduleRunFrequency: 'Daily'
      scheduleRunTimes: ['2026-01-01T20:00:00Z']
    }`;
const thirtyDays = retention('dailySchedule', 30, 'Days');
const ownName =
  'iaasvmcontainer;iaasvmcontainerv2;${resourceGroup().name};${vm.name}/vm;iaasvmcontainerv2;${resourceGroup().name};${vm.name}';
const protects = `
    protectedItemType: 'Microsoft.Compute/virtualMachines'
    sourceResourceId: vm.id
    policyId: policy.id`;

function retention(tier: string, count: number, durationType: string): string {
  return `
    retentionPolicy: {
      retentionPolicyType: 'LongTermRetentionPolicy'
      ${tier}: { retentionDuration: { count: ${count}, durationType: '${durationType}' } }
    }`;
}

function hourly(interval: number, window: number): string {
  return `
    policyType: 'V2'
    schedulePolicy: {
      schedulePolicyType: 'SimpleSchedulePolicyV2'
      scheduleRunFrequency: 'Hourly'
      hourlySchedule: { interval: ${interval}, scheduleWindowStartTime: '2026-01-01T08:00:00Z', scheduleWindowDuration: ${window} }
    }`;
}

/** A machine, a vault, a policy and an item that ties them. */
function estate(parts: Parts): string {
  const {
    head = '',
    machine = '',
    machineLocation = "'westeurope'",
    vault = "redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' }",
    vaultLocation = "'westeurope'",
    policy = daily + thirtyDays,
    item = protects,
    itemName = ownName,
    more = '',
  } = parts;
  return `${head}
resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
  name: 'Web1'
  location: ${machineLocation}
  properties: {${machine}
  }
}
resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
  name: 'rsv-Main'
  location: ${vaultLocation}
  properties: {
    ${vault}
  }
}
resource policy 'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {
  parent: vault
  name: 'Own'
  properties: {
    backupManagementType: 'AzureIaasVM'${policy}
  }
}
${parts.withoutItem === true ? '' : itemResource('item', `rsv-Main/Azure/${itemName}`, item)}
${more}
`;
}

function itemResource(symbol: string, name: string, properties: string): string {
  return `resource ${symbol} 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems@2024-04-01' = {
  name: '${name}'
  properties: {${properties}
  }
}`;
}

const without = (property: string): string => protects.replace(new RegExp(`\\n *${property}:.*`), '');
const and = (line: string): string => `${protects}\n    ${line}`;

export const scenarios: readonly Scenario[] = [
  ...scenariosOf([], {
    'a protected machine': {},
    'regions in other spelling': { vaultLocation: "'West Europe'" },
    'the region of the group': { machineLocation: 'resourceGroup().location' },
    'the region of a parameter': { head: "param region string = 'WESTEUROPE'", machineLocation: 'region' },
    'ids in another case': {
      item: protects.replace('vm.id', 'toUpper(vm.id)').replace('policy.id', 'toLower(policy.id)'),
    },
    'an item without a source': { item: without('sourceResourceId') },
    'names in another case': {
      itemName: ownName.replace('iaasvmcontainer;', 'IaasVMContainer;').replace('/vm;', '/VM;'),
    },
    'the older type of items': {
      item: protects.replace("'Microsoft.Compute/virtualMachines'", "'AzureIaaSVMProtectedItem'"),
    },
    'a built-in policy': { item: protects.replace('policy.id', "'${vault.id}/backupPolicies/DefaultPolicy'") },
    'an item that waits for its first backup': { item: and("protectionState: 'IRPending'") },
    'a vault that may choose the region': {
      vaultLocation: "'northeurope'",
      vault:
        "redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' }, regionOfChoiceSettings: { status: 'Enabled' }",
    },
    'every 4 hours of 12': { policy: hourly(4, 12) + thirtyDays },
    'every 12 hours': { policy: hourly(12, 24) + thirtyDays },
    'an agentless policy': {
      policy: `${hourly(4, 12)}${thirtyDays}\n    snapshotConsistencyType: 'OnlyCrashConsistent'`,
    },
    'zone redundancy': { vault: "redundancySettings: { standardTierStorageRedundancy: 'ZoneRedundant' }" },
    'no redundancy that is set': { vault: '' },
    'redundancy in the child': {
      vault: '',
      more: "resource config 'Microsoft.RecoveryServices/vaults/backupstorageconfig@2024-04-01' = {\n  parent: vault\n  name: 'vaultstorageconfig'\n  properties: { storageModelType: 'GeoRedundant' }\n}",
    },
    'weeks of retention': { policy: daily + retention('dailySchedule', 5, 'Weeks') },
    'a simple retention': {
      policy: `${daily}\n    retentionPolicy: { retentionPolicyType: 'SimpleRetentionPolicy', retentionDuration: { count: 2, durationType: 'Months' } }`,
    },
    'a second item that is stopped': {
      more: itemResource('old', `rsv-Old/Azure/${ownName}`, and("protectionState: 'ProtectionStopped'")),
    },
    'an intent in place of an item': {
      withoutItem: true,
      more: "resource intent 'Microsoft.RecoveryServices/vaults/backupFabrics/backupProtectionIntent@2024-04-01' = {\n  name: 'rsv-Main/Azure/intent1'\n  properties: { protectionIntentItemType: 'AzureResourceItem', sourceResourceId: vm.id, policyId: policy.id }\n}",
    },
    'a policy of file shares beside it': {
      more: "resource shares 'Microsoft.RecoveryServices/vaults/backupPolicies@2024-04-01' = {\n  parent: vault\n  name: 'shares'\n  properties: { backupManagementType: 'AzureStorage', workLoadType: 'AzureFileShare' }\n}",
    },
    'an agent that is provisioned': { machine: '\n    osProfile: { linuxConfiguration: { provisionVMAgent: true } }' },
  }),
  ...scenariosOf(['vm-unprotected'], {
    'no item': { withoutItem: true },
    'an item without a policy': { item: without('policyId') },
    'a stopped item': { item: and("protectionState: 'ProtectionStopped'") },
    'a paused item': { item: and("protectionState: 'protectionpaused'") },
    'a suspended item': { item: and("protectionState: 'BackupsSuspended'") },
    'a deleted item': { item: and('isScheduledForDeferredDelete: true') },
    'an item of the database on it': {
      item: protects.replace("'Microsoft.Compute/virtualMachines'", "'AzureVmWorkloadSQLDatabase'"),
    },
    'a machine of the same name in another group': {
      item: protects.replace('vm.id', "resourceId('Other', 'Microsoft.Compute/virtualMachines', 'Web1')"),
    },
    'a name that only begins so': { item: protects.replace('vm.id', "'${vm.id}0'") },
    'a machine beside a protected one': {
      more: "resource other 'Microsoft.Compute/virtualMachines@2024-07-01' = {\n  name: 'Web2'\n  location: 'westeurope'\n  properties: {}\n}",
    },
    'a stopped and a deleted item': {
      item: and("protectionState: 'ProtectionStopped'"),
      more: itemResource('old', `rsv-Old/Azure/${ownName}`, and('isScheduledForDeferredDelete: true')),
    },
  }),
  ...scenariosOf(['vault-region-mismatch'], {
    'a vault in another region': { vaultLocation: "'northeurope'" },
    'a machine in another region': { machineLocation: "'West US 3'" },
    'a region by parameter': { head: "param region string = 'eastus2'", vaultLocation: 'region' },
  }),
  ...scenariosOf(['backup-frequency'], {
    'every 4 hours': { policy: hourly(4, 24) + thirtyDays },
    'once a week': {
      policy: `${daily.replace("'Daily'", "'Weekly'").replace('scheduleRunTimes', "scheduleRunDays: ['Sunday']\n      scheduleRunTimes")}${thirtyDays}`,
    },
  }),
  ...scenariosOf(['backup-retention'], {
    'three days of retention': { policy: daily + retention('dailySchedule', 3, 'Days') },
    'a retention in text': { policy: (daily + thirtyDays).replace('count: 30', "count: '5'") },
  }),
  ...scenariosOf(['vault-redundancy'], {
    'local redundancy': { vault: "redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant' }" },
    'local redundancy in another case': {
      vault: "redundancySettings: { standardTierStorageRedundancy: 'locallyredundant' }",
    },
    'local redundancy in the child': {
      vault: '',
      more: "resource config 'Microsoft.RecoveryServices/vaults/backupstorageconfig@2024-04-01' = {\n  parent: vault\n  name: 'vaultstorageconfig'\n  properties: { storageModelType: 'LocallyRedundant' }\n}",
    },
  }),
  ...scenariosOf(['vm-agent-missing'], {
    'extensions that are blocked': { machine: '\n    osProfile: { allowExtensionOperations: false }' },
    'extensions that are blocked in text': { machine: "\n    osProfile: { allowExtensionOperations: 'False' }" },
  }),
  ...scenariosOf(['vault-subscription-mismatch', 'vm-unprotected'], {
    'a machine of the same name in another subscription': {
      item: protects.replace(
        'vm.id',
        "resourceId('22222222-2222-2222-2222-222222222222', 'RG-App', 'Microsoft.Compute/virtualMachines', 'Web1')",
      ),
    },
  }),
  ...scenariosOf(['vault-region-mismatch', 'vm-unprotected'], {
    'a stopped item in another region': {
      vaultLocation: "'northeurope'",
      item: and("protectionState: 'ProtectionStopped'"),
    },
  }),
];

function scenariosOf(fails: readonly string[], list: Readonly<Record<string, Parts>>): readonly Scenario[] {
  return Object.entries(list).map(([name, parts]) => ({ name, fails, bicep: estate(parts) }));
}
