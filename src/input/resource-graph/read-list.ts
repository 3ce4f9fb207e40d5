import { textColumn } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import type { GraphClient, GraphFailure, GraphPage, QueryScope } from './graph-client.ts';
import { send } from './send.ts';
import type { Sending } from './send.ts';

/** One list of one scope. */
export interface ListRequest {
  readonly query: string;
  readonly scope: QueryScope;
  readonly client: GraphClient;
  /** Ids, in lower case, of rows that were yielded already; the new ones are added. */
  readonly seen: Set<string>;
  /** Called after each page. */
  readonly onPage: (page: GraphPage) => void;
}

/** How reading a list ended. */
export type ListOutcome =
  | { readonly complete: true; readonly subscriptionLimitHit: boolean }
  | { readonly complete: false; readonly because: string; readonly failure?: GraphFailure };

const largestPage = 1000;
const mostPages = 10_000;

/**
 * Reads a list page by page and yields each row once. It is complete only when the chain of skip tokens ended, no page was truncated, the server's count of rows stayed the same and as many
 * different ones came; a chain that broke or does not add up is read once more from the start before it is given up.
 */
export async function* readList(list: ListRequest, sending: Sending): AsyncGenerator<GraphRow, ListOutcome> {
  const first = yield* readChain(list, sending);
  if (first.complete || !first.again) return first;
  return yield* readChain(list, sending);
}

type ChainOutcome = ListOutcome & { readonly again?: boolean };

/** One walk from the first page to the last. `counted` holds the ids of this walk. */
async function* readChain(list: ListRequest, sending: Sending): AsyncGenerator<GraphRow, ChainOutcome> {
  const counted = new Set<string>();
  const tokens = new Set<string>();
  let skipToken: string | undefined;
  let total: number | undefined;
  let top = largestPage;
  for (let pages = 0; pages < mostPages; pages++) {
    const request = { query: list.query, scope: list.scope, top, ...(skipToken !== undefined && { skipToken }) };
    const answer = await send(() => list.client.page(request, sending.signal), sending);
    if (!answer.ok) {
      if (answer.kind !== 'tooLarge' || top === 1) return failed(answer);
      top = Math.ceil(top / 2);
      continue;
    }
    sending.counters.pages++;
    const unnamed = yield* newRows(answer, list.seen, counted);
    list.onPage(answer);
    total ??= answer.totalRecords;
    // Rows that come or go move the others across the borders of pages: some may have been passed over.
    const because = `the list changed while it was read, from ${total} to ${answer.totalRecords} rows`;
    if (answer.totalRecords !== total) return { complete: false, because, again: true };
    const end = endOf(answer, tokens, counted.size, unnamed);
    if (end !== undefined) return end;
    skipToken = answer.skipToken;
  }
  return { complete: false, because: `the list has more than ${mostPages} pages` };
}

/** Yields the rows that were not yielded before; returns how many rows have no id. */
function* newRows(page: GraphPage, seen: Set<string>, counted: Set<string>): Generator<GraphRow, number> {
  let unnamed = 0;
  for (const row of page.rows) {
    const id = textColumn(row, 'id')?.toLowerCase();
    if (id === undefined) {
      unnamed++;
      continue;
    }
    const isNew = !seen.has(id);
    seen.add(id);
    counted.add(id);
    if (isNew) yield row;
  }
  return unnamed;
}

/** Undefined while more pages follow. */
function endOf(page: GraphPage, tokens: Set<string>, rows: number, unnamed: number): ChainOutcome | undefined {
  const { skipToken } = page;
  if (unnamed > 0) return { complete: false, because: `${unnamed} rows have no id` };
  if (skipToken !== undefined) {
    if (tokens.has(skipToken))
      return { complete: false, because: 'the server sent the same skip token twice', again: true };
    tokens.add(skipToken);
    return undefined;
  }
  if (page.truncated)
    return { complete: false, because: 'the server cut the result without a token for the rest', again: true };
  if (rows !== page.totalRecords) {
    const because = `the server counts ${page.totalRecords} rows, but ${rows} different ones came`;
    return { complete: false, because, again: true };
  }
  return { complete: true, subscriptionLimitHit: page.subscriptionLimitHit };
}

function failed(failure: GraphFailure): ChainOutcome {
  return { complete: false, because: failure.message, failure, again: failure.kind === 'token' };
}
