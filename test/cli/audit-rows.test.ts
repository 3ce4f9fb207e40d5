import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { resourceTypes } from '../../src/input/row-source.ts';
import { createArm } from '../counterpart/arm.ts';
import { generateEstate, type StoredRow } from '../counterpart/estate-generator.ts';
import type { FaultScript } from '../counterpart/faults.ts';
import { GraphStore } from '../counterpart/graph-store.ts';
import { auditAgainst, failing, runAlone, start } from './audited.ts';

const types = {
  machines: 'microsoft.compute/virtualmachines',
  items: 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems',
} as const;

/** All rows of a list come changed. */
function changeRows(list: keyof typeof types, change: (row: Record<string, unknown>) => unknown): FaultScript {
  return (_request, { query }) =>
    query.includes(`'${types[list]}'`)
      ? { kind: 'change', change: (answer) => ({ ...answer, data: answer.data.map(change) }) }
      : undefined;
}

const rows: readonly StoredRow[] = [...generateEstate({ seed: 5, subscriptions: 2, machines: 8, unprotected: 0 })].map(
  (row) => withoutCounts(row),
);

/** The policies do not count their items: they are no witness here. */
function withoutCounts(row: StoredRow): StoredRow {
  const { protectedItemsCount: _, ...properties } = row.properties;
  return { ...row, properties };
}

const [first = '', second = ''] = rows
  .filter(({ table }) => table === 'resourcecontainers')
  .map(({ subscriptionId }) => subscriptionId);

describe('rows that cannot be used', () => {
  const store = new GraphStore(rows);

  it.each<[string, FaultScript, RegExp]>([
    [
      'items without properties',
      changeRows('items', (row) => ({ ...row, properties: null })),
      /4 of the protected items have no properties/,
    ],
    [
      'items whose properties are cut text',
      changeRows('items', (row) => ({ ...row, properties: '{"cut' })),
      /4 of the protected items have no properties/,
    ],
    [
      'items whose ids are those of something else',
      changeRows('items', (row) => ({ ...row, id: `${String(row['id'])}/recoveryPoints/1` })),
      /4 of the protected items have an id that is no resource id of their type/,
    ],
    [
      'machines whose ids end too early',
      changeRows('machines', (row) => ({ ...row, id: String(row['id']).replace(/\/[^/]+$/, '') })),
      /4 of the virtual machines have an id/,
    ],
  ])('make their subscription partly read: %s', async (_name, faults, because) => {
    const { code, report } = await auditAgainst(await start({ store, faults, arm: createArm(store) }));
    expect(code).toBe(3);
    expect(failing(report, 'vm-unprotected')).toEqual([]);
    expect(report.units.map(({ subscription }) => subscription)).toMatchObject([
      { id: first, status: 'partly', because: expect.stringMatching(because) },
      { id: second, status: 'partly', because: expect.stringMatching(because) },
    ]);
  });

  it('are told of even in a subscription that nobody knows', async () => {
    const stray = '99999999-0000-4000-8000-000000000001';
    const script = changeRows('machines', (row) =>
      row['subscriptionId'] === first ? row : { ...row, id: `/subscriptions/${stray}/nowhere` },
    );
    const { code, report } = await auditAgainst(await start({ store, faults: script, arm: createArm(store) }));
    expect(code).toBe(3);
    expect(report.units.map(({ subscription }) => subscription?.id)).toContain(stray);
    expect(report.complete).toBe(false);
  });

  it('show that a vault is hidden, where they are of its policies and items', async () => {
    const store = new GraphStore(rows.filter(({ type }) => type !== 'microsoft.recoveryservices/vaults'));
    const { code, report } = await auditAgainst(await start({ store, arm: createArm(store) }));
    expect(code).toBe(3);
    expect(failing(report, 'vault-missing-in-region')).toEqual([]);
    expect(report.units[0]?.subscription).toMatchObject({
      status: 'partly',
      because: expect.stringMatching(/vault 'vault-\w+' is not visible/),
    });
  });

  it('show that policies are hidden, where items that are backed up use them', async () => {
    const store = new GraphStore(rows.filter(({ type }) => !type.endsWith('/backuppolicies')));
    const { code, report } = await auditAgainst(await start({ store, arm: createArm(store) }));
    expect(code).toBe(3);
    expect(report.units[0]?.subscription).toMatchObject({
      status: 'partly',
      because: expect.stringMatching(/policy '\w+' was not found .*items of vault 'vault-\w+' use it/),
    });
  });

  it('are text that reads as the properties that it is', async () => {
    const script = changeRows('items', (row) => ({ ...row, properties: JSON.stringify(row['properties']) }));
    const { report } = await auditAgainst(await start({ store, faults: script, arm: createArm(store) }));
    expect(report.complete).toBe(true);
    expect(failing(report, 'vm-unprotected')).toEqual([]);
  });
});

describe('lists that a person says are whole', () => {
  const all = [...generateEstate({ seed: 5, subscriptions: 1, machines: 8, unprotected: 0 })];

  it.each(['virtualMachines', 'vaults', 'backupPolicies', 'protectedItems'] as const)(
    'are not doubted, though no file holds them: %s',
    async (list) => {
      const held = all.filter(({ type }) => type !== resourceTypes[list][0]);
      const args = ['audit', '--format', 'json', '--from', fileOf(held)];
      expect((await runAlone(args)).code).toBe(3);
      const { code, stdout } = await runAlone([...args, '--assume-complete', list]);
      expect(JSON.parse(stdout)).toMatchObject({ complete: true, units: [{ subscription: { status: 'read' } }] });
      expect(code).toBeLessThan(2);
    },
  );

  it('are doubted where they are there, and another list says that more is', async () => {
    const lost = all.toSpliced(
      all.findIndex(({ type }) => type === types.items),
      1,
    );
    const args = ['audit', '--format', 'json', '--from', fileOf(lost), '--assume-complete', 'protectedItems'];
    const { code, stdout } = await runAlone(args);
    expect(code).toBe(3);
    expect(stdout).toContain('protected items, but only');
  });
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The path of a file that holds the rows. */
function fileOf(held: readonly StoredRow[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'backuplint-rows-'));
  folders.push(folder);
  const path = join(folder, 'rows.json');
  writeFileSync(path, JSON.stringify({ count: held.length, total_records: held.length, skip_token: null, data: held }));
  return path;
}
