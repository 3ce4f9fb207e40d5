/** What an audit reads. Resource Graph shows a resource to whoever may read it. */
export const auditActions = [
  'Microsoft.Resources/subscriptions/read',
  'Microsoft.Compute/virtualMachines/read',
  'Microsoft.RecoveryServices/vaults/read',
  'Microsoft.RecoveryServices/vaults/backupPolicies/read',
  'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/read',
] as const;

/** What `--deep` reads besides. */
export const deepActions = ['Microsoft.Compute/virtualMachines/instanceView/read'] as const;

/** What it takes to ask for one's own permissions, as `doctor` does. */
const permissionActions = ['Microsoft.Authorization/permissions/read'] as const;

/**
 * The least-privilege custom role, as `az role definition create` takes it.
 * https://learn.microsoft.com/azure/role-based-access-control/custom-roles
 */
export function customRole(assignableScopes: readonly string[]): object {
  return {
    Name: 'Backup auditor (backuplint)',
    IsCustom: true,
    Description: 'Reads virtual machines, Recovery Services vaults, backup policies and protected items.',
    Actions: [...auditActions, ...deepActions, ...permissionActions],
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: assignableScopes,
  };
}
