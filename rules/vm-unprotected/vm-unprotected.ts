import { defineRule } from '../../src/rule/index.ts';
import type { ItemState } from '../../src/rule/index.ts';

const stateWords: Readonly<Record<ItemState, string>> = {
  active: 'does not run',
  withoutPolicy: 'has no policy. Give it one',
  wrongFabric:
    "is in a fabric that Azure does not have. Name the fabric 'Azure', the second segment of the item's name",
  stopped: 'is stopped. Resume its protection',
  paused: 'is paused. Resume its protection',
  suspended: 'is suspended. Resume its protection',
  softDeleted: 'is soft-deleted. Undelete it and resume its protection',
};

export default defineRule({
  id: 'vm-unprotected',
  for: 'virtualMachine',
  level: { template: 'warning', live: 'error' },
  summary: 'Every virtual machine is protected by Azure Backup',
  why: 'A machine without a protected item has no recovery points: what is deleted or encrypted on it is lost.',
  fix: "Add a protected item with the machine as its sourceResourceId and a backup policy. Where protection comes from elsewhere, say so in the configuration: 'protectedBy' for templates, 'audit.exclude' for running machines.",
  references: [
    'https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare',
    'https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9', 'ISO/IEC 27001:2022 A.8.13'],
  options: {},
  check(machine, { known, report }) {
    const items = known(machine.protectedItems);
    if (items === undefined || items.length > 0) return;

    const [idle] = machine.idleItems;
    if (idle === undefined) {
      report(
        machine,
        `'${machine.name}' is not protected by Azure Backup: no protected item has it as its source. Add one with a backup policy`,
      );
      return;
    }
    const state = known(idle.state) ?? 'active';
    report(machine, `'${machine.name}' is not backed up: its protected item ${stateWords[state]}`, [
      idle,
      'the item that does not back it up',
    ]);
  },
});
