import { it } from 'vitest';
import { rows, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './item-soft-deleted.ts';

const groups = '/subscriptions/1/resourceGroups';
const machineId = `${groups}/app/providers/Microsoft.Compute/virtualMachines/web1`;
const item = {
  backupManagementType: 'AzureIaasVM',
  sourceResourceId: machineId,
  policyId: `${groups}/backup/providers/Microsoft.RecoveryServices/vaults/rsv1/backupPolicies/DefaultPolicy`,
  protectionState: 'Protected',
};

function itemId(vault: string): string {
  const name = 'iaasvmcontainerv2;app;web1';
  return `${groups}/backup/providers/Microsoft.RecoveryServices/vaults/${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;${name}/protectedItems/vm;${name}`;
}

/** A machine and its items, each in a vault of its own; the first is the one that may fail. */
function items(list: readonly object[], machine = machineId): Snippet {
  return rows('2026-11-24T03:00:00Z', [
    { id: machine },
    ...list.map((properties, index) => ({
      id: index === 0 ? `[|${itemId('rsv0')}|]` : itemId(`rsv${index}`),
      properties: { ...item, ...properties },
    })),
  ]);
}

const deleted = { isScheduledForDeferredDelete: true, deferredDeleteTimeInUTC: '2026-12-04T10:00:00Z' };

testRule(it, rule, {
  valid: [
    { name: 'an item', code: items([{ isScheduledForDeferredDelete: false }]) },
    { name: 'a stopped item', code: items([{ protectionState: 'ProtectionStopped' }]) },
    { name: 'a deleted item beside a running one', code: items([deleted, {}]) },
    { name: 'an item of a machine that is gone', code: items([deleted], `${machineId}2`), applies: false },
  ],
  invalid: [
    {
      name: 'a deleted item',
      code: items([deleted]),
      message:
        "The protected item of 'web1' is soft-deleted: no new recovery points are made, and the old ones are deleted for good on 2026-12-04T10:00:00.000Z",
    },
    {
      name: 'an item that only its state calls deleted',
      code: items([{ currentProtectionState: 'SoftDeleted' }]),
      message: /are deleted for good$/,
    },
    { name: 'an item that says it in text', code: items([{ isScheduledForDeferredDelete: 'True' }]) },
    { name: 'a deleted item beside a stopped one', code: items([deleted, { protectionState: 'ProtectionStopped' }]) },
  ],
  undecided: [
    {
      name: 'an item of a machine that no list holds',
      code: items([{ ...deleted, sourceResourceId: machineId.replace('Compute', 'ClassicCompute') }]),
      because: /was not found/,
    },
  ],
});
