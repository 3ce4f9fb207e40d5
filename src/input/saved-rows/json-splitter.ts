import { DamagedText } from './damaged-text.ts';
import type { Where } from './damaged-text.ts';
import { TextWindow } from './text-window.ts';
import type { JsonText } from './text-window.ts';

/** Asks for the place of a piece; only while it is handed over. */
export type AskWhere = () => Where;

/** What a text of JSON values is taken apart into: never more than one row, or one page of a Resource Graph answer, at a time. */
export interface JsonPieces {
  /** A value of the text, or one element of an array of them. */
  value(value: unknown, where: AskWhere): void;
  /** One element of the list that an answer holds. */
  element(value: unknown, where: AskWhere): void;
  /** The other members of that answer, at its end. */
  answerEnd(members: Readonly<Record<string, unknown>>, where: AskWhere): void;
  /** The end of an array of values. */
  arrayEnd(where: AskWhere): void;
}

/** Members of an answer that hold its rows: of REST, `az` and PowerShell, and of `ConvertTo-Json` in Windows PowerShell. */
const rowMembers: readonly string[] = ['data', 'value'];
/** A line longer than this is taken apart instead of being parsed whole. */
const longestLine = 1 << 20;

/**
 * Takes a text of JSON values apart while it is being read: JSON lines, one large array, and answers (`{ "count": .., "data": [ .. ] }`), one or
 * several after each other. Memory holds one element, not the file.
 */
export class JsonSplitter {
  readonly #pieces: JsonPieces;
  readonly #window = new TextWindow();
  #state: 'top' | 'array' | 'answer' | 'data' = 'top';
  #isFirst = true;
  /** Members of the answer that is being read; whether one of them was its list. */
  #members = new Map<string, unknown>();
  #hadList = false;

  constructor(pieces: JsonPieces) {
    this.#pieces = pieces;
  }

  /** @throws {DamagedText} where the text is no JSON. */
  push(text: string): void {
    this.#window.push(text);
    this.#run();
  }

  /** @throws {DamagedText} when the text ends too early. */
  end(): void {
    this.#window.end();
    this.#run();
    if (this.#state !== 'top') throw this.#damaged('the file ends in the middle of a list or an object');
  }

  #run(): void {
    for (;;) {
      // White space is taken for good: the text that comes next need not be joined to it.
      this.#window.peek();
      const start = this.#window.position;
      if (this.#step()) continue;
      // Half a piece: it is taken again when the rest has come.
      this.#window.position = start;
      break;
    }
    this.#window.drop();
  }

  /** Takes one piece; false when there is nothing whole to take (yet). */
  #step(): boolean {
    const next = this.#window.peek();
    if (next === '') return false;
    if (this.#state === 'top') return this.#top(next);
    return this.#state === 'answer' ? this.#member(next) : this.#item(next);
  }

  #top(next: string): boolean {
    if (next === '[') return this.#open('array');
    if (next !== '{') throw this.#damaged('this is neither JSON nor CSV with an `id` column');
    const start = this.#window.position;
    const line = this.#window.line(longestLine);
    if (line === undefined) return false;
    const value = line.endsWith('}') ? parsedLine(line) : undefined;
    if (value === undefined) {
      this.#members.clear();
      this.#hadList = false;
      return this.#open('answer');
    }
    this.#window.position = start + line.length;
    this.#pieces.value(value, () => this.#window.where(start));
    return true;
  }

  #open(state: 'array' | 'answer' | 'data'): true {
    this.#window.position++;
    this.#state = state;
    this.#isFirst = true;
    return true;
  }

  /** Goes on with what was around the list or object that ends here. */
  #close(state: 'top' | 'answer'): AskWhere {
    const end = this.#window.position++;
    this.#state = state;
    this.#isFirst = false;
    return () => this.#window.where(end);
  }

  #item(next: string): boolean {
    const inAnswer = this.#state === 'data';
    if (next === ']') {
      const where = this.#close(inAnswer ? 'answer' : 'top');
      if (!inAnswer) this.#pieces.arrayEnd(where);
      return true;
    }
    if (!this.#comma(next)) return false;
    const element = this.#window.value();
    if (element === undefined) return false;
    const value = this.#parse(element);
    const where: AskWhere = () => this.#window.where(element.start);
    this.#isFirst = false;
    if (inAnswer) this.#pieces.element(value, where);
    else this.#pieces.value(value, where);
    return true;
  }

  #member(next: string): boolean {
    if (next === '}') {
      const where = this.#close('top');
      const members = Object.fromEntries(this.#members);
      if (this.#hadList) this.#pieces.answerEnd(members, where);
      else this.#pieces.value(members, where);
      return true;
    }
    if (!this.#comma(next)) return false;
    if (this.#window.peek() !== '"') throw this.#damaged('the name of a member is missing');
    const key = this.#window.value();
    if (key === undefined || this.#window.peek() === '') return false;
    if (this.#window.peek() !== ':') throw this.#damaged("a ':' is missing");
    this.#window.position++;
    const name = String(this.#parse(key));
    if (rowMembers.includes(name.toLowerCase()) && this.#window.peek() === '[') {
      this.#hadList = true;
      return this.#open('data');
    }
    const member = this.#window.value();
    if (member === undefined) return false;
    this.#members.set(name, this.#parse(member));
    this.#isFirst = false;
    return true;
  }

  /** Takes the comma before all but the first; false when what follows it is missing. */
  #comma(next: string): boolean {
    if (this.#isFirst) return true;
    if (next !== ',') throw this.#damaged("a ',' is missing");
    this.#window.position++;
    return this.#window.peek() !== '';
  }

  #parse({ text, start }: JsonText): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      const offset = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '0';
      throw new DamagedText('this is no JSON', this.#window.where(start + Number(offset)));
    }
  }

  #damaged(message: string): DamagedText {
    return new DamagedText(message, this.#window.where(this.#window.position));
  }
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
