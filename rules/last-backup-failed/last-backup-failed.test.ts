import { it } from 'vitest';
import { rows, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './last-backup-failed.ts';

const groups = '/subscriptions/1/resourceGroups';
const machineId = `${groups}/app/providers/Microsoft.Compute/virtualMachines/web1`;
const vaultId = `${groups}/backup/providers/Microsoft.RecoveryServices/vaults/rsv`;
const itemId = `${vaultId}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;app;web1/protectedItems/vm;iaasvmcontainerv2;app;web1`;

/** One machine and one item. */
function item(properties: object, machine = machineId): Snippet {
  const written = {
    backupManagementType: 'AzureIaasVM',
    sourceResourceId: machineId,
    policyId: `${vaultId}/backupPolicies/DefaultPolicy`,
    protectionState: 'Protected',
    ...properties,
  };
  return rows('2026-11-24T03:00:00Z', [{ id: machine }, { id: `[|${itemId}|]`, properties: written }]);
}

const failed = { lastBackupStatus: 'Failed' };
const healthy = { code: 400239, title: 'IaasVmHealthGreenDefault', message: 'All is well.' };
const agentError = { code: 400300, title: 'UserErrorGuestAgentStatusUnavailable', message: 'No answer.' };
const agentPage = 'https://learn.microsoft.com/azure/backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout';
const generalPage = 'https://learn.microsoft.com/azure/backup/backup-azure-vms-troubleshoot';

testRule(it, rule, {
  valid: [
    { name: 'completed', code: item({ lastBackupStatus: 'Completed' }) },
    { name: 'completed, in another case', code: item({ lastBackupStatus: 'completed' }) },
    { name: 'completed with warnings', code: item({ lastBackupStatus: 'CompletedWithWarnings' }) },
    { name: 'one that waits for its first', code: item({ protectionState: 'IRPending' }), applies: false },
    {
      name: 'a stopped item',
      code: item({ ...failed, currentProtectionState: 'ProtectionStopped' }),
      applies: false,
    },
    { name: 'an item of a machine that is gone', code: item(failed, `${machineId}2`), applies: false },
  ],
  invalid: [
    {
      name: 'failed without a code',
      code: item({ ...failed, healthDetails: [healthy] }),
      message: "The last backup of 'web1' failed (Failed); its row names no error code",
    },
    {
      name: 'failed with a code in healthDetails',
      code: item({ ...failed, healthDetails: [healthy, agentError] }),
      message: `The last backup of 'web1' failed with UserErrorGuestAgentStatusUnavailable: No answer. See ${agentPage}`,
    },
    {
      name: 'failed with a code in kpisHealths',
      code: item({
        ...failed,
        kpisHealths: {
          BackupHealth: {
            resourceHealthStatus: 'TransientDegraded',
            resourceHealthDetails: [{ code: 'UserErrorVmNotInDesirableState' }],
          },
        },
      }),
      message: `The last backup of 'web1' failed with UserErrorVmNotInDesirableState. See ${generalPage}`,
    },
    {
      name: 'failed with a number only',
      code: item({ ...failed, healthDetails: [{ code: 400107, title: 'A sentence.' }] }),
      message: `The last backup of 'web1' failed with 400107: A sentence. See ${generalPage}`,
    },
    {
      name: 'protection in error, without a status',
      code: item({ protectionState: 'ProtectionError' }),
      message: /failed \(ProtectionError\)/,
    },
  ],
  undecided: [
    { name: 'a running backup', code: item({ lastBackupStatus: 'InProgress' }), because: /is running/ },
    { name: 'no status', code: item({}), because: /lastBackupStatus is empty/ },
    { name: 'an unknown status', code: item({ lastBackupStatus: 'Invalid' }), because: /'Invalid'/ },
  ],
});
