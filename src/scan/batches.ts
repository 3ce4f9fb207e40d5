import { textColumn } from '../input/rows/graph-row.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import { referencesOf, type RowsOfPart } from './audit-parts.ts';
import { Groups } from './groups.ts';

/** About so many machines are judged together: what is made of them is let go before the garbage collector has to move it. */
const batchSize = 50;

/**
 * Splits the machines and items of a part into batches that can be judged apart, so that memory holds the estate of a few machines,
 * however many a subscription has. A rule sees of a machine its items, of an item its machine, and of both the vaults and policies, which
 * every batch has. Machines of one name are in one batch with all items that mention the name.
 */
export function batchesOf(part: RowsOfPart): readonly RowsOfPart[] {
  const { vaults, backupPolicies } = part;
  const count = Math.max(1, Math.ceil(part.virtualMachines.length / batchSize));
  const numberOf = (name: string): number => hash(name.toLowerCase()) % count;
  const groups = new Groups<number>();
  const numbers = part.protectedItems.map((item) => {
    const [first = 0, ...others] = machineNames(item).map(numberOf);
    for (const other of others) groups.join(first, other);
    return first;
  });
  const batches = new Map<number, RowsOfPart>();
  const batchOf = (number: number): RowsOfPart => {
    const key = groups.of(number);
    const known = batches.get(key);
    if (known !== undefined) return known;
    const batch: RowsOfPart = { virtualMachines: [], vaults, backupPolicies, protectedItems: [] };
    batches.set(key, batch);
    return batch;
  };
  for (const row of part.virtualMachines) batchOf(numberOf(lastSegment(row))).virtualMachines.push(row);
  part.protectedItems.forEach((item, index) => batchOf(numbers[index] ?? 0).protectedItems.push(item));
  return batches.size === 0 ? [part] : [...batches.values()];
}

const machineType = '/virtualmachines/';

/** The names of the machines that an item may be about: those that it refers to, else the end of its own name (`VM;iaasvmcontainerv2;group;machine`). */
function machineNames(item: GraphRow): readonly string[] {
  const names: string[] = [];
  for (const reference of referencesOf(item)) {
    const start = reference.toLowerCase().lastIndexOf(machineType);
    if (start >= 0) names.push(reference.slice(start + machineType.length).replace(/\/+$/, ''));
  }
  return names.length > 0 ? names : [lastSegment(item).split(';').at(-1) ?? ''];
}

function lastSegment(row: GraphRow): string {
  const id = textColumn(row, 'id') ?? '';
  return id.slice(id.lastIndexOf('/') + 1);
}

function hash(text: string): number {
  let result = 0;
  for (let index = 0; index < text.length; index++) result = (Math.imul(result, 31) + text.charCodeAt(index)) | 0;
  return result >>> 0;
}
