import { defineRule } from '../../src/rule/index.ts';
import type { BackupOutcome } from '../../src/rule/index.ts';

export default defineRule({
  id: 'last-backup-failed',
  for: 'protectedItem',
  only: 'live',
  level: 'warning',
  summary: 'The last backup of every protected machine completed',
  why: 'A failed backup makes no recovery point; what made it fail usually makes the next one fail, too.',
  fix: 'Follow the page about the error code, then start a backup by hand to see that it completes.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-azure-vms-troubleshoot',
    'https://learn.microsoft.com/azure/backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9'],
  options: {},
  check(item, { known, report }) {
    if (known(item.active) === false || known(item.isMachineGone) === true) return 'notApplicable';
    const backup = known(item.lastBackup);
    if (backup?.kind === 'none') return 'notApplicable';
    if (backup?.kind === 'failed') report(item, `The last backup of '${item.name}' failed${reasonOf(backup)}`);
    return undefined;
  },
});

/** The status and the error code with its page; the first of several errors is the finding. */
function reasonOf({ written, errors }: BackupOutcome): string {
  const [error] = errors;
  if (error === undefined) return ` (${written}); its row names no error code`;
  const text = error.text === undefined ? '' : `: ${error.text.replace(/\.$/, '')}`;
  return ` with ${error.code}${text}. See ${error.page}`;
}
