import type { SyntaxProblem } from '../syntax-problem.ts';
import { characterClass, DIGIT, LETTER, SPACE } from './characters.ts';
import type { Fault } from './messages.ts';
import * as message from './messages.ts';
import type { Trivia } from './nodes.ts';
import { punctuationKind, punctuationLength } from './punctuation.ts';
import { scanMultiLine, scanSingleLine } from './string-scanner.ts';
import * as T from './token-kind.ts';

/** The tokens of a text, as parallel arrays; the last one is always `EndOfFile`. */
export interface Tokens {
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  readonly trivia: readonly Trivia[];
  /** What is wrong with tokens themselves; these stand even where the parser gives up the tree around them. */
  readonly problems: readonly SyntaxProblem[];
}

const DIRECTIVES = ['disable-next-line', 'disable-diagnostics', 'restore-diagnostics'];
const IDENTIFIER_LIMIT = 255;
/** On the stack of open braces: a plain `{` inside an interpolation. */
const OPEN_BRACE = -1;

/** Cuts `text` into tokens, as the official lexer does. */
export function lex(text: string): Tokens {
  return new Lexer(text).run();
}

class Lexer {
  readonly text: string;
  readonly trivia: Trivia[] = [];
  readonly problems: SyntaxProblem[] = [];
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count = 0;
  position = 0;
  /** What encloses this place: an interpolation (the number of `$` of its string, 0 in a single-line one) or `OPEN_BRACE`. */
  readonly open: number[] = [];

  constructor(text: string) {
    this.text = text;
    // Files have about one token in eight characters, few have more than one in six.
    const capacity = Math.floor(text.length / 6) + 16;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  run(): Tokens {
    let kind: number;
    do {
      this.skipTrivia();
      const start = this.position;
      kind = start >= this.text.length ? T.EndOfFile : this.scanToken(this.text.charCodeAt(start));
      if (this.count === this.kinds.length) this.grow();
      this.kinds[this.count] = kind;
      this.starts[this.count] = start;
      this.ends[this.count] = this.position;
      this.count++;
    } while (kind !== T.EndOfFile);
    const { kinds, starts, ends, count, trivia, problems } = this;
    return { kinds, starts, ends, count, trivia, problems };
  }

  /** Notes what is wrong with `[start, end)`. */
  problem({ code, message }: Fault, start: number, end: number): void {
    this.problems.push({ code, message, span: { start, end }, level: 'error' });
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    const kinds = new Uint8Array(capacity);
    const starts = new Int32Array(capacity);
    const ends = new Int32Array(capacity);
    kinds.set(this.kinds);
    starts.set(this.starts);
    ends.set(this.ends);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
  }

  private skipTrivia(): void {
    const text = this.text;
    for (;;) {
      let code = text.charCodeAt(this.position);
      while (code === 32 || code === 9) code = text.charCodeAt(++this.position);
      if (code === 47 /* / */) {
        const next = text.charCodeAt(this.position + 1);
        if (next === 47) this.lineComment();
        else if (next === 42 /* * */) this.blockComment();
        else return;
      } else if (code !== 35 /* # */ || !this.directive()) return;
    }
  }

  private lineComment(): void {
    const text = this.text;
    const start = this.position;
    let at = start + 2;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13) break;
      at++;
    }
    this.position = at;
    this.trivia.push({ kind: 'lineComment', start, end: at });
  }

  private blockComment(): void {
    const start = this.position;
    const close = this.text.indexOf('*/', start + 2);
    const end = close < 0 ? this.text.length : close + 2;
    if (close < 0) this.problem(message.unterminatedComment, start, end);
    this.position = end;
    this.trivia.push({ kind: 'blockComment', start, end });
  }

  /** A directive stands alone on its line: only blanks before it; it ends after the last of its codes. */
  private directive(): boolean {
    const { text, position: start } = this;
    const word = DIRECTIVES.find((name) => text.startsWith(name, start + 1));
    if (word === undefined) return false;
    for (let at = start - 1; at >= 0; at--) {
      const kind = characterClass(text.charCodeAt(at));
      if (kind === SPACE) continue;
      const code = text.charCodeAt(at);
      if (code !== 10 && code !== 13) return false;
      break;
    }
    let end = start + 1 + word.length;
    const afterWord = end;
    for (let at = end; at < text.length; at++) {
      const kind = characterClass(text.charCodeAt(at));
      if (kind === LETTER || kind === DIGIT || text.charCodeAt(at) === 45 /* - */) end = at + 1;
      else if (kind !== SPACE) break;
    }
    if (end === afterWord) this.problem(message.missingDiagnosticCodes, end, end);
    this.position = end;
    this.trivia.push({ kind: 'directive', start, end });
    return true;
  }

  private scanToken(code: number): number {
    const kind = characterClass(code);
    if (kind === LETTER) return this.identifier();
    if (kind === DIGIT) return this.integer();
    switch (code) {
      case 10:
      case 13:
        return this.newLine();
      case 39 /* ' */:
        return this.quote();
      case 123 /* { */:
        if (this.open.length > 0) this.open.push(OPEN_BRACE);
        return this.take(1, T.LeftBrace);
      case 125 /* } */:
        return this.closeBrace();
      case 36 /* $ */:
        return this.dollar();
      default:
        return this.punctuation();
    }
  }

  private take(length: number, kind: number): number {
    this.position += length;
    return kind;
  }

  private identifier(): number {
    const text = this.text;
    const start = this.position;
    let at = start + 1;
    while (at < text.length && characterClass(text.charCodeAt(at)) >= DIGIT) at++;
    this.position = at;
    const length = at - start;
    if (length === 4) {
      if (text.startsWith('true', start)) return T.True;
      if (text.startsWith('null', start)) return T.Null;
    } else if (length === 5) {
      if (text.startsWith('false', start)) return T.False;
    } else if (length > IDENTIFIER_LIMIT) this.problem(message.identifierTooLong, start, at);
    return T.Identifier;
  }

  private integer(): number {
    const text = this.text;
    let at = this.position + 1;
    while (at < text.length && characterClass(text.charCodeAt(at)) === DIGIT) at++;
    this.position = at;
    return T.Integer;
  }

  /** One token for all line breaks in a row. Inside an interpolation a line break ends every open string. */
  private newLine(): number {
    const { text, position: start } = this;
    if (this.open.length > 0) {
      this.problem(message.unterminatedStringWithNewLine, start, start);
      this.open.length = 0;
      return T.StringRight;
    }
    let at = start + 1;
    for (let code = text.charCodeAt(at); code === 10 || code === 13; code = text.charCodeAt(at)) at++;
    this.position = at;
    return T.NewLine;
  }

  private quote(): number {
    const start = this.position;
    if (this.text.startsWith("''", start + 1)) {
      this.position = start + 3;
      return scanMultiLine(this, start, true, 0);
    }
    this.position = start + 1;
    const kind = scanSingleLine(this, start, true);
    if (kind === T.StringLeft) this.open.push(0);
    return kind;
  }

  private dollar(): number {
    const { text, position: start } = this;
    let at = start + 1;
    while (text.charCodeAt(at) === 36) at++;
    if (!text.startsWith("'''", at)) {
      this.position = at;
      this.problem(message.unrecognizedToken(text.slice(start, at)), start, at);
      return T.Unrecognized;
    }
    this.position = at + 3;
    const kind = scanMultiLine(this, start, true, at - start);
    if (kind === T.StringLeft) this.open.push(at - start);
    return kind;
  }

  private closeBrace(): number {
    const start = this.position++;
    const dollars = this.open.at(-1);
    if (dollars === undefined) return T.RightBrace;
    // The official lexer never takes a `{` off its stack, so that an object in an interpolation leaves it open to the end
    // of the string; objects are not allowed there, and the string is refused either way.
    if (dollars === OPEN_BRACE) return T.RightBrace;
    const kind = dollars === 0 ? scanSingleLine(this, start, false) : scanMultiLine(this, start, false, dollars);
    if (kind === T.StringRight) this.open.pop();
    return kind;
  }

  private punctuation(): number {
    const start = this.position;
    const kind = punctuationKind(this.text, start);
    this.position = start + punctuationLength(kind);
    if (kind === T.Unrecognized) {
      this.problem(message.unrecognizedToken(this.text.charAt(start)), start, start + 1);
    }
    return kind;
  }
}
