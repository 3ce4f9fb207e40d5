import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'protection-stopped',
  for: 'protectedItem',
  only: 'live',
  level: 'warning',
  summary: 'No machine depends on a protected item whose protection is stopped, paused or without a policy',
  why: 'Such an item keeps old recovery points and makes no new ones, although the machine looks protected.',
  fix: 'Resume the backup with a policy, or protect the machine by another item. Where the machine needs no backup, exclude it in the configuration (audit.exclude).',
  references: [
    'https://learn.microsoft.com/azure/backup/backup-azure-manage-vms#resume-protection-of-a-vm',
    'https://learn.microsoft.com/azure/backup/backup-azure-manage-vms#stop-protecting-a-vm',
  ],
  controls: ['MCSB BR-1', 'NIST SP 800-53 CP-9'],
  options: {},
  check(item, { known, report }) {
    const state = known(item.state);
    if (state === 'softDeleted') return 'notApplicable';
    if (state === undefined || state === 'active') return undefined;
    if (known(item.isMachineGone) === true) return 'notApplicable';
    const machine = known(item.machine);
    const protectors = machine && known(machine.protectedItems);
    if (machine === undefined || protectors === undefined || protectors.length > 0) return undefined;

    const what = state === 'withoutPolicy' ? 'has no backup policy' : `is ${state}`;
    report(item, `Protection of '${machine.name}' ${what}: no new recovery points are made`, [machine, 'the machine']);
    return undefined;
  },
});
