import { it } from 'vitest';
import { rows, testRule } from '../../src/testing/index.ts';
import type { Snippet } from '../../src/testing/index.ts';
import rule from './protection-stopped.ts';

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

const stopped = { protectionState: 'ProtectionStopped', policyId: '' };

testRule(it, rule, {
  valid: [
    { name: 'a running item', code: items([{}]) },
    { name: 'a stopped item beside a running one', code: items([stopped, {}]) },
    { name: 'an item of a machine that is gone', code: items([stopped], `${machineId}2`), applies: false },
    { name: 'a soft-deleted item', code: items([{ isScheduledForDeferredDelete: true }]), applies: false },
    {
      name: 'an item of a database',
      code: items([{ ...stopped, backupManagementType: 'AzureWorkload' }]),
      applies: false,
    },
    {
      name: 'a row that has only the name of its policy',
      code: items([{ policyId: null, policyName: 'DefaultPolicy' }]),
    },
  ],
  invalid: [
    {
      name: 'a stopped item',
      code: items([stopped]),
      message: "Protection of 'web1' is stopped: no new recovery points are made",
    },
    {
      name: 'a paused item',
      code: items([{ protectionState: 'protectionpaused' }]),
      message: /is paused/,
    },
    { name: 'a suspended item', code: items([{ protectionState: 'BackupsSuspended' }]), message: /is suspended/ },
    {
      name: 'an item that only the current state calls stopped',
      code: items([{ protectionState: null, currentProtectionState: 'ProtectionStopped' }]),
      message: /is stopped/,
    },
    { name: 'an item without a policy', code: items([{ policyId: null }]), message: /has no backup policy/ },
    {
      name: 'an item that names its machine elsewhere',
      code: items([{ ...stopped, sourceResourceId: null, dataSourceInfo: { resourceID: machineId.toUpperCase() } }]),
      message: /'web1' is stopped/,
    },
  ],
  undecided: [
    {
      name: 'an item of a machine that no list holds',
      code: items([{ ...stopped, sourceResourceId: machineId.replace('Compute', 'ClassicCompute') }]),
      because: /was not found/,
    },
  ],
});
