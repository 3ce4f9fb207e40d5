import type { SyntaxProblem } from '../syntax-problem.ts';
import { lex } from './lexer.ts';
import type { Fault } from './messages.ts';
import * as message from './messages.ts';
import type { Identifier, Node, Trivia } from './nodes.ts';
import * as T from './token-kind.ts';

/** How deep expressions, types and objects may nest: far beyond real files, far within the stack (of later readers of the tree too). */
const DEPTH_LIMIT = 250;

/** Unwinds to the statement when the text nests too deep; never leaves the parser. */
export class TooDeep extends Error {}

/** A set of token kinds at which recovery stops. */
export function setOf(...kinds: readonly number[]): number {
  let mask = 0;
  for (const kind of kinds) mask |= 1 << kind;
  return mask;
}

/** Whether `node` stands for something that is missing without any text in its place: one diagnostic says so already. */
export function isEmpty(node: Node): boolean {
  return node.start === node.end;
}

/**
 * Walks over the tokens. A method that reads a construct returns `undefined` when the construct is not there and notes in
 * `failure` what is wrong; whoever can go on without the construct calls `recover`, which reports the failure, drops
 * what was said about the text that it skips, and goes on at one of the given tokens.
 */
export class Cursor {
  readonly text: string;
  readonly trivia: readonly Trivia[];
  readonly tokenProblems: readonly SyntaxProblem[];
  readonly problems: SyntaxProblem[] = [];
  protected readonly kinds: Uint8Array;
  protected readonly starts: Int32Array;
  protected readonly ends: Int32Array;
  /** Index of the current token, and its kind. */
  protected position = 0;
  protected kind: number;
  protected depth = 0;
  /** Offset of the last node that stands for something missing; whatever holds the node reaches that far. */
  private reach = 0;
  private failure: SyntaxProblem | undefined;

  constructor(text: string) {
    const tokens = lex(text);
    this.text = text;
    this.trivia = tokens.trivia;
    this.tokenProblems = tokens.problems;
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.kind = tokens.kinds[0] ?? T.EndOfFile;
  }

  /** Offset of the current token. */
  protected get start(): number {
    return this.starts[this.position] ?? this.text.length;
  }

  /** Offset after the current token. */
  protected get end(): number {
    return this.ends[this.position] ?? this.text.length;
  }

  /** Offset after what was read: the token before the current one, or a missing node that stands before the current one. */
  protected get previousEnd(): number {
    return Math.max(this.ends[this.position - 1] ?? 0, this.reach);
  }

  /** Goes to the next token; the end of the file is never passed. */
  protected advance(): void {
    if (this.kind !== T.EndOfFile) this.kind = this.kinds[++this.position] ?? T.EndOfFile;
  }

  protected moveTo(position: number): void {
    this.position = position;
    this.reach = 0;
    this.kind = this.kinds[position] ?? T.EndOfFile;
  }

  /** Kind of the token `distance` after the current one. */
  protected peek(distance: number): number {
    return this.kinds[this.position + distance] ?? T.EndOfFile;
  }

  /** Kind of the current token, or of the first after it that is no line break. */
  protected peekPastNewLines(): number {
    return this.kinds[this.pastNewLines(this.position)] ?? T.EndOfFile;
  }

  /** Index of the first token from `position` on that is no line break. */
  protected pastNewLines(position: number): number {
    let at = position;
    while (this.kinds[at] === T.NewLine) at++;
    return at;
  }

  protected skipNewLines(): void {
    while (this.kind === T.NewLine) this.advance();
  }

  protected isWord(word: string): boolean {
    return this.kind === T.Identifier && this.isWordAt(this.position, word);
  }

  /** Whether the token at `position` is the identifier `word`. */
  protected isWordAt(position: number, word: string): boolean {
    const start = this.starts[position] ?? 0;
    return (
      this.kinds[position] === T.Identifier &&
      (this.ends[position] ?? 0) - start === word.length &&
      this.text.startsWith(word, start)
    );
  }

  /** The text of the current token. */
  protected tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Reads the current token as a name; the caller has seen that it is an identifier. */
  protected takeIdentifier(): Identifier {
    const start = this.start;
    const end = this.end;
    this.advance();
    return { name: this.text.slice(start, end), start, end };
  }

  /** A name, or an empty one and a problem here. */
  protected identifierOrEmpty(fault: Fault): Identifier {
    if (this.kind === T.Identifier) return this.takeIdentifier();
    this.problemHere(fault);
    return { name: '', ...this.nothingHere() };
  }

  /** A name, or an empty name over the text that was skipped up to one of `stops`. */
  protected identifierOrSkip(fault: Fault, stops: number): Identifier {
    if (this.kind === T.Identifier) return this.takeIdentifier();
    const from = this.position;
    this.fail(fault);
    const { start, end } = this.recover(from, this.problems.length, false, stops);
    return { name: '', start, end };
  }

  /** Consumes `kind` or skips to one of `stops`; the result is the token, or what was skipped in its place. */
  protected expectOrSkip(kind: number, fault: Fault, suppress: boolean, stops: number): Due {
    const from = this.position;
    if (this.kind === kind) {
      const found = { found: true, start: this.start, end: this.end };
      this.advance();
      return found;
    }
    this.fail(fault);
    const { start, end } = this.recover(from, this.problems.length, suppress, stops);
    return { found: false, start, end };
  }

  /** Consumes `kind` where it stands. */
  protected takes(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Consumes `kind`, or fails. */
  protected expect(kind: number, fault: Fault): boolean {
    if (this.kind !== kind) {
      this.fail(fault);
      return false;
    }
    this.advance();
    return true;
  }

  /** Consumes the word, or fails. */
  protected expectWord(word: string, fault?: Fault): boolean {
    if (!this.isWord(word)) {
      this.fail(fault ?? message.expectedKeyword(word));
      return false;
    }
    this.advance();
    return true;
  }

  /** Notes that the token at `position` is not what is due. A line break is blamed at its first character only. */
  protected fail(fault: Fault, position: number = this.position): undefined {
    const start = this.starts[position] ?? this.text.length;
    const end = this.kinds[position] === T.NewLine ? start : (this.ends[position] ?? start);
    this.failure = { code: fault.code, message: fault.message, span: { start, end }, level: 'error' };
    return undefined;
  }

  /**
   * Skips to one of `stops` (or to the end of the file) after a failure in what began at the token `from`, when
   * `known` problems had been noted. What was noted since belongs to a tree that is given up, and goes with it.
   */
  protected recover(from: number, known: number, suppress: boolean, stops: number): Node {
    this.skipTo(stops);
    this.problems.length = known;
    if (!suppress && this.failure !== undefined) this.problems.push(this.failure);
    this.failure = undefined;
    return this.skippedSince(from);
  }

  /** The text of the tokens from `from` to before the current one. */
  protected skippedSince(from: number): Node {
    const start = this.starts[from] ?? this.text.length;
    if (this.position > from) return { start, end: this.previousEnd };
    return this.nothingHere();
  }

  /** The place before the current token, for a node that stands for something missing. */
  protected nothingHere(): Node {
    const start = this.start;
    this.reach = start;
    return { start, end: start };
  }

  protected skipTo(stops: number): void {
    while (this.kind !== T.EndOfFile && (this.kind > 30 || ((stops >> this.kind) & 1) === 0)) this.advance();
  }

  /** Notes a problem at the current place, without a width. */
  protected problemHere(fault: Fault): void {
    this.problem(fault, this.start, this.start);
  }

  protected problem(fault: Fault, start: number, end: number): void {
    this.problems.push({ code: fault.code, message: fault.message, span: { start, end }, level: 'error' });
  }

  /** Call before reading something that may hold itself; `leave` after it. */
  protected enter(): void {
    if (++this.depth > DEPTH_LIMIT) throw new TooDeep();
  }

  protected leave(): void {
    this.depth--;
  }

  /** Steps to the first item of a list that such a token closes; false when there is none. */
  protected startItems(close: number): boolean {
    this.skipNewLines();
    return this.kind !== T.EndOfFile && this.kind !== close;
  }

  /** Steps from an item to the next one; false when the list is at its end. */
  protected nextItem(close: number): boolean {
    if (this.kind === T.EndOfFile || this.kind === close) return false;
    this.separator();
    return this.kind !== T.EndOfFile && this.kind !== close;
  }

  /** Separator between items of lists: line breaks, or one comma; says what is wrong otherwise. */
  private separator(): void {
    if (this.kind === T.NewLine) this.skipNewLines();
    else if (this.kind === T.Comma) {
      this.advance();
      if (this.kind === T.NewLine) {
        this.problemHere(message.unexpectedNewLineAfterComma);
        this.advance();
      }
    } else this.problemHere(message.expectedNewLineOrComma);
  }
}

/** A token that was due: itself, or the text skipped in its place. */
export interface Due extends Node {
  readonly found: boolean;
}
