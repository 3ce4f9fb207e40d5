import { DamagedText } from './damaged-text.ts';
import type { Where } from './damaged-text.ts';

/** A value of JSON as text; it starts at `start` of the window. */
export interface JsonText {
  readonly text: string;
  readonly start: number;
}

const quote = 34;
const backslash = 92;
/** No row and no page of Resource Graph (16 MB) is larger. */
const largestValue = 64 << 20;

/** The part of a long text that is being read: what was taken is forgotten, what is missing is pushed. */
export class TextWindow {
  #text = '';
  #position = 0;
  #ended = false;
  /** Line and column of the first character that is still here. */
  #line = 1;
  #column = 1;
  /** How far the value that starts at `start` was looked through, so that a long one is not looked through again and again. */
  #scan = { start: -1, index: 0, depth: 0 };

  get position(): number {
    return this.#position;
  }

  set position(position: number) {
    this.#position = position;
  }

  push(text: string): void {
    this.#text = this.#position < this.#text.length ? this.#text + text : text;
  }

  end(): void {
    this.#ended = true;
  }

  /** Forgets what was taken. */
  drop(): void {
    const { line, column } = this.where(this.#position);
    this.#line = line;
    this.#column = column;
    this.#scan.start -= this.#position;
    this.#scan.index -= this.#position;
    this.#text = this.#text.slice(this.#position);
    this.#position = 0;
  }

  /** The next character that is no white space, without taking it; empty when there is none (yet). */
  peek(): string {
    while (isSpace(this.#text.charCodeAt(this.#position))) this.#position++;
    return this.#text.charAt(this.#position);
  }

  /** Line and column of a place of the window. */
  where(position: number): Where {
    let line = this.#line;
    let lineStart = 1 - this.#column;
    for (let at = this.#text.indexOf('\n'); at >= 0 && at < position; at = this.#text.indexOf('\n', at + 1)) {
      line++;
      lineStart = at + 1;
    }
    return { line, column: position - lineStart + 1 };
  }

  /** The rest of the line; undefined while its end is missing, empty when it is longer than `longest`. */
  line(longest: number): string | undefined {
    const end = this.#text.indexOf('\n', this.#position);
    if (end >= 0) return end - this.#position > longest ? '' : this.#text.slice(this.#position, end).trimEnd();
    if (this.#text.length - this.#position > longest) return '';
    return this.#ended ? this.#text.slice(this.#position).trimEnd() : undefined;
  }

  /** Takes a JSON value whose end is found by its brackets and quotes; undefined while the end is missing. */
  value(): JsonText | undefined {
    if (this.peek() === '') return this.#missing();
    const start = this.#position;
    const end = this.#endOfValue(start);
    if (end === undefined) return this.#missing();
    this.#position = end;
    return { text: this.#text.slice(start, end), start };
  }

  #missing(): undefined {
    if (this.#ended) throw new DamagedText('the file ends in the middle of a value', this.where(this.#text.length));
    if (this.#text.length - this.#position > largestValue) {
      throw new DamagedText('a single value is larger than 64 MB', this.where(this.#position));
    }
  }

  #endOfValue(start: number): number | undefined {
    const first = this.#text.charCodeAt(start);
    if (first === quote) return this.#endOfString(start);
    return first === 123 || first === 91 ? this.#endOfBrackets(start) : this.#endOfWord(start);
  }

  /** Of an object or an array. Whether its brackets match is for the parser to say. */
  #endOfBrackets(start: number): number | undefined {
    const resumed = this.#scan.start === start;
    let depth = resumed ? this.#scan.depth : 0;
    let index = resumed ? this.#scan.index : start;
    for (const text = this.#text; index < text.length; ) {
      const code = text.charCodeAt(index);
      if (code === quote) {
        const end = this.#endOfString(index);
        if (end === undefined) break;
        index = end;
        continue;
      }
      index++;
      if (code === 123 || code === 91) depth++;
      else if ((code === 125 || code === 93) && --depth === 0) return index;
    }
    this.#scan = { start, index, depth };
    return undefined;
  }

  #endOfString(start: number): number | undefined {
    for (let end = this.#text.indexOf('"', start + 1); end >= 0; end = this.#text.indexOf('"', end + 1)) {
      let slashes = 0;
      while (this.#text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
      if (slashes % 2 === 0) return end + 1;
    }
    return undefined;
  }

  /** Of a number, `true`, `false` or `null`. */
  #endOfWord(start: number): number | undefined {
    let end = start;
    while (end < this.#text.length && !isDelimiter(this.#text.charCodeAt(end))) end++;
    if (end === start) throw new DamagedText('a value is missing', this.where(start));
    return end < this.#text.length || this.#ended ? end : undefined;
  }
}

/** A byte order mark is where files were appended to each other. */
function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff;
}

/** White space, or one of `,:]}`. */
function isDelimiter(code: number): boolean {
  return isSpace(code) || code === 44 || code === 58 || code === 93 || code === 125;
}
