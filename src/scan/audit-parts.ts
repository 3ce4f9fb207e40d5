import { columnOf, propertiesOf, textColumn } from '../input/rows/graph-row.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import { Groups } from './groups.ts';
import type { AuditRows, ResourceList } from './read-rows.ts';
import { subscriptionOfId } from '../input/rows/subscription-of-id.ts';

/** The rows of subscriptions that can be judged apart from all others. */
export type RowsOfPart = Record<ResourceList, GraphRow[]>;

/**
 * Splits rows by subscription, so that memory holds the estate of one at a time: machine, vault, policy and item are in one subscription.
 * Subscriptions whose items name something of another one (a machine that was moved) stay together.
 */
export function splitRows({ rows }: AuditRows): readonly RowsOfPart[] {
  const groups = new Groups<string>();
  for (const item of rows.protectedItems) linkSubscriptions(item, groups);
  const parts = new Map<string, RowsOfPart>();
  for (const list of ['virtualMachines', 'vaults', 'backupPolicies', 'protectedItems'] as const) {
    for (const row of rows[list]) {
      const group = groups.of(subscriptionOf(row));
      let part = parts.get(group);
      if (part === undefined) {
        parts.set(group, (part = { virtualMachines: [], vaults: [], backupPolicies: [], protectedItems: [] }));
      }
      part[list].push(row);
    }
  }
  return [...parts.values()];
}

function subscriptionOf(row: GraphRow): string {
  return subscriptionOfId(textColumn(row, 'id')) ?? '';
}

function linkSubscriptions(item: GraphRow, groups: Groups<string>): void {
  const own = subscriptionOf(item);
  const start = `/subscriptions/${own}/`;
  for (const id of referencesOf(item)) {
    if (id.startsWith(start)) continue;
    const other = subscriptionOfId(id);
    if (other !== undefined && other !== own) groups.join(own, other);
  }
}

/** Columns in which an item may name its machine, its policy and its vault. */
const references = [
  'sourceResourceId',
  'virtualMachineId',
  'dataSourceId',
  'dataSourceInfo',
  'policyId',
  'policyInfo',
  'vaultId',
] as const;

/** The texts in which an item may name its machine, its policy and its vault. */
export function referencesOf(item: GraphRow): readonly string[] {
  const properties = propertiesOf(item);
  if (properties === undefined) return [];
  const texts: unknown[] = [];
  for (const name of references) {
    const value = columnOf(properties, name);
    if (typeof value === 'object' && value !== null) texts.push(...Object.values(value));
    else texts.push(value);
  }
  return texts.filter((text) => typeof text === 'string');
}
