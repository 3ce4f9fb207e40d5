import type { ListName } from '../row-source.ts';

/**
 * The queries that an audit sends, whole and constant: no text from data or configuration ever becomes part of a query. Each projects only
 * what the estate and the exemptions read (a page may not exceed 16 MB) and is ordered by id, without which pages may overlap.
 * Scope goes into the request's `subscriptions` or `managementGroups`, never into the text.
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data#paging-results
 */
export const queries: Readonly<Record<ListName, string>> = {
  subscriptions: `resourcecontainers
| where type =~ 'microsoft.resources/subscriptions'
| project id, name, type, tenantId, subscriptionId, 
    properties = bag_pack(
      'state', properties.state,
      'managementGroupAncestorsChain', properties.managementGroupAncestorsChain)
| order by id asc`,

  virtualMachines: `resources
| where type =~ 'microsoft.compute/virtualmachines'
| project id, name, type, tenantId, location, resourceGroup, subscriptionId, managedBy, plan, tags,
    properties = bag_pack(
      'timeCreated', properties.timeCreated,
      'priority', properties.priority,
      'virtualMachineScaleSet', properties.virtualMachineScaleSet,
      'storageProfile', bag_pack(
        'imageReference', properties.storageProfile.imageReference,
        'osDisk', bag_pack(
          'createOption', properties.storageProfile.osDisk.createOption,
          'diffDiskSettings', properties.storageProfile.osDisk.diffDiskSettings)),
      'osProfile', bag_pack(
        'allowExtensionOperations', properties.osProfile.allowExtensionOperations,
        'windowsConfiguration', bag_pack('provisionVMAgent', properties.osProfile.windowsConfiguration.provisionVMAgent),
        'linuxConfiguration', bag_pack('provisionVMAgent', properties.osProfile.linuxConfiguration.provisionVMAgent)),
      'extended', bag_pack('instanceView', bag_pack('powerState', properties.extended.instanceView.powerState)))
| order by id asc`,

  vaults: `resources
| where type =~ 'microsoft.recoveryservices/vaults'
| project id, name, type, tenantId, location, resourceGroup, subscriptionId, tags,
    properties = bag_pack(
      'redundancySettings', properties.redundancySettings,
      'regionOfChoiceSettings', properties.regionOfChoiceSettings)
| order by id asc`,

  backupPolicies: `recoveryservicesresources
| where type =~ 'microsoft.recoveryservices/vaults/backuppolicies'
| where tostring(properties.backupManagementType) =~ 'AzureIaasVM'
| project id, name, type, tenantId, resourceGroup, subscriptionId,
    properties = bag_pack(
      'backupManagementType', properties.backupManagementType,
      'policyType', properties.policyType,
      'schedulePolicy', properties.schedulePolicy,
      'retentionPolicy', properties.retentionPolicy,
      'snapshotConsistencyType', properties.snapshotConsistencyType,
      'protectedItemsCount', properties.protectedItemsCount)
| order by id asc`,

  protectedItems: `recoveryservicesresources
| where type =~ 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems'
| where tostring(properties.backupManagementType) =~ 'AzureIaasVM'
| project id, name, type, tenantId, resourceGroup, subscriptionId,
    properties = bag_pack(
      'backupManagementType', properties.backupManagementType,
      'protectedItemType', properties.protectedItemType,
      'workloadType', properties.workloadType,
      'sourceResourceId', properties.sourceResourceId,
      'virtualMachineId', properties.virtualMachineId,
      'dataSourceId', properties.dataSourceId,
      'dataSourceInfo', properties.dataSourceInfo,
      'policyId', properties.policyId,
      'policyInfo', properties.policyInfo,
      'policyName', properties.policyName,
      'vaultId', properties.vaultId,
      'friendlyName', properties.friendlyName,
      'protectionState', properties.protectionState,
      'currentProtectionState', properties.currentProtectionState,
      'protectionStatus', properties.protectionStatus,
      'healthStatus', properties.healthStatus,
      'healthDetails', properties.healthDetails,
      'kpisHealths', properties.kpisHealths,
      'lastBackupStatus', properties.lastBackupStatus,
      'lastBackupTime', properties.lastBackupTime,
      'lastRecoveryPoint', properties.lastRecoveryPoint,
      'isScheduledForDeferredDelete', properties.isScheduledForDeferredDelete,
      'deferredDeleteTimeInUTC', properties.deferredDeleteTimeInUTC)
| order by id asc`,
};
