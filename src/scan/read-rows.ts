import { textColumn } from '../input/rows/graph-row.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import { rowDamage } from '../input/rows/row-damage.ts';
import { subscriptionOfId } from '../input/rows/subscription-of-id.ts';
import { listWords } from '../input/row-source.ts';
import type { ListGap, ListName, RowSource } from '../input/row-source.ts';

/** The lists whose rows become resources. */
export type ResourceList = Exclude<ListName, 'subscriptions'>;

/** Rows by list, and where rows were damaged: these are not among them. */
export interface AuditRows {
  readonly rows: Readonly<Record<ResourceList, GraphRow[]>>;
  readonly gaps: readonly ListGap[];
}

/**
 * Reads the lists side by side: they share one quota, and the pages of one are asked for while another's are taken in.
 *
 * @throws {Failure} what the source throws, once every list has stopped.
 */
export async function readRows(source: RowSource): Promise<AuditRows> {
  const rows: AuditRows['rows'] = { virtualMachines: [], vaults: [], backupPolicies: [], protectedItems: [] };
  const gaps: ListGap[] = [];
  const lists = ['virtualMachines', 'vaults', 'backupPolicies', 'protectedItems'] as const;
  const readings = await Promise.allSettled(
    lists.map(async (list) => {
      const damageOf = rowDamage(list);
      const damaged = new DamagedRows(list);
      for await (const page of source.pages(list)) {
        for (const row of page) {
          const damage = damageOf(row);
          if (damage === undefined) rows[list].push(row);
          else damaged.add(row, damage);
        }
      }
      gaps.push(...damaged.gaps());
    }),
  );
  for (const reading of readings) if (reading.status === 'rejected') throw reading.reason;
  return { rows, gaps };
}

/** Counts damaged rows of a list by what is wrong and, as far as it can be told, by subscription. */
class DamagedRows {
  readonly #list: ResourceList;
  readonly #counts = new Map<string, { readonly damage: string; readonly subscriptionId?: string; rows: number }>();

  constructor(list: ResourceList) {
    this.#list = list;
  }

  add(row: GraphRow, damage: string): void {
    const subscriptionId = subscriptionOfId(textColumn(row, 'id'));
    const key = `${damage}\0${subscriptionId ?? ''}`;
    const count = this.#counts.get(key) ?? { damage, ...(subscriptionId && { subscriptionId }), rows: 0 };
    count.rows++;
    this.#counts.set(key, count);
  }

  /** A row of an unknown subscription may belong to any. */
  gaps(): readonly ListGap[] {
    return [...this.#counts.values()].map(({ damage, subscriptionId, rows }) => ({
      because: `${rows} of the ${listWords[this.#list]} ${damage}`,
      list: this.#list,
      ...(subscriptionId !== undefined && { subscriptionId }),
    }));
  }
}
