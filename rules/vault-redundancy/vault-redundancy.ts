import { defineRule, storageRedundancies } from '../../src/rule/index.ts';

export default defineRule({
  id: 'vault-redundancy',
  for: 'vault',
  level: 'warning',
  summary: 'Every Recovery Services vault stores its backups redundantly enough',
  why: 'Locally redundant backups are lost together with the data center. The redundancy can be changed only until the first machine is protected.',
  fix: 'Set redundancySettings.standardTierStorageRedundancy of the vault, in one place, to a redundancy that is allowed.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault#set-storage-redundancy',
    'https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults/backupstorageconfig',
  ],
  controls: ['MCSB BR-2', 'NIST SP 800-53 CP-6'],
  options: {
    allowed: {
      type: 'array',
      items: { type: 'string', enum: storageRedundancies },
      default: ['GeoRedundant', 'ZoneRedundant', 'ReadAccessGeoZoneRedundant'],
      description: 'Redundancies that are accepted.',
    },
  },
  check(vault, { options, known, report }) {
    const wanted = options.allowed.join(', ');
    for (const { value, property } of vault.redundancy) {
      const redundancy = known(value);
      if (redundancy === undefined || options.allowed.includes(redundancy)) continue;
      const set =
        value.known && value.isDefault ? `is ${redundancy} by Azure's default` : `is ${redundancy} (${property})`;
      report(value, `Storage of vault '${vault.name}' ${set}, which is not among the allowed: ${wanted}`);
    }
    const [first, ...others] = vault.redundancy;
    const one = first && known(first.value);
    for (const { value, property } of others) {
      const other = known(value);
      if (first === undefined || one === undefined || other === undefined || one === other) continue;
      report(
        value,
        `Vault '${vault.name}' gets two redundancies, ${one} (${first.property}) and ${other} (${property}), and Azure does not document which one wins. Set it in one place`,
        [first.value, `${one} is set here`],
      );
    }
  },
});
