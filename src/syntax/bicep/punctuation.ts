import * as T from './token-kind.ts';

/** Tokens of one character, by character; where longer tokens begin with it, `longer` looks further. */
const SINGLE = singleTokens();

/** Kind of the longest token of punctuation at `at`; `Unrecognized` for a character that begins none. */
export function punctuationKind(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const single = code < 128 ? (SINGLE[code] ?? T.Unrecognized) : T.Unrecognized;
  return longer(single, code, text.charCodeAt(at + 1), text, at);
}

/** How many characters a token of that kind has. */
export function punctuationLength(kind: number): number {
  if (kind === T.Ellipsis) return 3;
  return kind >= T.FirstOfTwo && kind <= T.LastOfTwo ? 2 : 1;
}

function longer(single: number, code: number, next: number, text: string, at: number): number {
  switch (code) {
    case 46 /* . */:
      return text.startsWith('..', at + 1) ? T.Ellipsis : single;
    case 61 /* = */:
      if (next === 61) return T.Equals;
      if (next === 126 /* ~ */) return T.EqualsInsensitive;
      return next === 62 /* > */ ? T.Arrow : single;
    case 33 /* ! */:
      if (next === 61) return T.NotEquals;
      return next === 126 ? T.NotEqualsInsensitive : single;
    case 60 /* < */:
      return next === 61 ? T.LessOrEqual : single;
    case 62 /* > */:
      return next === 61 ? T.GreaterOrEqual : single;
    case 58 /* : */:
      return next === 58 ? T.DoubleColon : single;
    case 63 /* ? */:
      return next === 63 ? T.Coalesce : single;
    case 124 /* | */:
      return next === 124 ? T.Or : single;
    case 38 /* & */:
      return next === 38 ? T.And : single;
    default:
      return single;
  }
}

function singleTokens(): Uint8Array {
  const table = new Uint8Array(128).fill(T.Unrecognized);
  const kinds: readonly (readonly [string, number])[] = [
    ['(', T.LeftParen],
    [')', T.RightParen],
    ['[', T.LeftSquare],
    [']', T.RightSquare],
    ['@', T.At],
    [',', T.Comma],
    [';', T.Semicolon],
    ['+', T.Plus],
    ['-', T.Minus],
    ['%', T.Percent],
    ['*', T.Asterisk],
    ['/', T.Slash],
    ['^', T.Hat],
    ['.', T.Dot],
    ['=', T.Assignment],
    ['!', T.Exclamation],
    ['<', T.LeftChevron],
    ['>', T.RightChevron],
    [':', T.Colon],
    ['?', T.Question],
    ['|', T.Pipe],
  ];
  for (const [character, kind] of kinds) table[character.charCodeAt(0)] = kind;
  return table;
}
