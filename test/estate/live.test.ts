import { describe, expect, it } from 'vitest';
import { buildEstate } from '../../src/estate/build-estate.ts';
import { liveResource } from '../../src/input/rows/live-resource.ts';
import type { Gap } from '../../src/resource/resource.ts';

const now = new Date('2026-11-24T03:00:00Z');
const machineId = '/subscriptions/A1/resourceGroups/RG-App/providers/Microsoft.Compute/virtualMachines/Web1';
const vaultId = '/subscriptions/a1/resourceGroups/rg-backup/providers/Microsoft.RecoveryServices/vaults/RSV';
const policyId = `${vaultId}/backupPolicies/Daily`;

function itemId(tail = 'rg-app;web1', vault = vaultId): string {
  const name = `iaasvmcontainerv2;${tail}`;
  return `${vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${name}/protectedItems/VM;${name}`;
}

interface Given {
  readonly machine?: object;
  readonly item?: object;
  readonly itemColumns?: object;
  readonly gaps?: readonly Gap[];
  readonly rows?: readonly object[];
}

/** A machine, its vault and policy, and an item with these properties. */
function estateOf({ machine = {}, item, itemColumns = {}, gaps = [], rows = [] }: Given) {
  const all = [
    { id: machineId, type: 'microsoft.compute/virtualmachines', location: 'westeurope', ...machine },
    { id: vaultId, location: 'westeurope', properties: {} },
    {
      id: policyId.toUpperCase(),
      properties: { backupManagementType: 'AzureIaasVM', schedulePolicy: { scheduleRunFrequency: 'daily' } },
    },
    ...(item === undefined
      ? []
      : [{ id: itemId(), location: '', properties: { backupManagementType: 'AzureIaasVM', ...item }, ...itemColumns }]),
    ...rows,
  ];
  const resources = all.flatMap((row) => liveResource({ ...row }) ?? []);
  const inventory = { resources, gaps, diagnostics: [], suppressions: [] };
  return buildEstate(inventory, { source: 'live', protectedBy: 'template', now });
}

/** `protected`, `unprotected`, or why it is not known. */
function protectionOf(given: Given): string {
  const fact = estateOf(given).virtualMachine[0]?.protectedItems;
  if (fact?.known !== true) return fact?.because ?? 'no machine';
  return fact.value.length > 0 ? 'protected' : 'unprotected';
}

const source = { sourceResourceId: machineId.toLowerCase() };
const active = { ...source, policyId: policyId.toLowerCase(), protectionState: 'Protected' };

describe('what protects a machine', () => {
  it.each<readonly [string, object]>([
    ['its id in another case', { sourceResourceId: machineId.toUpperCase() }],
    [
      'dataSourceInfo',
      { dataSourceInfo: { datasourceType: 'Microsoft.Compute/virtualMachines', resourceID: machineId } },
    ],
    ['dataSourceInfo in another case', { DataSourceInfo: { resourceId: machineId } }],
    ['dataSourceId', { sourceResourceId: null, dataSourceId: machineId }],
    ['virtualMachineId', { sourceResourceId: '', dataSourceInfo: null, virtualMachineId: machineId }],
    ['the name alone', { friendlyName: 'Web1' }],
  ])('is told by %s', (_name, link) => {
    expect(protectionOf({ item: { policyId, protectionState: 'Protected', ...link } })).toBe('protected');
  });

  it.each<readonly [string, string, object]>([
    ['protected', 'while it waits for its first backup', { protectionState: 'IRPending' }],
    ['protected', 'in error', { protectionState: 'ProtectionError' }],
    ['protected', 'without a state', { protectionState: null }],
    ['protected', 'with an empty state', { protectionState: '', currentProtectionState: 'ProtectionConfigured' }],
    ['protected', 'with empty states', { protectionState: '', currentProtectionState: '' }],
    ['protected', 'with an empty word on its deletion', { isScheduledForDeferredDelete: '' }],
    ['protected', 'with the id of its policy elsewhere', { policyId: null, policyInfo: { policyId } }],
    ['protected', 'with the name of its policy only', { policyId: '', policyName: 'Daily' }],
    ['unprotected', 'stopped', { protectionState: 'ProtectionStopped' }],
    ['unprotected', 'stopped, as only the current state says', { currentProtectionState: 'protectionSTOPPED' }],
    ['unprotected', 'paused', { protectionState: 'ProtectionPaused' }],
    ['unprotected', 'suspended', { protectionState: 'BackupsSuspended' }],
    ['unprotected', 'soft-deleted', { isScheduledForDeferredDelete: true }],
    ['unprotected', 'soft-deleted, in text', { isScheduledForDeferredDelete: 'true' }],
    ['unprotected', 'soft-deleted, as its state says', { currentProtectionState: 'SoftDeleted' }],
    ['unprotected', 'about to be soft-deleted', { currentProtectionState: 'SoftDeleting' }],
    ['unprotected', 'not protected, as its state says', { currentProtectionState: 'NotProtected' }],
    ['unprotected', 'without its schedule', { currentProtectionState: 'BackupSchedulesSuspended' }],
    ['unprotected', 'without a policy', { policyId: null }],
    [
      'unprotected',
      'of the database on it',
      { backupManagementType: 'AzureWorkload', protectedItemType: 'AzureVmWorkloadSQLDatabase' },
    ],
    ['unprotected', 'of its old id, after a move', { sourceResourceId: machineId.replace('RG-App', 'rg-old') }],
  ])('is %s by an item %s', (expected, _name, change) => {
    expect(protectionOf({ item: { ...active, ...change } })).toBe(expected);
  });

  it('is not guessed from a state that nobody knows', () => {
    expect(protectionOf({ item: { ...active, protectionState: 'Invalid' } })).toMatch(/'Invalid' is no state/);
    const current = { protectionState: 'Invalid', currentProtectionState: 'ProtectionConfigured' };
    expect(protectionOf({ item: { ...active, ...current } })).toBe('protected');
  });

  it('is not guessed where an item says nothing at all', () => {
    const nameless = { id: `${vaultId}/backupFabrics/Azure/protectionContainers/c/protectedItems/i` };
    expect(protectionOf({ item: { policyId }, itemColumns: nameless })).toBe('unprotected');
  });

  it('reads properties that an export wrote as text', () => {
    const text = JSON.stringify({ backupManagementType: 'AzureIaasVM', ...active });
    expect(protectionOf({ item: {}, itemColumns: { properties: text } })).toBe('protected');
  });

  it('says of the idle item why it does not run', () => {
    const state = (change: object) => estateOf({ item: { ...active, ...change } }).protectedItem[0]?.state;
    expect(state({ policyId: null })).toMatchObject({ known: true, value: 'withoutPolicy' });
    expect(state({ protectionState: 'ProtectionPaused' })).toMatchObject({ known: true, value: 'paused' });
    expect(state({ isScheduledForDeferredDelete: true, protectionState: 'ProtectionStopped' })).toMatchObject({
      known: true,
      value: 'softDeleted',
    });
  });
});

describe('what is not visible', () => {
  const items = ['microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems'];

  it.each<readonly [string, Gap]>([
    ['anything', { because: 'lost' }],
    ['items of its subscription', { because: 'lost', subscriptionId: 'a1', types: items }],
    ['items of its region', { because: 'lost', region: 'West Europe', types: items }],
  ])('leaves it open: %s', (_name, gap) => {
    expect(protectionOf({ gaps: [gap] })).toMatch(/lost/);
  });

  it.each<readonly [string, Gap]>([
    ['items of another subscription', { because: 'lost', subscriptionId: 'b2', types: items }],
    ['items of another region', { because: 'lost', region: 'eastus', types: items }],
    ['vaults', { because: 'lost', types: ['microsoft.recoveryservices/vaults'] }],
  ])('is no matter of it: %s', (_name, gap) => {
    expect(protectionOf({ gaps: [gap] })).toBe('unprotected');
  });

  it('leaves it open whether the machine of an item is gone', () => {
    const item = { ...active, sourceResourceId: machineId.replace('Web1', 'Web2') };
    const gone = (gaps: readonly Gap[]) => estateOf({ item, gaps }).protectedItem[0]?.isMachineGone;
    expect(gone([])).toMatchObject({ known: true, value: true });
    expect(gone([{ because: 'lost', subscriptionId: 'b2' }])).toMatchObject({ known: true, value: true });
    expect(
      gone([{ because: 'lost', subscriptionId: 'a1', types: ['microsoft.compute/virtualmachines'] }]),
    ).toMatchObject({
      known: false,
      because: expect.stringMatching(/lost/),
    });
    expect(estateOf({ item: active }).protectedItem[0]?.isMachineGone).toMatchObject({ known: true, value: false });
  });
});

describe('what surrounds an item', () => {
  it('is found by ids in any case', () => {
    const [item] = estateOf({ item: active }).protectedItem;
    expect(item?.vault).toMatchObject({ known: true, value: { kind: 'vault' } });
    expect(item?.policy).toMatchObject({ known: true, value: { kind: 'backupPolicy' } });
    expect(item?.machine).toMatchObject({ known: true, value: { name: 'Web1' } });
    expect(item?.sameRegion).toMatchObject({ known: true, value: true });
  });

  it('has its region from the row of the vault', () => {
    const elsewhere = { id: vaultId.replace('RSV', 'RSV2'), location: 'northeurope' };
    const id = itemId('rg-app;web1', elsewhere.id);
    const [item] = estateOf({ item: active, itemColumns: { id }, rows: [elsewhere] }).protectedItem;
    expect(item?.sameRegion).toMatchObject({ known: true, value: false });
  });

  it('is not known where no row holds it, and says what could not be found', () => {
    const [item] = estateOf({ item: { ...active, policyId: `${vaultId}/backupPolicies/Other` } }).protectedItem;
    expect(item?.policy).toMatchObject({ known: false, because: "policy 'Other' was not found in what could be read" });
  });
});

describe('what rows do not hold', () => {
  it('is not known: redundancy', () => {
    const [vault] = estateOf({}).vault;
    expect(vault?.redundancy).toMatchObject([{ value: { known: false } }]);
  });

  it('is not known without asking: the agent, also when it was not provisioned', () => {
    const properties = { osProfile: { linuxConfiguration: { provisionVMAgent: false } } };
    const agent = estateOf({ machine: { properties } }).virtualMachine[0]?.agent;
    expect(agent).toMatchObject({ known: false, because: expect.stringMatching(/audit --deep/) });
  });

  it.each([
    ['Ready', 'available'],
    ['Not Ready', 'notReady'],
  ])('is what the machine answered: an agent that is %s is %s', (displayStatus, expected) => {
    const instanceView = { vmAgent: { statuses: [{ displayStatus }] } };
    const osProfile = { windowsConfiguration: { provisionVMAgent: false } };
    const [machine] = estateOf({ machine: { properties: { instanceView, osProfile } } }).virtualMachine;
    expect(machine?.agent).toMatchObject({ known: true, value: expected });
  });
});

describe('ages', () => {
  const ageOf = (timeCreated: unknown) =>
    estateOf({ machine: { properties: { timeCreated } } }).virtualMachine[0]?.ageHours;

  it.each([
    ['2026-11-24T01:00:00Z', 2],
    ['2026-11-24T01:00:00.1234567+00:00', 2],
    ['2026-11-24 01:00:00', 2],
    ['2026-11-24T02:00:00+01:00', 2],
    ['2026-11-23', 27],
    ['2026-11-24T03:50:00Z', 0],
    ['/Date(1795482000000)/', 2],
  ])('are counted from %s', (text, hours) => {
    const age = ageOf(text);
    expect(age?.known === true && Math.round(age.value)).toBe(hours);
  });

  it.each([[''], [null], ['0001-01-01T00:00:00'], ['24.11.2026'], ['2026-13-45T00:00:00Z'], [{ value: 1 }]])(
    'are not known of %j',
    (written) => {
      expect(ageOf(written)?.known).toBe(false);
    },
  );

  it.each(['2026-11-25T00:00:00Z', '9999-12-31T23:59:59Z', '/Date(9999999999999999)/'])(
    'are not known of %s, which is yet to come',
    (time) => {
      const [item] = estateOf({ item: { ...active, lastRecoveryPoint: time } }).protectedItem;
      expect(ageOf(time)?.known).toBe(false);
      expect(item?.recoveryPoint.known).toBe(false);
    },
  );
});

describe('the longest time between two backups', () => {
  const gapOf = (schedulePolicy: object) => {
    const row = {
      id: `${vaultId}/backupPolicies/x`,
      properties: { backupManagementType: 'AzureIaasVM', schedulePolicy },
    };
    const gap = estateOf({ rows: [row] }).backupPolicy.find(({ name }) => name === 'x')?.longestGapHours;
    return gap?.known === true ? gap.value : gap?.because;
  };
  const hourly = (interval: number, scheduleWindowDuration: number) => ({
    scheduleRunFrequency: 'Hourly',
    hourlySchedule: { interval, scheduleWindowDuration },
  });
  const weekly = (...scheduleRunDays: readonly string[]) => ({ scheduleRunFrequency: 'Weekly', scheduleRunDays });

  it.each<readonly [string, object, unknown]>([
    ['daily', { scheduleRunFrequency: 'Daily' }, 24],
    ['every 4 hours', hourly(4, 24), 4],
    ['every 4 hours of 12', hourly(4, 12), 16],
    ['every 12 hours', hourly(12, 24), 12],
    ['every 6 hours of 6', hourly(6, 6), 24],
    ['once a week', weekly('Sunday'), 168],
    ['on weekdays', weekly('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'), 72],
    ['on two days in any order', weekly('saturday', 'Wednesday'), 96],
    ['on a day twice', weekly('Sunday', 'Sunday'), 168],
    ['on a day that is none', weekly('Someday'), expect.stringMatching(/Someday/)],
    ['on no day', weekly(), expect.any(String)],
  ])('%s', (_name, schedule, expected) => {
    expect(gapOf(schedule)).toEqual(expected);
  });
});
