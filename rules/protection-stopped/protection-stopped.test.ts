import { it } from 'vitest';
import { testRule } from '../../src/testing/index.ts';
import { itemRows, machineId } from '../../src/testing/item-rows.ts';
import rule from './protection-stopped.ts';

const stopped = { protectionState: 'ProtectionStopped', policyId: '' };

testRule(it, rule, {
  valid: [
    { name: 'a running item', code: itemRows([{}]) },
    { name: 'a stopped item beside a running one', code: itemRows([stopped, {}]) },
    { name: 'an item of a machine that is gone', code: itemRows([stopped], `${machineId}2`), applies: false },
    { name: 'a soft-deleted item', code: itemRows([{ isScheduledForDeferredDelete: true }]), applies: false },
    {
      name: 'an item of a database',
      code: itemRows([{ ...stopped, backupManagementType: 'AzureWorkload' }]),
      applies: false,
    },
    {
      name: 'a row that has only the name of its policy',
      code: itemRows([{ policyId: null, policyName: 'DefaultPolicy' }]),
    },
  ],
  invalid: [
    {
      name: 'a stopped item',
      code: itemRows([stopped]),
      message: "Protection of 'web1' is stopped: no new recovery points are made",
    },
    {
      name: 'a paused item',
      code: itemRows([{ protectionState: 'protectionpaused' }]),
      message: /is paused/,
    },
    { name: 'a suspended item', code: itemRows([{ protectionState: 'BackupsSuspended' }]), message: /is suspended/ },
    {
      name: 'an item that only the current state calls stopped',
      code: itemRows([{ protectionState: null, currentProtectionState: 'ProtectionStopped' }]),
      message: /is stopped/,
    },
    { name: 'an item without a policy', code: itemRows([{ policyId: null }]), message: /has no backup policy/ },
    {
      name: 'an item that names its machine elsewhere',
      code: itemRows([{ ...stopped, sourceResourceId: null, dataSourceInfo: { resourceID: machineId.toUpperCase() } }]),
      message: /'web1' is stopped/,
    },
  ],
  undecided: [
    {
      name: 'an item of a machine that no list holds',
      code: itemRows([{ ...stopped, sourceResourceId: machineId.replace('Compute', 'ClassicCompute') }]),
      because: /was not found/,
    },
  ],
});
