import { rows } from './snippet.ts';
import type { Snippet } from './snippet.ts';

const groups = '/subscriptions/1/resourceGroups';

/** The machine that the items protect. */
export const machineId = `${groups}/app/providers/Microsoft.Compute/virtualMachines/web1`;

const item = {
  backupManagementType: 'AzureIaasVM',
  sourceResourceId: machineId,
  policyId: `${groups}/backup/providers/Microsoft.RecoveryServices/vaults/rsv1/backupPolicies/DefaultPolicy`,
  protectionState: 'Protected',
};

/** A machine and its items, each in a vault of its own and with these properties; the first is the one that may fail. */
export function itemRows(list: readonly object[], machine = machineId): Snippet {
  return rows('2026-11-24T03:00:00Z', [
    { id: machine },
    ...list.map((properties, index) => ({
      id: index === 0 ? `[|${itemId('rsv0')}|]` : itemId(`rsv${index}`),
      properties: { ...item, ...properties },
    })),
  ]);
}

function itemId(vault: string): string {
  const name = 'iaasvmcontainerv2;app;web1';
  return `${groups}/backup/providers/Microsoft.RecoveryServices/vaults/${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;${name}/protectedItems/vm;${name}`;
}
