import { textColumn } from '../input/rows/graph-row.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import type { ListGap, ListName, RowSource } from '../input/row-source.ts';

/** The lists whose rows become resources. */
export type ResourceList = Exclude<ListName, 'subscriptions'>;

/** Rows by list, and lists whose rows are damaged. */
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
      let damaged = 0;
      for await (const row of source.rows(list)) {
        if (subscriptionOfId(textColumn(row, 'id')) === undefined) damaged++;
        else rows[list].push(row);
      }
      if (damaged > 0) gaps.push({ because: `${damaged} rows have an id that is no resource id`, list });
    }),
  );
  for (const reading of readings) if (reading.status === 'rejected') throw reading.reason;
  return { rows, gaps };
}

/** The subscription that a resource id starts with, in lower case. */
export function subscriptionOfId(id: string | undefined): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id ?? '')?.[1]?.toLowerCase();
}
