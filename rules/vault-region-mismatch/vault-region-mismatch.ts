import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'vault-region-mismatch',
  for: 'protectedItem',
  level: 'error',
  summary: 'The vault of each protected item is in the region of its virtual machine',
  why: 'A Recovery Services vault protects only machines of its own region: Azure refuses the protected item, and the machine stays without backup.',
  fix: 'Deploy the vault to the region of the machine, or protect the machine by a vault that is there.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault',
    'https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9'],
  options: {},
  check(item, { known, report }) {
    if (known(item.isMachineGone) === true) return 'notApplicable';
    const machine = known(item.machine);
    const vault = known(item.vault);
    if (machine === undefined || vault === undefined) return undefined;

    if (known(item.sameRegion) !== false) return undefined;
    const here = known(vault.location)?.name ?? '';
    const there = known(machine.location)?.name ?? '';
    report(
      vault.location,
      `Vault '${vault.name}' is in '${here}', but virtual machine '${machine.name}' is in '${there}': Azure Backup cannot protect it from there. Put the vault into '${there}'`,
      [machine.location, `virtual machine '${machine.name}' is in '${there}'`],
      [item, 'this item ties them'],
    );
    return undefined;
  },
});
