import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'vault-missing-in-region',
  for: 'virtualMachine',
  only: 'live',
  level: 'warning',
  summary: 'Every virtual machine has a Recovery Services vault in its own subscription and region',
  why: 'Azure Backup protects a machine from a vault of its own subscription and region only: without one, the machine cannot be protected at all.',
  fix: 'Create a Recovery Services vault in the region and the subscription of the machine; its resource group may be another one.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault',
    'https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9'],
  options: {},
  check(machine, { known, report }) {
    const vaults = known(machine.vaultsInReach);
    const region = known(machine.location);
    if (vaults === undefined || region === undefined || vaults.length > 0) return;
    report(
      machine,
      `'${machine.name}' is in '${region.name}', where its subscription has no Recovery Services vault: it cannot be protected before there is one`,
    );
  },
});
