import { it } from 'vitest';
import { testRule } from '../../src/testing/index.ts';
import { itemRows, machineId } from '../../src/testing/item-rows.ts';
import rule from './item-soft-deleted.ts';

const deleted = { isScheduledForDeferredDelete: true, deferredDeleteTimeInUTC: '2026-12-04T10:00:00Z' };

testRule(it, rule, {
  valid: [
    { name: 'an item', code: itemRows([{ isScheduledForDeferredDelete: false }]) },
    { name: 'a stopped item', code: itemRows([{ protectionState: 'ProtectionStopped' }]) },
    { name: 'a deleted item beside a running one', code: itemRows([deleted, {}]) },
    { name: 'an item of a machine that is gone', code: itemRows([deleted], `${machineId}2`), applies: false },
  ],
  invalid: [
    {
      name: 'a deleted item',
      code: itemRows([deleted]),
      message:
        "The protected item of 'web1' is soft-deleted: no new recovery points are made, and the old ones are deleted for good on 2026-12-04T10:00:00.000Z",
    },
    {
      name: 'an item that only its state calls deleted',
      code: itemRows([{ currentProtectionState: 'SoftDeleted' }]),
      message: /are deleted for good$/,
    },
    { name: 'an item that says it in text', code: itemRows([{ isScheduledForDeferredDelete: 'True' }]) },
    {
      name: 'a deleted item beside a stopped one',
      code: itemRows([deleted, { protectionState: 'ProtectionStopped' }]),
    },
  ],
  undecided: [
    {
      name: 'an item of a machine that no list holds',
      code: itemRows([{ ...deleted, sourceResourceId: machineId.replace('Compute', 'ClassicCompute') }]),
      because: /was not found/,
    },
  ],
});
