import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'vault-subscription-mismatch',
  for: 'protectedItem',
  level: 'error',
  summary: 'The vault of each protected item is in the subscription of its virtual machine',
  why: 'A Recovery Services vault protects only machines of its own subscription: Azure refuses the protected item, and the machine stays without backup.',
  fix: 'Protect the machine by a vault of its own subscription. Their resource groups may differ.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas',
    'https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9'],
  options: {},
  check(item, { known, report }) {
    if (known(item.isMachineGone) === true) return 'notApplicable';
    const sameSubscription = known(item.sameSubscription);
    if (sameSubscription !== false) return undefined;

    const vault = known(item.vault);
    const machine = known(item.machine);
    report(
      item.source,
      `The vault that is to protect virtual machine '${item.name}' is in another subscription: Azure Backup cannot protect it from there. Protect it by a vault of its own subscription`,
      ...(vault === undefined ? [] : [[vault, 'the vault'] as const]),
      ...(machine === undefined ? [] : [[machine, 'the virtual machine'] as const]),
    );
    return undefined;
  },
});
