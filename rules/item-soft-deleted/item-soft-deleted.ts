import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'item-soft-deleted',
  for: 'protectedItem',
  only: 'live',
  level: 'error',
  summary: 'No machine depends on a protected item that waits for its deletion',
  why: 'A soft-deleted item makes no recovery points, and those that it has are deleted for good when its time is over. Attackers delete backups first.',
  fix: 'Undelete the item and resume its backup, or protect the machine by another item; find out who deleted it.',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-azure-security-feature-cloud',
    'https://learn.microsoft.com/azure/backup/backup-azure-enhanced-soft-delete-about',
  ],
  controls: ['MCSB BR-2', 'NIST SP 800-53 CP-9'],
  options: {},
  check(item, { known, report }) {
    if (known(item.state) !== 'softDeleted') return undefined;
    if (known(item.isMachineGone) === true) return 'notApplicable';
    const machine = known(item.machine);
    const protectors = machine && known(machine.protectedItems);
    if (machine === undefined || protectors === undefined || protectors.length > 0) return undefined;

    const until = item.deletedForGood === undefined ? '' : ` on ${item.deletedForGood}`;
    report(
      item,
      `The protected item of '${machine.name}' is soft-deleted: no new recovery points are made, and the old ones are deleted for good${until}`,
      [machine, 'the machine'],
    );
    return undefined;
  },
});
