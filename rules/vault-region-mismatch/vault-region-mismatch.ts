import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'vault-region-mismatch',
  for: 'protectedItem',
  level: 'error',
  summary: 'The vault of each protected item is in the region and the subscription of its virtual machine',
  why: 'A Recovery Services vault protects only machines of its own region and subscription: Azure refuses the protected item, and the machine stays without backup.',
  fix: 'Deploy the vault to the region and the subscription of the machine, or protect the machine by a vault that is there. Their resource groups may differ.',
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
    const sameSubscription = known(item.sameSubscription);

    if (machine !== undefined && vault !== undefined && known(item.sameRegion) === false) {
      const here = known(vault.location)?.name ?? '';
      const there = known(machine.location)?.name ?? '';
      report(
        vault.location,
        `Vault '${vault.name}' is in '${here}', but virtual machine '${machine.name}' is in '${there}': Azure Backup cannot protect it from there. Put the vault into '${there}'`,
        [machine.location, `virtual machine '${machine.name}' is in '${there}'`],
        [item, 'this item ties them'],
      );
    }
    if (sameSubscription === false) {
      report(
        item.source,
        `The vault that is to protect virtual machine '${item.name}' is in another subscription: Azure Backup cannot protect it from there. Protect it by a vault of its own subscription`,
        ...(vault === undefined ? [] : [[vault, 'the vault'] as const]),
        ...(machine === undefined ? [] : [[machine, 'the virtual machine'] as const]),
      );
    }
    return undefined;
  },
});
