import { propertiesOf, textColumn } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import { managementGroupsOf } from '../rows/management-groups.ts';
import { listNames } from '../row-source.ts';
import type { ListName, SubscriptionScope } from '../row-source.ts';
import { keptColumns } from './kept-columns.ts';
import { listOfType, typeOfId } from './list-of-type.ts';
import { SeenIds } from './seen-ids.ts';
import { createRowSlimmer } from './slim-row.ts';
import type { RowDamage, SlimRow } from './slim-row.ts';

/** What became of one row. */
export type Collected =
  | { readonly kind: 'kept' | 'repeated'; readonly list: ListName }
  /** A row of a type that no audit reads, or of a backup of something else. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'damaged'; readonly list: ListName; readonly damage: RowDamage }
  | { readonly kind: 'unnamed' };

/** Sorts rows into their lists, each row once. */
export class RowCollector {
  readonly #queues = new Map<ListName, GraphRow[]>(listNames.map((list) => [list, []]));
  readonly #slimmers = new Map<ListName, (row: GraphRow) => SlimRow>();
  readonly #seen = new SeenIds();
  readonly #scopes = new Map<string, SubscriptionScope>();
  readonly #subscriptions = new Set<string>();
  readonly #keeps: (subscriptionId: string) => boolean;

  /** `keeps` tells of which subscriptions rows are wanted. */
  constructor(keeps: (subscriptionId: string) => boolean) {
    this.#keeps = keeps;
  }

  /** The subscriptions that wanted rows were in. */
  get scopes(): readonly SubscriptionScope[] {
    return [...this.#scopes.values()];
  }

  /** How many subscriptions rows were in, wanted or not. */
  get subscriptions(): number {
    return this.#subscriptions.size;
  }

  /** Hands over the rows of a list that have come since it was last asked. */
  take(list: ListName): readonly GraphRow[] {
    const rows = this.#queues.get(list) ?? [];
    if (rows.length > 0) this.#queues.set(list, []);
    return rows;
  }

  add(row: GraphRow): Collected {
    const id = textColumn(row, 'id') ?? textColumn(row, 'resourceId');
    if (id === undefined || !id.startsWith('/')) return { kind: 'unnamed' };
    const list = listOfType(textColumn(row, 'type') ?? typeOfId(id) ?? '');
    if (list === undefined) return { kind: 'foreign' };
    const slim = this.#slim(list, row);
    if ('damage' in slim) return { kind: 'damaged', list, damage: slim.damage };
    if (isOtherBackup(slim.row)) return { kind: 'foreign' };
    if (!isWhole(slim.row, list)) return { kind: 'damaged', list, damage: 'columns-missing' };
    if (!this.#seen.add(id)) return { kind: 'repeated', list };
    if (this.#noteScope(slim.row, id, list)) this.#queues.get(list)?.push(slim.row);
    return { kind: 'kept', list };
  }

  #slim(list: ListName, row: GraphRow): SlimRow {
    let slimmer = this.#slimmers.get(list);
    if (slimmer === undefined) this.#slimmers.set(list, (slimmer = createRowSlimmer(keptColumns(list))));
    return slimmer(row);
  }

  /** Notes the subscription of a row; false when its rows are not wanted. */
  #noteScope(row: GraphRow, id: string, list: ListName): boolean {
    const subscriptionId = textColumn(row, 'subscriptionId') ?? id.split('/', 3)[2] ?? '';
    const known = this.#scopes.get(subscriptionId);
    if (known !== undefined && (known.name !== undefined || list !== 'subscriptions')) return true;
    const key = subscriptionId.toLowerCase();
    this.#subscriptions.add(key);
    if (!this.#keeps(key)) return false;
    const name = list === 'subscriptions' ? textColumn(row, 'name') : undefined;
    const tenantId = textColumn(row, 'tenantId');
    const managementGroups = list === 'subscriptions' ? managementGroupsOf(row) : [];
    this.#scopes.set(key, {
      subscriptionId,
      ...(name === undefined ? {} : { name }),
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(managementGroups.length === 0 ? {} : { managementGroups }),
      status: 'read',
    });
    return true;
  }
}

/** SQL in a machine, file shares: items and policies of other backups are in the same tables. */
function isOtherBackup(row: GraphRow): boolean {
  const management = propertiesOf(row)?.['backupManagementType'];
  return typeof management === 'string' && management.toLowerCase() !== 'azureiaasvm';
}

/** A row without properties was cut by its query: its facts are not known, rather than absent. */
function isWhole(row: GraphRow, list: ListName): boolean {
  if (list === 'subscriptions') return true;
  if (propertiesOf(row) === undefined) return false;
  return (list !== 'virtualMachines' && list !== 'vaults') || (textColumn(row, 'location') ?? '') !== '';
}
