import { textColumn } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import type { GraphClient, GraphFailure, GraphPage, QueryScope } from './graph-client.ts';
import { send } from './send.ts';
import type { Sending } from './send.ts';

/** One list of one scope. */
export interface ListRequest {
  readonly query: string;
  /** The types, in lower case, that the query asks for. */
  readonly types: readonly string[];
  readonly scope: QueryScope;
  readonly client: GraphClient;
  /** Rows that were yielded already (`rowKey` in lower case); the new ones are added. */
  readonly seen: Set<string>;
  /** Rows that are not wanted are counted and not yielded. */
  readonly wants: (row: GraphRow) => boolean;
  /** Whether a list of several pages is read until a whole reading brings nothing new. */
  readonly confirm: boolean;
  /** Called after each page. */
  readonly onPage: (page: GraphPage) => void;
}

/** How reading a list ended. */
export type ListOutcome =
  | { readonly complete: true; readonly subscriptionLimitHit: boolean }
  | { readonly complete: false; readonly because: string; readonly failure?: GraphFailure };

const largestPage = 1000;
const mostPages = 10_000;
const mostReadings = 5;
const mostBrokenReadings = 2;

/**
 * Reads a list and yields each row once, those of a page together. A reading that broke off or does not add up is repeated once; one during which the list changed, more often.
 * Pages are cut by position: where a row goes and another comes, the count stays the same, and a row that was there all the time may have moved across
 * the border of two pages unseen. So with `confirm`, what came in several pages is read again, and complete only when a whole reading brought nothing new:
 * rows that go in the meantime do no harm.
 */
export async function* readList(list: ListRequest, sending: Sending): AsyncGenerator<readonly GraphRow[], ListOutcome> {
  let broken = 0;
  let wasWhole = false;
  let because = '';
  for (let readings = 0; readings < mostReadings; readings++) {
    const reading = yield* readOnce(list, sending);
    if (reading.kind === 'failed') return reading.outcome;
    if (reading.kind === 'whole') {
      const isSure = !list.confirm || reading.pages === 1 || (wasWhole && !reading.hasNew);
      if (isSure) return { complete: true, subscriptionLimitHit: reading.subscriptionLimitHit };
      wasWhole = true;
      because = 'there was something new in the list each time it was read';
      continue;
    }
    because = reading.because;
    if (reading.kind === 'broken' && ++broken === mostBrokenReadings) break;
  }
  return { complete: false, because };
}

/** One walk from the first page to the last. */
type Reading =
  | {
      readonly kind: 'whole';
      readonly pages: number;
      /** Whether it had a row that no reading before had. */
      readonly hasNew: boolean;
      readonly subscriptionLimitHit: boolean;
    }
  /** Worth another try, since the list is a moving one, or since the server made a mistake. */
  | { readonly kind: 'changed' | 'broken'; readonly because: string }
  | { readonly kind: 'failed'; readonly outcome: ListOutcome };

async function* readOnce(list: ListRequest, sending: Sending): AsyncGenerator<readonly GraphRow[], Reading> {
  const tally = new Tally(list.types);
  let skipToken: string | undefined;
  let top = largestPage;
  while (tally.pages < mostPages) {
    const request = { query: list.query, scope: list.scope, top, ...(skipToken !== undefined && { skipToken }) };
    const answer = await send(() => list.client.page(request, sending.signal), sending);
    if (!answer.ok) {
      if (answer.kind === 'token') return { kind: 'broken', because: answer.message };
      if (answer.kind !== 'tooLarge' || top === 1) return failed(answer.message, answer);
      top = Math.ceil(top / 2);
      continue;
    }
    sending.counters.pages++;
    yield tally.take(answer, (row, key) => {
      const isWanted = list.wants(row);
      if (!isNew(key, isWanted, list.seen)) return false;
      tally.hasNew = true;
      return isWanted;
    });
    list.onPage(answer);
    const end = tally.endOf(answer);
    if (end !== undefined) return end;
    skipToken = answer.skipToken;
  }
  return failed(`the list has more than ${mostPages} pages`);
}

/** What tells rows apart: the id and, since one subscription may be seen through two tenants, the tenant. */
function rowKey(row: GraphRow): string {
  return `${textColumn(row, 'id') ?? ''}\0${textColumn(row, 'tenantId') ?? ''}`;
}

/** A row that is not wanted here may be wanted in another half of its batch: it is noted apart. */
function isNew(rowKey: string, isWanted: boolean, seen: Set<string>): boolean {
  const lower = rowKey.toLowerCase();
  const { size } = seen;
  seen.add(isWanted ? lower : `${lower}\0`);
  return seen.size > size;
}

function failed(because: string, failure?: GraphFailure): Reading {
  return { kind: 'failed', outcome: { complete: false, because, ...(failure && { failure }) } };
}

/** Adds up what the pages of one reading hold. */
class Tally {
  pages = 0;
  hasNew = false;
  /** In the case in which they came: the server counts rows whose ids differ only in case as two. */
  readonly #keys = new Set<string>();
  readonly #types: readonly string[];
  readonly #tokens = new Set<string>();
  #total: number | undefined;
  #unnamed = 0;
  #foreign = 0;
  #miscount: string | undefined;
  #subscriptionLimitHit = false;

  constructor(types: readonly string[]) {
    this.#types = types;
  }

  /** Counts the rows of a page and gives those that an audit can use and that are `taken`; `key` tells a row apart from others. */
  take(page: GraphPage, taken: (row: GraphRow, key: string) => boolean): readonly GraphRow[] {
    this.pages++;
    this.#total ??= page.totalRecords;
    this.#subscriptionLimitHit ||= page.subscriptionLimitHit;
    if (page.count !== page.rows.length) {
      this.#miscount ??= `a page says that it has ${page.count} rows, but has ${page.rows.length}`;
    }
    return page.rows.filter((row) => {
      if (!this.#isUsable(row)) return false;
      const key = rowKey(row);
      this.#keys.add(key);
      return taken(row, key);
    });
  }

  #isUsable(row: GraphRow): boolean {
    const type = textColumn(row, 'type')?.toLowerCase();
    const isUnnamed = textColumn(row, 'id') === undefined;
    const isForeign = type !== undefined && type !== '' && !this.#types.includes(type);
    if (isUnnamed) this.#unnamed++;
    else if (isForeign) this.#foreign++;
    return !isUnnamed && !isForeign;
  }

  /** How the reading ends with this page; undefined while more pages follow. */
  endOf(page: GraphPage): Reading | undefined {
    const { skipToken, totalRecords } = page;
    // Rows that come or go move the others across the borders of pages: some may have been passed over.
    if (totalRecords !== this.#total) {
      const because = `the list changed while it was read, from ${this.#total} to ${totalRecords} rows`;
      return { kind: 'changed', because };
    }
    if (this.#unnamed > 0) return failed(`${this.#unnamed} rows have no id`);
    if (this.#foreign > 0) return failed(`${this.#foreign} rows are of another type than was asked for`);
    if (skipToken !== undefined) {
      if (this.#tokens.has(skipToken)) return { kind: 'broken', because: 'the server sent the same skip token twice' };
      this.#tokens.add(skipToken);
      return undefined;
    }
    if (page.truncated) return { kind: 'broken', because: 'the server cut the result without a token for the rest' };
    if (this.#keys.size !== totalRecords) {
      const because = `the server counts ${totalRecords} rows, but ${this.#keys.size} different ones came`;
      return { kind: 'broken', because };
    }
    if (this.#miscount !== undefined) return { kind: 'broken', because: this.#miscount };
    const { pages, hasNew } = this;
    return { kind: 'whole', pages, hasNew, subscriptionLimitHit: this.#subscriptionLimitHit };
  }
}
