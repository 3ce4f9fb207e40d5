import { DamagedText } from './damaged-text.ts';

/** What a CSV is taken apart into. */
export interface CsvPieces {
  header(columns: readonly string[]): void;
  record(cells: readonly string[], line: number): void;
}

/** A cell longer than this means that a quote was left open. */
const largestCell = 64 << 20;

/** Of RFC 4180, of spreadsheets where the comma is the decimal point, and of what was copied from them. */
const separators = [',', ';', '\t'];
/** Lines before the header: `Export-Csv` of Windows PowerShell writes one, and so do exports for Excel. */
const preamble = /^(?:#TYPE .*|sep=(.))$/;

/** Takes a CSV (RFC 4180) apart while it is being read, record by record. What separates its cells is seen in the header. */
export class CsvSplitter {
  readonly #pieces: CsvPieces;
  #rest = '';
  #line = 1;
  #separator: string | undefined;
  #columns: number | undefined;

  constructor(pieces: CsvPieces) {
    this.#pieces = pieces;
  }

  /** @throws {DamagedText} where a record has not as many cells as the header, or the header does not show what separates them. */
  push(text: string): void {
    const all = this.#rest + text;
    let start = 0;
    for (let end = endOfRecord(all, start); end !== undefined; end = endOfRecord(all, start)) {
      this.#record(all.slice(start, end));
      start = end;
    }
    this.#rest = all.slice(start);
    if (this.#rest.length > largestCell) throw this.#damaged('a record is larger than 64 MB');
  }

  /** @throws {DamagedText} when the text ends within a quoted cell, or within a record. */
  end(): void {
    if (this.#rest.trim() === '') return;
    if (quotesIn(this.#rest) % 2 === 1) throw this.#damaged('the file ends in the middle of a quoted cell');
    this.#record(this.#rest);
  }

  #record(text: string): void {
    const line = this.#line;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#line++;
    if (text.trim() === '') return;
    if (this.#columns === undefined) {
      this.#header(text);
      return;
    }
    const cells = cellsOf(text, this.#separator ?? ',');
    if (cells.length !== this.#columns) {
      throw new DamagedText(`the record has ${cells.length} cells, the header ${this.#columns}`, { line, column: 1 });
    }
    this.#pieces.record(cells, line);
  }

  #header(text: string): void {
    const before = preamble.exec(text.replace(/\r?\n$/, ''));
    if (before !== null) {
      this.#separator = before[1];
      return;
    }
    const seen = separators.filter((separator) => cellsOf(text, separator).length > 1);
    if (this.#separator === undefined && seen.length > 1) {
      const message = `the header has ${seen.map((each) => `'${each}'`).join(' and ')} between its columns: which of them separates the cells cannot be told`;
      throw new DamagedText(message, { line: this.#line - 1, column: 1 });
    }
    this.#separator ??= seen[0] ?? ',';
    const cells = cellsOf(text, this.#separator);
    this.#columns = cells.length;
    this.#pieces.header(cells);
  }

  #damaged(message: string): DamagedText {
    return new DamagedText(message, { line: this.#line, column: 1 });
  }
}

/** After the line break that is in no quoted cell; undefined when there is none. */
function endOfRecord(text: string, start: number): number | undefined {
  for (let from = start; ; ) {
    const newline = text.indexOf('\n', from);
    if (newline < 0) return undefined;
    const open = text.indexOf('"', from);
    if (open < 0 || open > newline) return newline + 1;
    const close = text.indexOf('"', open + 1);
    if (close < 0) return undefined;
    from = close + 1;
  }
}

function quotesIn(text: string): number {
  return text.split('"').length - 1;
}

/** The cells of one record; `""` within quotes is a quote. */
function cellsOf(record: string, separator: string): readonly string[] {
  const text = record.endsWith('\n') ? record.slice(0, record.endsWith('\r\n') ? -2 : -1) : record;
  const cells: string[] = [];
  for (let at = 0; at <= text.length; at++) {
    if (text[at] !== '"') {
      const next = text.indexOf(separator, at);
      const end = next < 0 ? text.length : next;
      cells.push(text.slice(at, end));
      at = end;
      continue;
    }
    let end = text.indexOf('"', at + 1);
    while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
    if (end < 0) end = text.length;
    cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
    const next = text.indexOf(separator, end);
    at = next < 0 ? text.length : next;
  }
  return cells;
}
