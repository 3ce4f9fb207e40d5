import type { ListGap, ListName, SubscriptionScope } from '../row-source.ts';

/** How bad a status is: a scope keeps the worst that was seen of it. */
const badness = { read: 0, partly: 1, failed: 2, denied: 3, hidden: 4 } as const;
type Status = SubscriptionScope['status'];

/** The lists whose rows belong to one subscription. */
const ownedLists = 4;

/** What became of each subscription in an audit, and what could not be read. */
export class ScopeBook {
  readonly #scopes = new Map<string, SubscriptionScope>();
  readonly #failedLists = new Map<string, Set<ListName>>();
  readonly #gaps: ListGap[] = [];

  /** Scopes in the order in which they were found; one in which every list failed has failed as a whole. */
  get scopes(): readonly SubscriptionScope[] {
    return [...this.#scopes].map(([key, scope]) => {
      const hasFailed = scope.status === 'partly' && this.#failedLists.get(key)?.size === ownedLists;
      return hasFailed ? { ...scope, status: 'failed' } : scope;
    });
  }

  get gaps(): readonly ListGap[] {
    return this.#gaps;
  }

  has(subscriptionId: string): boolean {
    return this.#scopes.has(subscriptionId.toLowerCase());
  }

  /** A subscription that can be read. */
  add(scope: Omit<SubscriptionScope, 'status' | 'because'>): void {
    if (!this.has(scope.subscriptionId)) {
      this.#scopes.set(scope.subscriptionId.toLowerCase(), { ...scope, status: 'read' });
    }
  }

  /** A subscription that was asked for and cannot be read at all. */
  addUnreadable(subscriptionId: string, status: 'hidden' | 'denied', because: string, name?: string): void {
    const named = name === undefined ? {} : { name };
    this.#scopes.set(subscriptionId.toLowerCase(), { subscriptionId, ...named, status, because });
    const what = status === 'hidden' ? 'is not visible' : 'may not be read';
    this.#gaps.push({ because: `subscription '${name ?? subscriptionId}' ${what}: ${because}`, subscriptionId });
  }

  /** A list of a subscription that was not read to its end. */
  addFailure(subscriptionId: string, list: ListName, status: Status, because: string): void {
    const key = subscriptionId.toLowerCase();
    const scope = this.#scopes.get(key) ?? { subscriptionId, status: 'read' };
    if (badness[status] > badness[scope.status]) this.#scopes.set(key, { ...scope, status, because });
    const lists = this.#failedLists.get(key) ?? new Set();
    this.#failedLists.set(key, lists.add(list));
    this.#gaps.push({ because, list, subscriptionId });
  }

  /** Something that concerns the whole audit. */
  addGap(gap: ListGap): void {
    this.#gaps.push(gap);
  }
}
