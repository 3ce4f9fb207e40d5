import { defineRule } from '../../src/rule/index.ts';
import type { BackupSchedule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup-frequency',
  for: 'backupPolicy',
  level: 'warning',
  summary: 'Every backup policy for virtual machines backs up as often as wanted',
  why: 'Too few backups lose too much work at a restore; more than needed cost snapshots and load.',
  fix: 'Change schedulePolicy (frequency, or interval and window of an hourly schedule), or the options minPerDay, maxPerDay and allowWeekly.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-azure-vms-enhanced-policy',
    'https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9'],
  options: {
    minPerDay: {
      type: 'integer',
      minimum: 0,
      atMost: 'maxPerDay',
      default: 1,
      description: 'Fewest scheduled backups a day.',
    },
    maxPerDay: { type: 'integer', minimum: 1, default: 5, description: 'Most scheduled backups a day.' },
    allowWeekly: { type: 'boolean', default: false, description: 'Whether weekly schedules are accepted.' },
  },
  check(policy, { options, known, report }) {
    const schedule = known(policy.schedule);
    if (schedule === undefined) return;
    const { minPerDay, maxPerDay, allowWeekly } = options;
    const wanted = minPerDay === maxPerDay ? `${minPerDay}` : `${minPerDay} to ${maxPerDay}`;

    if (schedule.frequency === 'Weekly') {
      if (allowWeekly || minPerDay === 0) return;
      report(
        policy.schedule,
        `Policy '${policy.name}' backs up weekly: less than once a day, and ${wanted} are wanted`,
      );
      return;
    }
    if (schedule.runsPerDay >= minPerDay && schedule.runsPerDay <= maxPerDay) return;
    report(
      policy.schedule,
      `Policy '${policy.name}' backs up ${times(schedule.runsPerDay)} a day${how(schedule)}, and ${wanted} are wanted`,
    );
  },
});

function how(schedule: BackupSchedule): string {
  if (schedule.frequency !== 'Hourly') return '';
  return ` (every ${schedule.intervalHours} hours over ${schedule.windowHours} hours)`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
