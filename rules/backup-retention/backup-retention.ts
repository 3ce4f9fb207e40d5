import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup-retention',
  for: 'backupPolicy',
  level: 'warning',
  summary: 'Every backup policy for virtual machines keeps each recovery point long enough',
  why: 'Damage is often noticed late; when retention is short, only recovery points from after the damage are left.',
  fix: 'Raise retentionDuration of the retention tier that the message names, or lower the option minDays.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-azure-vm-backup-faq',
    'https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults/backuppolicies',
  ],
  controls: ['MCSB BR-1', 'MCSB BR-2', 'NIST SP 800-53 CP-9'],
  options: {
    minDays: {
      type: 'integer',
      minimum: 1,
      maximum: 9999,
      default: 7,
      description: 'Days that every scheduled recovery point must be kept.',
    },
  },
  check(policy, { options, known, report }) {
    const retention = known(policy.retention);
    if (retention === undefined || retention.days >= options.minDays) return;

    const tier = retention.tier === 'simple' ? 'recovery points' : `${retention.tier} recovery points`;
    const written = retention.written.endsWith('Days') ? '' : ` (${retention.written})`;
    report(
      policy.retention,
      `Policy '${policy.name}' keeps ${tier} ${days(retention.days)}${written}, less than the ${days(options.minDays)} that are wanted`,
    );
  },
});

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
