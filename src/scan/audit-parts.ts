import { propertiesOf, textColumn } from '../input/rows/graph-row.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import { Groups } from './groups.ts';
import type { AuditRows, ResourceList } from './read-rows.ts';
import { createSubscriptionReader } from '../input/rows/subscription-of-id.ts';

/** The rows of subscriptions that can be judged apart from all others. */
export type RowsOfPart = Record<ResourceList, GraphRow[]>;

/**
 * Splits rows by subscription, so that memory holds the estate of one at a time: machine, vault, policy and item are in one subscription.
 * Subscriptions whose items name something of another one (a machine that was moved) stay together.
 */
export function splitRows({ rows }: AuditRows): readonly RowsOfPart[] {
  const groups = new Groups<string>();
  const subscriptionOf = createSubscriptionReader();
  for (const item of rows.protectedItems) {
    const own = subscriptionOf(textColumn(item, 'id')) ?? '';
    for (const reference of referencesOf(item)) {
      const other = subscriptionOf(reference);
      if (other !== undefined && other !== own) groups.join(own, other);
    }
  }
  const parts = new Map<string, RowsOfPart>();
  for (const list of ['virtualMachines', 'vaults', 'backupPolicies', 'protectedItems'] as const) {
    for (const row of rows[list]) {
      const group = groups.of(subscriptionOf(textColumn(row, 'id')) ?? '');
      let part = parts.get(group);
      if (part === undefined) {
        parts.set(group, (part = { virtualMachines: [], vaults: [], backupPolicies: [], protectedItems: [] }));
      }
      part[list].push(row);
    }
  }
  return [...parts.values()];
}

/**
 * The ids in an item's properties: of its machine, its policy and its vault, wherever they stand (`dataSourceInfo`, `policyInfo`). To take all that look like
 * one is quicker than to look for those columns, and one too many only keeps together what could have been judged apart.
 */
export function referencesOf(item: GraphRow): readonly string[] {
  const ids: string[] = [];
  const properties = propertiesOf(item) ?? {};
  for (const name in properties) {
    const value = properties[name];
    if (typeof value === 'object' && value !== null) ids.push(...Object.values(value).filter(isIdText));
    else if (isIdText(value)) ids.push(value);
  }
  return ids;
}

function isIdText(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('/');
}
