import type { StoredRow } from './estate-generator.ts';
import { projectionOf } from './projection.ts';

/** The part of a Resource Graph request that this counterpart understands. */
export interface GraphRequestBody {
  readonly query: string;
  readonly subscriptions?: readonly string[];
  readonly managementGroups?: readonly string[];
  readonly options?: { readonly $skipToken?: string; readonly $top?: number };
}

export interface GraphAnswerBody {
  readonly totalRecords: number;
  readonly count: number;
  readonly resultTruncated: 'true' | 'false';
  readonly $skipToken?: string;
  readonly data: readonly Record<string, unknown>[];
  readonly facets: readonly [];
}

/** Rows in memory that answer flat list queries: a table, `where type =~ '...'`, `order by id`. and what it projects. */
export class GraphStore {
  readonly #rows: readonly StoredRow[];
  readonly #hidden: ReadonlySet<string>;
  /** Subscriptions below each management group. */
  readonly #managementGroups: ReadonlyMap<string, readonly string[]>;

  constructor(
    rows: Iterable<StoredRow>,
    options: {
      readonly hidden?: readonly string[];
      readonly managementGroups?: ReadonlyMap<string, readonly string[]>;
    } = {},
  ) {
    this.#rows = [...rows].sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
    this.#hidden = new Set((options.hidden ?? []).map((id) => id.toLowerCase()));
    this.#managementGroups = options.managementGroups ?? new Map();
  }

  /** All rows, for assertions. */
  get rows(): readonly StoredRow[] {
    return this.#rows;
  }

  /** Whether the principal may read a subscription of the store. */
  canRead(subscriptionId: string): boolean {
    const key = subscriptionId.toLowerCase();
    return !this.#hidden.has(key) && this.#rows.some((row) => row.subscriptionId.toLowerCase() === key);
  }

  /** Undefined when the principal has no right on any of the subscriptions that the request names: Azure answers 403. */
  answer(request: GraphRequestBody): GraphAnswerBody | undefined {
    const scope = this.#scopeOf(request);
    if (scope !== undefined && scope.size > 0 && [...scope].every((id) => this.#hidden.has(id))) return undefined;
    const matching = this.#rows.filter((row) => this.#matches(row, request.query, scope));
    const start = readToken(request.options?.$skipToken) ?? 0;
    const page = matching.slice(start, start + Math.min(request.options?.$top ?? 100, 1000));
    const next = start + page.length;
    return {
      totalRecords: matching.length,
      count: page.length,
      resultTruncated: 'false',
      ...(next < matching.length ? { $skipToken: writeToken(next) } : {}),
      data: page.map(projectionOf(request.query)),
      facets: [],
    };
  }

  #scopeOf(request: GraphRequestBody): ReadonlySet<string> | undefined {
    const named =
      request.subscriptions ?? request.managementGroups?.flatMap((group) => this.#managementGroups.get(group) ?? []);
    return named === undefined ? undefined : new Set(named.map((id) => id.toLowerCase()));
  }

  #matches(row: StoredRow, query: string, scope: ReadonlySet<string> | undefined): boolean {
    const table = /^\s*(\w+)/.exec(query)?.[1]?.toLowerCase();
    const type = /type\s*=~\s*'([^']+)'/.exec(query)?.[1]?.toLowerCase();
    const subscription = row.subscriptionId.toLowerCase();
    if (row.table !== table || row.type !== type || this.#hidden.has(subscription)) return false;
    return scope === undefined || scope.has(subscription);
  }
}

function writeToken(offset: number): string {
  return Buffer.from(JSON.stringify({ offset })).toString('base64');
}

/** The offset that a skip token stands for; undefined for one that is not of this store. */
export function readToken(token: string | undefined): number | undefined {
  if (token === undefined) return 0;
  const offset = /^\{"offset":(\d+)\}$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  return offset === undefined ? undefined : Number(offset);
}
