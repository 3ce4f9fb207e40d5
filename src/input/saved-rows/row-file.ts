import { columnOf } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import type { ListName } from '../row-source.ts';
import { rowsOfAnswer } from './answer-rows.ts';
import { CsvSplitter } from './csv-splitter.ts';
import { DamagedText } from './damaged-text.ts';
import type { Where } from './damaged-text.ts';
import { JsonSplitter } from './json-splitter.ts';
import type { AskWhere } from './json-splitter.ts';
import type { PageNote } from './page-accounts.ts';
import type { Collected } from './row-collector.ts';
import { isOwnLine, mistakeOfOwnLine } from './saved-format.ts';
import type { SavedEnd, SavedHeader } from './saved-format.ts';

/** Who is told what a file of rows holds. */
export interface RowFileEvents {
  row(row: GraphRow, where: AskWhere): Collected;
  page(note: Omit<PageNote, 'file'>): void;
  header(header: SavedHeader): void;
  savedEnd(end: SavedEnd): void;
}

/**
 * Where exports stop: default and largest number of rows of one call of `az graph query` and `Search-AzGraph`, and of a CSV of the portal.
 * https://learn.microsoft.com/azure/governance/resource-graph/first-query-portal
 */
const fullSizes: readonly number[] = [100, 1000, 55_000];

/** One file of rows, in whatever form it was saved, read piece by piece. Pieces are refused with a `DamagedText`. */
export class RowFile {
  readonly #events: RowFileEvents;
  #splitter: { push(text: string): void; end(): void } | undefined;
  #page = new PageTally();
  #header: SavedHeader | undefined;
  #savedRows = 0;
  #ended = false;

  constructor(events: RowFileEvents) {
    this.#events = events;
  }

  push(text: string): void {
    this.#splitter ??= /^\s*[[{]/.test(text) ? this.#json() : this.#csv();
    this.#splitter.push(text);
  }

  end(): void {
    if (this.#splitter === undefined)
      throw new DamagedText('the file is empty; az and PowerShell write errors elsewhere');
    this.#splitter.end();
    if (this.#header === undefined) this.#endPage();
    else if (!this.#ended) throw new DamagedText('the last line is missing: the file is not whole');
  }

  #json(): JsonSplitter {
    return new JsonSplitter({
      value: (value, where) => this.#value(value, where),
      element: (value, where) => this.#listed(value, where),
      answerEnd: (members, where) => this.#endAnswer(members, where),
      arrayEnd: () => this.#endPage(),
    });
  }

  #value(value: unknown, where: AskWhere): void {
    if (!isObject(value)) throw new DamagedText('this is no row: an object is expected', where());
    // Nearly everything is a row.
    if (typeof value['id'] === 'string') return this.#listed(value, where);
    if (isOwnLine(value)) return this.#ownLine(value, where());
    const answer = rowsOfAnswer(value);
    if (answer === undefined) return this.#listed(value, where);
    const outer = this.#page;
    this.#page = new PageTally();
    for (const row of answer) this.#listed(row, where);
    this.#endAnswer(value, where);
    this.#page = outer;
  }

  #listed(value: unknown, where: AskWhere): void {
    if (!isObject(value)) throw new DamagedText('this is no row: an object is expected', where());
    this.#savedRows++;
    const collected = this.#events.row(value, where);
    if (collected.kind === 'unnamed') throw new DamagedText(reasonWithoutId(value), where());
    this.#page.add(collected);
  }

  #endAnswer(members: GraphRow, where: AskWhere): void {
    const total = asNumber(columnOf(members, 'total_records') ?? columnOf(members, 'totalRecords'));
    const count = asNumber(columnOf(members, 'count'));
    const { rows } = this.#page;
    if (count !== undefined && count > rows) {
      throw new DamagedText(`the page says that it has ${count} rows, but has ${rows}`, where());
    }
    const token = ['skip_token', '$skipToken', 'SkipToken', 'nextLink'].some((name) => isText(columnOf(members, name)));
    const truncated = String(columnOf(members, 'resultTruncated')).toLowerCase() === 'true';
    const note = this.#page.note(token || truncated);
    this.#events.page(total === undefined ? note : { ...note, total });
    this.#page = new PageTally();
  }

  /** The end of rows that say nothing of others: an array, a CSV, objects one after the other. As many as a page has may be one of several. */
  #endPage(): void {
    const { rows } = this.#page;
    if (rows > 0) this.#events.page(this.#page.note(fullSizes.includes(rows) ? 'perhaps' : false));
    this.#page = new PageTally();
  }

  #ownLine(line: SavedHeader | SavedEnd, where: Where): void {
    const mistake = mistakeOfOwnLine(line);
    if (mistake !== undefined) throw new DamagedText(mistake, where);
    if (line.backuplint === 'rows') {
      this.#header = line;
      this.#savedRows = 0;
      this.#ended = false;
      this.#events.header(line);
      return;
    }
    if (this.#header === undefined) throw new DamagedText('the first line is missing: the file is not whole', where);
    if (line.rows !== this.#savedRows) {
      throw new DamagedText(`the file holds ${this.#savedRows} rows, but ${line.rows} were saved`, where);
    }
    this.#ended = true;
    this.#events.savedEnd(line);
  }

  #csv(): CsvSplitter {
    let columns: readonly string[] = [];
    const splitter = new CsvSplitter({
      header: (names) => {
        columns = names.map((name) => name.trim());
        requireRawExport(columns);
      },
      record: (cells, line) =>
        this.#listed(
          Object.fromEntries(columns.map((column, index) => [column, cellValue(cells[index] ?? '')])),
          () => ({
            line,
            column: 1,
          }),
        ),
    });
    return splitter;
  }
}

/** What a page held. */
class PageTally {
  rows = 0;
  #newRows = 0;
  readonly #lists = new Set<ListName>();

  add(collected: Collected): void {
    this.rows++;
    // Rows of other types count, too: the total is of all rows.
    if (collected.kind !== 'repeated') this.#newRows++;
    if ('list' in collected) this.#lists.add(collected.list);
  }

  note(more: PageNote['more']): Omit<PageNote, 'file'> {
    return { rows: this.rows, newRows: this.#newRows, lists: [...this.#lists], more };
  }
}

function requireRawExport(columns: readonly string[]): void {
  const names = columns.map((column) => column.toLowerCase());
  if (names.includes('id')) return;
  if (names.includes('name') && names.length > 1) {
    throw new DamagedText(
      "this is a formatted export, which has no ids: turn 'Formatted results' off in the portal's Resource Graph Explorer and download the CSV again",
    );
  }
  throw new DamagedText('this is neither JSON nor CSV with an `id` column');
}

function cellValue(cell: string): unknown {
  if (cell === '' || cell === 'null') return null;
  if (!cell.startsWith('{') && !cell.startsWith('[')) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function reasonWithoutId(row: GraphRow): string {
  const error = columnOf(row, 'error');
  if (isObject(error))
    return `this is an error of Azure, not rows: ${String(columnOf(error, 'message') ?? columnOf(error, 'code'))}`;
  if (columnOf(row, '$schema') !== undefined) return 'this is a template, not rows of Resource Graph';
  return 'this is no row of Resource Graph: it has no `id`';
}

function isObject(value: unknown): value is GraphRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tools between Azure and the file write numbers as text now and then. */
function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
