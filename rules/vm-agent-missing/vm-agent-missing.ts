import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'vm-agent-missing',
  for: 'virtualMachine',
  level: 'error',
  summary: 'Every virtual machine has the VM agent that the backup extension needs',
  why: 'Azure Backup takes application-consistent snapshots through an extension, which the VM agent installs. Without the agent, or with extensions blocked, backups fail.',
  fix: 'Remove the setting or set it to true; install the agent by hand on disks that were brought from elsewhere. A policy with snapshotConsistencyType OnlyCrashConsistent needs no agent.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare#install-the-vm-agent',
    'https://learn.microsoft.com/azure/virtual-machines/extensions/agent-windows',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9'],
  options: {},
  check(machine, { known, report }) {
    const agent = known(machine.agent);
    if (agent === 'notProvisioned') {
      report(
        machine.agent,
        `'${machine.name}' is deployed without the VM agent, so that the backup extension cannot be installed. Set provisionVMAgent to true`,
      );
    }
    if (agent === 'notReady') {
      report(
        machine.agent,
        `The VM agent of '${machine.name}' does not answer, so that the backup extension cannot be used. Install or restart it`,
      );
    }
    if (agent === 'extensionsBlocked') {
      report(
        machine.agent,
        `'${machine.name}' allows no extensions, so that the backup extension cannot be installed. Set allowExtensionOperations to true`,
      );
    }
  },
});
