import type { Diagnostic } from '../../text/diagnostic.ts';
import { textColumn } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import type { ListGap, ListName, RowSource, SourceOutcome, SubscriptionScope } from '../row-source.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { GraphClient, QueryScope } from './graph-client.ts';
import { queries } from './queries.ts';
import { QuotaGate } from './quota-gate.ts';
import type { Quota } from './quota-gate.ts';
import { readList } from './read-list.ts';
import type { ListOutcome } from './read-list.ts';
import type { Sending, Wait } from './send.ts';

/** What a live audit is about and how it reads. */
export interface GraphSourceOptions {
  readonly client: GraphClient;
  /** Subscriptions to audit; with neither these nor management groups, all that are visible in the tenant. */
  readonly subscriptions: readonly string[];
  readonly managementGroups: readonly string[];
  readonly progress: (event: GraphProgress) => void;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly quota?: Quota;
}

export type GraphProgress =
  | { readonly kind: 'page'; readonly list: ListName; readonly rows: number }
  | { readonly kind: 'wait'; readonly wait: Wait };

/** Resource Graph advises groups of fewer than 300 subscriptions a request. */
const subscriptionsPerRequest = 200;

/**
 * Rows from a running Resource Graph. The visible subscriptions are read first; the lists are then asked for in batches of these, by name, so that
 * a subscription that cannot be read is known and never looks empty. The caller may read the lists side by side: they share one quota.
 */
export function createGraphSource(options: GraphSourceOptions): RowSource {
  return new GraphSource(options);
}

class GraphSource implements RowSource {
  readonly #options: GraphSourceOptions;
  readonly #sending: Sending;
  readonly #gate: QuotaGate;
  readonly #scopes = new Map<string, SubscriptionScope>();
  readonly #gaps: ListGap[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #subscriptionRows: Promise<readonly GraphRow[]> | undefined;

  constructor(options: GraphSourceOptions) {
    const clock = options.clock ?? systemClock;
    this.#options = options;
    this.#gate = new QuotaGate(clock, options.quota);
    this.#sending = {
      client: options.client,
      clock,
      gate: this.#gate,
      counters: { requests: 0, pages: 0, retries: 0, waitedMs: 0 },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      waiting: (wait) => options.progress({ kind: 'wait', wait }),
    };
  }

  async *rows(list: ListName): AsyncGenerator<GraphRow> {
    this.#subscriptionRows ??= this.#readSubscriptions();
    const subscriptions = await this.#subscriptionRows;
    if (list === 'subscriptions') {
      yield* subscriptions;
      return;
    }
    for (const batch of batches([...this.#scopes.values()].filter((scope) => scope.status !== 'hidden'))) {
      yield* this.#readBatch(list, batch);
    }
  }

  outcome(): SourceOutcome {
    const { requests, pages, retries, waitedMs } = this.#sending.counters;
    return {
      scopes: [...this.#scopes.values()],
      diagnostics: this.#diagnostics,
      gaps: this.#gaps,
      requests,
      pages,
      retries,
      waitedMs: waitedMs + this.#gate.waitedMs,
    };
  }

  async #readSubscriptions(): Promise<readonly GraphRow[]> {
    const rows: GraphRow[] = [];
    for (const scope of this.#askedScopes()) {
      const outcome = yieldInto(rows, this.#list('subscriptions', scope));
      this.#noteSubscriptions(await outcome);
    }
    for (const row of rows) this.#noteVisible(row);
    for (const id of this.#options.subscriptions) this.#noteAsked(id);
    return rows;
  }

  #askedScopes(): readonly QueryScope[] {
    const { subscriptions, managementGroups } = this.#options;
    const scopes: QueryScope[] = batches(subscriptions).map((batch) => ({
      kind: 'subscriptions',
      subscriptions: batch,
    }));
    for (let i = 0; i < managementGroups.length; i += 10) {
      scopes.push({ kind: 'managementGroups', managementGroups: managementGroups.slice(i, i + 10) });
    }
    return scopes.length > 0 ? scopes : [{ kind: 'tenant' }];
  }

  #noteVisible(row: GraphRow): void {
    const subscriptionId = textColumn(row, 'subscriptionId') ?? lastSegment(textColumn(row, 'id'));
    if (subscriptionId === undefined) return;
    const name = textColumn(row, 'name');
    const tenantId = textColumn(row, 'tenantId');
    this.#scopes.set(subscriptionId.toLowerCase(), {
      subscriptionId,
      ...(name === undefined ? {} : { name }),
      ...(tenantId === undefined ? {} : { tenantId }),
      status: 'read',
    });
  }

  /** Resource Graph leaves out what the principal cannot see, without any sign. */
  #noteAsked(subscriptionId: string): void {
    if (this.#scopes.has(subscriptionId.toLowerCase())) return;
    const because =
      'it does not exist, or the signed-in identity has no role that lets it read the subscription (Reader)';
    this.#scopes.set(subscriptionId.toLowerCase(), { subscriptionId, status: 'hidden', because });
    this.#gaps.push({ because: `subscription '${subscriptionId}' is not visible: ${because}`, subscriptionId });
  }

  #noteSubscriptions(outcome: ListOutcome): void {
    if (!outcome.complete) this.#gap({ because: `the list of subscriptions is incomplete: ${outcome.because}` });
    else if (outcome.subscriptionLimitHit) {
      this.#gap({
        because:
          'more than 10,000 subscriptions are visible and Resource Graph looks at no more; name the subscriptions',
      });
    }
  }

  #gap(gap: ListGap): void {
    this.#gaps.push(gap);
    this.#diagnostics.push({ code: 'scope-incomplete', level: 'error', message: gap.because });
  }

  async *#readBatch(list: ListName, batch: readonly SubscriptionScope[]): AsyncGenerator<GraphRow> {
    const scope: QueryScope = { kind: 'subscriptions', subscriptions: batch.map((each) => each.subscriptionId) };
    const outcome = yield* this.#list(list, scope);
    if (outcome.complete) return;
    const status = outcome.failure?.kind === 'denied' ? 'denied' : 'partly';
    for (const each of batch) {
      this.#scopes.set(each.subscriptionId.toLowerCase(), { ...each, status, because: outcome.because });
      this.#gaps.push({
        because: `${listWords[list]} could not be read: ${outcome.because}`,
        list,
        subscriptionId: each.subscriptionId,
      });
    }
    this.#diagnostics.push({
      code: 'list-incomplete',
      level: 'error',
      message: `${listWords[list]} of ${batch.length} subscriptions could not be read completely: ${outcome.because}`,
    });
  }

  #list(list: ListName, scope: QueryScope): AsyncGenerator<GraphRow, ListOutcome> {
    const onPage = (rows: number): void => this.#options.progress({ kind: 'page', list, rows });
    return readList({ query: queries[list], scope, onPage }, this.#sending);
  }
}

const listWords: Readonly<Record<ListName, string>> = {
  subscriptions: 'the subscriptions',
  virtualMachines: 'the virtual machines',
  vaults: 'the Recovery Services vaults',
  backupPolicies: 'the backup policies',
  protectedItems: 'the protected items',
};

function batches<T>(all: readonly T[]): readonly (readonly T[])[] {
  const result: (readonly T[])[] = [];
  for (let i = 0; i < all.length; i += subscriptionsPerRequest) result.push(all.slice(i, i + subscriptionsPerRequest));
  return result;
}

async function yieldInto(rows: GraphRow[], list: AsyncGenerator<GraphRow, ListOutcome>): Promise<ListOutcome> {
  for (;;) {
    const next = await list.next();
    if (next.done) return next.value;
    rows.push(next.value);
  }
}

function lastSegment(id: string | undefined): string | undefined {
  return id?.split('/').at(-1);
}
