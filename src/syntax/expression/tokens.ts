/** Kinds of token in the words of Azure's own engine, which its error messages use. */
export type TokenKind =
  | 'Identifier'
  | 'Literal'
  | 'Integer'
  | 'Dot'
  | 'Comma'
  | 'LeftParenthesis'
  | 'RightParenthesis'
  | 'LeftSquareBracket'
  | 'RightSquareBracket'
  | 'EndOfData';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** The name, the digits, or the string with its quotes removed and `''` resolved. */
  readonly value: string;
}

/** What the engine says about text that is no token. */
export interface TokenError {
  readonly kind: 'error';
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** By character code. */
const punctuation: ReadonlyMap<number, TokenKind> = new Map([
  [46, 'Dot'],
  [44, 'Comma'],
  [40, 'LeftParenthesis'],
  [41, 'RightParenthesis'],
  [91, 'LeftSquareBracket'],
  [93, 'RightSquareBracket'],
]);
const singleQuote = 39;

/** The token at or behind `position` of `text` (the expression without its brackets). */
export function scanToken(text: string, position: number): Token | TokenError {
  let start = position;
  while (start < text.length && isSpace(text, start)) start++;
  if (start >= text.length) return { kind: 'EndOfData', start: text.length, end: text.length, value: '' };
  const code = text.charCodeAt(start);
  if (isNameStart(code)) return scanName(text, start);
  if (code === singleQuote) return scanLiteral(text, start);
  const mark = punctuation.get(code);
  if (mark !== undefined) return { kind: mark, start, end: start + 1, value: '' };
  if (isDigit(code) || isSign(code)) return scanNumber(text, start);
  return unexpectedCharacter(text, start);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSign(code: number): boolean {
  return code === 43 || code === 45;
}

function isSpace(text: string, position: number): boolean {
  const code = text.charCodeAt(position);
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(text.charAt(position)));
}

function isNameStart(code: number): boolean {
  const lower = code | 32;
  if ((lower >= 97 && lower <= 122) || code === 95 || code === 36) return true;
  return code > 127 && /\p{L}/u.test(String.fromCharCode(code));
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code) || (code > 127 && /[\p{N}\p{M}]/u.test(String.fromCharCode(code)));
}

function scanName(text: string, start: number): Token {
  let end = start + 1;
  while (end < text.length && isNamePart(text.charCodeAt(end))) end++;
  return { kind: 'Identifier', start, end, value: text.slice(start, end) };
}

/** A string in single quotes; a quote inside is written twice. */
function scanLiteral(text: string, start: number): Token | TokenError {
  let end = text.indexOf("'", start + 1);
  let escaped = false;
  while (end >= 0 && text.charAt(end + 1) === "'") {
    escaped = true;
    end = text.indexOf("'", end + 2);
  }
  if (end < 0) {
    const message = `The language expression '${text}' is not valid: the string constant at position '${start}' is not terminated. String constants must be enclosed within a pair of single quotes.`;
    return { kind: 'error', start, end: text.length, message };
  }
  const content = text.slice(start + 1, end);
  return { kind: 'Literal', start, end: end + 1, value: escaped ? content.replaceAll("''", "'") : content };
}

const largestInteger = 2n ** 63n - 1n;

/** The language has integers of 64 bits only. */
function scanNumber(text: string, start: number): Token | TokenError {
  let end = start + 1;
  while (end < text.length && /[0-9.eE+-]/.test(text.charAt(end))) end++;
  if (isNameStart(text.charCodeAt(end))) return unexpectedCharacter(text, end);
  const value = text.slice(start, end);
  if (/^[+-]?\d[\d.eE+-]*$/.test(value) && /[.eE]/.test(value)) {
    const message = `The language expression '${text}' at position '${start}' is not valid: float point numbers are not supported.`;
    return { kind: 'error', start, end, message };
  }
  if (/^[+-]?\d{1,19}$/.test(value)) {
    const number = BigInt(value.replace('+', ''));
    if (number <= largestInteger && number >= -largestInteger - 1n)
      return { kind: 'Integer', start, end, value: String(number) };
  }
  const message = `The language expression '${text}' is not valid: the value '${value}' at position '${start}' cannot be converted to number.`;
  return { kind: 'error', start, end, message };
}

function unexpectedCharacter(text: string, at: number): TokenError {
  const message = `The language expression '${text}' is not valid: the string character '${text.charAt(at)}' at position '${at}' is not expected.`;
  return { kind: 'error', start: at, end: Math.min(at + 1, text.length), message };
}
