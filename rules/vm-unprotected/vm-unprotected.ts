import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'vm-unprotected',
  for: 'virtualMachine',
  level: { template: 'warning', live: 'error' },
  summary: 'Every virtual machine is protected by Azure Backup',
  why: 'A machine without a protected item has no recovery points: what is deleted or encrypted on it is lost.',
  fix: "Add a protected item with the machine as its sourceResourceId and a backup policy, or say with 'protectedBy' in the configuration that protection comes from elsewhere.",
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
    report(
      machine,
      `'${machine.name}' is not backed up: its protected item is stopped, paused or has no policy. Give the item a policy and resume protection`,
      [idle, 'the item that does not back it up'],
    );
  },
});
