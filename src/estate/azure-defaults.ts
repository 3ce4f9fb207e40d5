import type { StorageRedundancy } from './estate.ts';

/**
 * What Azure does when a template does not say. The only place where absence becomes a value; each default with its source.
 */
export const azureDefaults = {
  /** "Geo-redundant storage is the default": https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault#set-storage-redundancy */
  storageRedundancy: 'GeoRedundant' satisfies StorageRedundancy,
  /** https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults (`regionOfChoiceSettings`, for allow-listed customers) */
  acceptsOtherRegions: false,
  /** "default value is true": https://learn.microsoft.com/azure/templates/microsoft.compute/virtualmachines#windowsconfiguration */
  provisionVMAgent: true,
  /** "default value is true": https://learn.microsoft.com/azure/templates/microsoft.compute/virtualmachines#osprofile */
  allowExtensionOperations: true,
  /** Marketplace images have the agent: https://learn.microsoft.com/azure/virtual-machines/extensions/agent-windows */
  agentInImage: true,
  /** Agentless needs `snapshotConsistencyType`: https://learn.microsoft.com/azure/backup/backup-azure-vms-agentless-multi-disk-crash-consistent-overview */
  agentless: false,
  /** A month counts as 31 days: https://learn.microsoft.com/azure/backup/backup-azure-vm-backup-faq */
  daysPerUnit: { Days: 1, Weeks: 7, Months: 31, Years: 365 },
  /** Every vault has these, declared or not; neither is agentless: https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare */
  builtInPolicies: ['DefaultPolicy', 'EnhancedPolicy'],
} as const;
