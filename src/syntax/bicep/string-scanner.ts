import type { Fault } from './messages.ts';
import * as message from './messages.ts';
import { codePoint } from './string-value.ts';
import * as T from './token-kind.ts';

/** The part of the lexer that scanning a string needs. */
export interface StringCursor {
  readonly text: string;
  position: number;
  problem(fault: Fault, start: number, end: number): void;
}

/**
 * Scans a single-line string from `cursor.position` to its quote or its next `${`. `start` is where the token begins,
 * `first` whether that is the opening quote. Returns the kind of the token; an unterminated string ends at the line's end.
 */
export function scanSingleLine(cursor: StringCursor, start: number, first: boolean): number {
  const { text } = cursor;
  const complete = first ? T.StringComplete : T.StringRight;
  let at = cursor.position;
  for (;;) {
    if (at >= text.length) return unterminated(cursor, message.unterminatedString, start, at, complete);
    const code = text.charCodeAt(at);
    if (code === 39 /* ' */) {
      cursor.position = at + 1;
      return complete;
    }
    if (code === 36 /* $ */ && text.charCodeAt(at + 1) === 123 /* { */) {
      cursor.position = at + 2;
      return first ? T.StringLeft : T.StringMiddle;
    }
    if (code === 10 || code === 13) {
      return unterminated(cursor, message.unterminatedStringWithNewLine, start, at, complete);
    }
    if (code === 92 /* \ */) {
      if (at + 1 >= text.length) return unterminated(cursor, message.unterminatedEscape, start, at + 1, complete);
      at = scanEscape(cursor, at);
    } else at++;
  }
}

function unterminated(cursor: StringCursor, fault: Fault, start: number, end: number, kind: number): number {
  cursor.problem(fault, start, end);
  cursor.position = end;
  return kind;
}

/** Scans the escape at `at`; returns where scanning goes on. */
function scanEscape(cursor: StringCursor, at: number): number {
  const { text } = cursor;
  const escaped = text.charAt(at + 1);
  if (escaped !== 'u') {
    if (!"nrt\\'$".includes(escaped)) cursor.problem(message.unrecognizedEscape, at, at + 2);
    return at + 2;
  }
  let end = at + 2;
  if (text.charAt(end) === '{') {
    end++;
    while (/^[0-9a-fA-F]$/.test(text.charAt(end))) end++;
    if (text.charAt(end) === '}') end++;
  }
  // At the end of the text the string itself is unterminated, which is said once.
  if (end < text.length && codePoint(text.slice(at + 2, end)) === undefined) {
    cursor.problem(message.invalidUnicodeEscape, at, end);
  }
  return end;
}

/**
 * Scans a multi-line string to its closing quotes (three, or the last three of more) or to its next interpolation, which
 * `dollars` `$` before a `{` open (none in a string without `$` before its quotes).
 */
export function scanMultiLine(cursor: StringCursor, start: number, first: boolean, dollars: number): number {
  const { text } = cursor;
  let at = cursor.position;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code !== 39 /* ' */ && code !== 36 /* $ */) {
      at++;
      continue;
    }
    const runStart = at;
    while (text.charCodeAt(at) === code) at++;
    const run = at - runStart;
    if (code === 39) {
      if (run < 3) continue;
      cursor.position = at;
      return first ? T.StringComplete : T.StringRight;
    }
    if (dollars > 0 && run >= dollars && text.charCodeAt(at) === 123 /* { */) {
      cursor.position = at + 1;
      return first ? T.StringLeft : T.StringMiddle;
    }
  }
  return unterminated(cursor, message.unterminatedMultilineString, start, at, first ? T.StringComplete : T.StringRight);
}
