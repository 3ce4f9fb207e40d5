import type { Diagnostic } from '../../text/diagnostic.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import { textColumn } from '../rows/graph-row.ts';
import { subscriptionOfId } from '../rows/subscription-of-id.ts';
import { listWords, resourceTypes } from '../row-source.ts';
import type { ListName, LiveAnswers, RowSource, SourceOutcome, SubscriptionScope } from '../row-source.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import {
  type AskedScopes,
  findSubscriptions,
  isScoped,
  noteListed,
  subscriptionsPerRequest,
} from './find-subscriptions.ts';
import type { GraphClient, GraphFailure, GraphPage, QueryScope } from './graph-client.ts';
import type { ListedSubscription } from './listed-subscriptions.ts';
import { queries } from './queries.ts';
import { QuotaGate } from './quota-gate.ts';
import type { Quota } from './quota-gate.ts';
import { readList } from './read-list.ts';
import type { ListOutcome } from './read-list.ts';
import { ScopeBook } from './scope-book.ts';
import type { Sending, Wait } from './send.ts';

/** What a live audit is about and how it reads. */
export interface GraphSourceOptions extends AskedScopes {
  readonly client: GraphClient;
  /** Asks Compute for the instance view of a machine. */
  readonly instanceView: LiveAnswers['instanceView'];
  /** Asks Resource Manager whether the roles grant the reading of all; default: nothing speaks against it. */
  readonly whyHidden?: LiveAnswers['whyHidden'];
  /** Asks Resource Manager which subscriptions there are; default: that cannot be found out. */
  readonly listSubscriptions?: () => Promise<readonly ListedSubscription[] | undefined>;
  /** Whether lists of several pages are read until a whole reading brings nothing new. */
  readonly confirm: boolean;
  readonly progress: (event: GraphProgress) => void;
  /** Whether a subscription (its id in lower case) is this audit's, of several that share the estate; default: each is. */
  readonly keeps?: (subscriptionId: string) => boolean;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly quota?: Quota;
}

export type GraphProgress =
  | { readonly kind: 'page'; readonly list: ListName; readonly rows: number }
  | { readonly kind: 'wait'; readonly wait: Wait };

/**
 * Rows from a running Resource Graph. The visible subscriptions are read first; the lists are then asked for in batches of these, by name, so that
 * a subscription that cannot be read is known and never looks empty. The caller may read the lists side by side: they share one quota.
 */
export function createGraphSource(options: GraphSourceOptions): RowSource {
  return new GraphSource(options);
}

class GraphSource implements RowSource {
  readonly live: LiveAnswers;
  readonly #options: GraphSourceOptions;
  readonly #sending: Sending;
  readonly #gate: QuotaGate;
  readonly #book = new ScopeBook();
  readonly #tenantIds: ReadonlySet<string>;
  #diagnostics: readonly Diagnostic[] = [];
  /** Lists in which the server sent rows of subscriptions that were not asked for. */
  readonly #stray = new Set<ListName>();
  #readAt: number | undefined;
  #subscriptionRows: Promise<readonly GraphRow[]> | undefined;

  constructor(options: GraphSourceOptions) {
    const clock = options.clock ?? systemClock;
    this.#options = options;
    this.#tenantIds = new Set(options.tenantIds.map((id) => id.toLowerCase()));
    this.#gate = new QuotaGate(clock, options.quota);
    this.#sending = {
      clock,
      gate: this.#gate,
      counters: { requests: 0, pages: 0, retries: 0, waitedMs: 0 },
      health: { hasGivenUp: false },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      waiting: (wait) => options.progress({ kind: 'wait', wait }),
    };
    this.live = {
      again: (list, subscriptionIds, complete) => this.#again(list, subscriptionIds, complete),
      instanceView: options.instanceView,
      whyHidden: options.whyHidden ?? (() => Promise.resolve(undefined)),
    };
  }

  async *pages(list: ListName): AsyncGenerator<readonly GraphRow[]> {
    this.#subscriptionRows ??= this.#readSubscriptions();
    const subscriptions = await this.#subscriptionRows;
    if (list === 'subscriptions') {
      yield subscriptions.filter((row) => this.#keeps(textColumn(row, 'subscriptionId') ?? ''));
      return;
    }
    const readable = this.#scopes().filter(({ status }) => status !== 'hidden' && status !== 'denied');
    for (const batch of batches(readable.map(({ subscriptionId }) => subscriptionId))) {
      yield* this.#readBatch(list, batch, { seen: new Set(), halvings: mostHalvings });
    }
  }

  outcome(): SourceOutcome {
    const { requests, pages, retries, waitedMs } = this.#sending.counters;
    return {
      scopes: this.#scopes(),
      diagnostics: [...this.#diagnostics, ...leftOut(this.#stray)],
      gaps: this.#book.gaps.filter(({ subscriptionId }) => subscriptionId === undefined || this.#keeps(subscriptionId)),
      requests,
      pages,
      retries,
      waitedMs: waitedMs + this.#gate.waitedMs,
      ...(this.#readAt === undefined ? {} : { readAt: this.#readAt }),
    };
  }

  #scopes(): readonly SubscriptionScope[] {
    return this.#book.scopes.filter(({ subscriptionId }) => this.#keeps(subscriptionId));
  }

  #keeps(subscriptionId: string): boolean {
    return this.#options.keeps?.(subscriptionId.toLowerCase()) ?? true;
  }

  async #readSubscriptions(): Promise<readonly GraphRow[]> {
    const read = async (scope: QueryScope, rows: GraphRow[]): Promise<ListOutcome> => {
      const list = this.#list('subscriptions', scope, new Set());
      for (;;) {
        const next = await list.next();
        if (next.done) return next.value;
        rows.push(...next.value);
      }
    };
    const [{ rows, diagnostics }, listed = []] = await Promise.all([
      findSubscriptions(this.#options, read, this.#book),
      isScoped(this.#options) ? undefined : this.#options.listSubscriptions?.(),
    ]);
    noteListed(this.#options, listed, this.#book);
    this.#diagnostics = diagnostics;
    return rows;
  }

  /** A batch that is refused as a whole is asked for in halves, so that one subscription does not take the others with it. */
  async *#readBatch(list: ListName, batch: readonly string[], state: BatchState): AsyncGenerator<readonly GraphRow[]> {
    const outcome = yield* this.#list(list, { kind: 'subscriptions', subscriptions: batch }, state.seen);
    if (outcome.complete) return;
    const { failure, because } = outcome;
    if (batch.length > 1 && isOfSome(failure) && state.halvings > 0) {
      state.halvings--;
      const middle = Math.ceil(batch.length / 2);
      yield* this.#readBatch(list, batch.slice(0, middle), state);
      yield* this.#readBatch(list, batch.slice(middle), state);
      return;
    }
    const status = failure?.kind === 'denied' ? 'denied' : 'partly';
    for (const subscriptionId of batch) {
      this.#book.addFailure(subscriptionId, list, status, `the ${listWords[list]} could not be read: ${because}`);
    }
  }

  async *#again(
    list: ListName,
    subscriptionIds: readonly string[],
    complete: (because: string | undefined) => void,
  ): AsyncGenerator<readonly GraphRow[]> {
    for (const subscriptions of batches(subscriptionIds)) {
      // This is the second look itself.
      const outcome = yield* this.#list(list, { kind: 'subscriptions', subscriptions }, new Set(), false);
      if (!outcome.complete) {
        complete(outcome.because);
        return;
      }
    }
    complete(undefined);
  }

  #isOfTenants(row: GraphRow): boolean {
    const tenant = textColumn(row, 'tenantId')?.toLowerCase();
    return this.#tenantIds.size === 0 || tenant === undefined || this.#tenantIds.has(tenant);
  }

  #list(
    list: ListName,
    scope: QueryScope,
    seen: Set<string>,
    confirm = this.#options.confirm,
  ): AsyncGenerator<readonly GraphRow[], ListOutcome> {
    const { client, progress } = this.#options;
    const onPage = ({ rows, serverTime }: GraphPage): void => {
      // The first answer: what an age is measured against must not be later than the rows.
      this.#readAt ??= serverTime;
      progress({ kind: 'page', list, rows: rows.length });
    };
    const types = resourceTypes[list];
    const isAsked = askedIn(scope);
    const wants = (row: GraphRow): boolean => {
      if (isAsked(row)) return list === 'subscriptions' || this.#isOfTenants(row);
      this.#stray.add(list);
      return false;
    };
    return readList({ query: queries[list], types, scope, client, seen, wants, confirm, onPage }, this.#sending);
  }
}

/**
 * Whether a row is of a scope. Resource Graph sends no other rows; a server that does not look at the scope sends all that it has. A row that contradicts
 * itself, or does not say, is not left out unseen.
 */
function askedIn(scope: QueryScope): (row: GraphRow) => boolean {
  if (scope.kind !== 'subscriptions') return () => true;
  const asked = new Set(scope.subscriptions.map((id) => id.toLowerCase()));
  return (row) => {
    const subscription = subscriptionOfId(textColumn(row, 'id'));
    if (subscription === undefined || asked.has(subscription)) return true;
    const column = textColumn(row, 'subscriptionId')?.toLowerCase();
    return column !== undefined && column !== subscription;
  };
}

function leftOut(lists: ReadonlySet<ListName>): readonly Diagnostic[] {
  if (lists.size === 0) return [];
  const message = `the server sent rows of subscriptions that were not asked for, and they are left out: ${[...lists].map((list) => listWords[list]).join(', ')}`;
  return [{ code: 'other-subscriptions', level: 'note', message }];
}

/** What the parts of a batch share. */
interface BatchState {
  readonly seen: Set<string>;
  halvings: number;
}

/** Enough to find several subscriptions among 200. Where nearly all are refused, to ask for each would take the quota of the others. */
const mostHalvings = 40;

/** True for a refusal that may be of some of the subscriptions only; a sign-in that is not accepted (401) concerns all. */
function isOfSome(failure: GraphFailure | undefined): boolean {
  return failure?.kind === 'refused' || (failure?.kind === 'denied' && failure.status !== 401);
}

function batches<T>(all: readonly T[]): readonly (readonly T[])[] {
  const result: (readonly T[])[] = [];
  for (let i = 0; i < all.length; i += subscriptionsPerRequest) result.push(all.slice(i, i + subscriptionsPerRequest));
  return result;
}
