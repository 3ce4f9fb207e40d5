import { defineRule, durationText } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup-stale',
  for: 'protectedItem',
  only: 'live',
  level: 'error',
  summary: 'Every protected machine has a recovery point as recent as its own policy schedules',
  why: 'A backup that is configured and does not run protects nothing: everything since the last recovery point is lost.',
  fix: 'Look at the backup jobs of the vault for what keeps the machine from being backed up, and start a backup by hand. The option slackHours says how late a backup may be.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-azure-vms-troubleshoot',
    'https://learn.microsoft.com/azure/backup/backup-azure-monitoring-built-in-monitor',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9', 'ISO/IEC 27001:2022 A.8.13'],
  options: {
    slackHours: {
      type: 'integer',
      minimum: 0,
      default: 6,
      description:
        'How many hours later than scheduled a recovery point may be: backups start late and take their time.',
    },
  },
  check(item, { options, known, report }) {
    if (known(item.active) === false || known(item.isMachineGone) === true) return 'notApplicable';
    const policy = known(item.policy);
    const gap = policy && known(policy.longestGapHours);
    const point = known(item.recoveryPoint);
    if (policy === undefined || gap === undefined || point === undefined) return undefined;

    const every = `its policy '${policy.name}' backs up at least every ${durationText(gap)}`;
    if (point.kind === 'taken') {
      if (point.ageHours <= gap + options.slackHours) return undefined;
      const age = durationText(point.ageHours);
      report(item, `The last recovery point of '${item.name}' is ${age} old (${point.time}), but ${every}`, [
        policy,
        'the policy',
      ]);
      return undefined;
    }
    const machine = known(item.machine);
    const age = machine && known(machine.ageHours);
    if (age === undefined || age <= gap + options.slackHours) return undefined;
    report(item, `'${item.name}' exists for ${durationText(age)} and still waits for its first backup, but ${every}`, [
      policy,
      'the policy',
    ]);
    return undefined;
  },
});
