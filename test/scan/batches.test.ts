import { describe, expect, it } from 'vitest';
import type { GraphRow } from '../../src/input/rows/graph-row.ts';
import type { RowsOfPart } from '../../src/scan/audit-parts.ts';
import { batchesOf } from '../../src/scan/batches.ts';

const group = '/subscriptions/1/resourceGroups/app';
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/rsv`;

function machineId(name: string): string {
  return `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
}

function item(name: string, properties: Readonly<Record<string, unknown>> = {}): GraphRow {
  const tail = `iaasvmcontainerv2;app;${name}`;
  return { id: `${vault}/backupFabrics/Azure/protectionContainers/${tail}/protectedItems/vm;${tail}`, properties };
}

function part(machines: readonly string[], items: readonly GraphRow[]): RowsOfPart {
  return {
    virtualMachines: machines.map((name) => ({ id: machineId(name) })),
    vaults: [{ id: vault }],
    backupPolicies: [],
    protectedItems: [...items],
  };
}

const names = Array.from({ length: 400 }, (_, index) => `vm-${index}`);

/** The index of the batch that holds a row. */
function placeOf(batches: readonly RowsOfPart[], row: GraphRow): number {
  return batches.findIndex(({ virtualMachines, protectedItems }) =>
    [...virtualMachines, ...protectedItems].some(({ id }) => id === row['id']),
  );
}

describe('batches', () => {
  it('hold each machine and each item once, and the vaults every time', () => {
    const rows = part(
      names,
      names.map((name) => item(name, { sourceResourceId: machineId(name) })),
    );
    const batches = batchesOf(rows);
    expect(batches.length).toBeGreaterThan(3);
    expect(batches.flatMap(({ virtualMachines }) => virtualMachines)).toHaveLength(names.length);
    expect(new Set(batches.flatMap(({ protectedItems }) => protectedItems)).size).toBe(names.length);
    for (const batch of batches) expect(batch.vaults).toBe(rows.vaults);
  });

  it.each<[string, (name: string) => GraphRow]>([
    ['its source', (name) => item('other', { sourceResourceId: machineId(name) })],
    ['its source in another case', (name) => item('other', { SOURCERESOURCEID: machineId(name).toUpperCase() })],
    ['a source with a slash at its end', (name) => item('other', { sourceResourceId: `${machineId(name)}/` })],
    ['its data source', (name) => item('other', { dataSourceInfo: { resourceID: machineId(name) } })],
    ['its virtual machine', (name) => item('other', { virtualMachineId: machineId(name) })],
    ['its own name where it does not say more', (name) => item(name)],
  ])('have an item with the machine of %s', (_what, make) => {
    for (const name of names.slice(0, 40)) {
      const row = make(name);
      const batches = batchesOf(part(names, [row]));
      expect(placeOf(batches, row)).toBe(placeOf(batches, { id: machineId(name) }));
    }
  });

  it('have all machines together that one item mentions', () => {
    const chain = names
      .slice(1)
      .map((name, index) =>
        item(name, { sourceResourceId: machineId(name), dataSourceId: machineId(names[index] ?? '') }),
      );
    expect(batchesOf(part(names, chain))).toHaveLength(1);
  });

  it('are one where there is no machine', () => {
    const rows = part([], []);
    expect(batchesOf(rows)).toEqual([rows]);
  });
});
