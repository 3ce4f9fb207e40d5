import { columnOf, textColumn } from '../input/rows/graph-row.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import type { AuditRows, ResourceList } from './read-rows.ts';
import { subscriptionOfId } from './read-rows.ts';

/** The rows of subscriptions that can be judged apart from all others. */
export type RowsOfPart = Record<ResourceList, GraphRow[]>;

/**
 * Splits rows by subscription, so that memory holds the estate of one at a time: machine, vault, policy and item are in one subscription.
 * Subscriptions whose items name something of another one (a machine that was moved) stay together.
 */
export function splitRows({ rows }: AuditRows): readonly RowsOfPart[] {
  const groups = new Groups();
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

function linkSubscriptions(item: GraphRow, groups: Groups): void {
  const own = subscriptionOf(item);
  for (const id of referencesOf(columnOf(item, 'properties'))) {
    const other = subscriptionOfId(id);
    if (other !== undefined && other !== own) groups.join(own, other);
  }
}

/** What an item may say about its machine and its policy. */
const references: ReadonlySet<string> = new Set([
  'sourceresourceid',
  'virtualmachineid',
  'datasourceid',
  'datasourceinfo',
  'policyid',
  'policyinfo',
  'vaultid',
]);

function referencesOf(properties: unknown): readonly string[] {
  const object = typeof properties === 'string' ? parseObject(properties) : properties;
  if (typeof object !== 'object' || object === null) return [];
  return Object.entries(object).flatMap(([name, value]): readonly string[] => {
    if (!references.has(name) && !references.has(name.toLowerCase())) return [];
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null
      ? Object.values(value).filter((each) => typeof each === 'string')
      : [];
  });
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Subscriptions that belong together. */
class Groups {
  readonly #parents = new Map<string, string>();

  of(subscription: string): string {
    let root = subscription;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent;
    return root;
  }

  join(a: string, b: string): void {
    const [first, second] = [this.of(a), this.of(b)];
    if (first !== second) this.#parents.set(first, second);
  }
}
