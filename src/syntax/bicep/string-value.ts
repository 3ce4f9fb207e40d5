/**
 * Values of the parts of strings, from the text of their tokens. A part that the lexer had to end for recovery
 * has no value (`undefined`), and so has one with a wrong escape.
 */

/** Part of a single-line string between `opening` (`'` or `}`) and `closing` (`'` or `${`) characters, escapes resolved. */
export function singleLineValue(token: string, opening: number, closing: string): string | undefined {
  if (token.length < opening + closing.length || !token.endsWith(closing)) return undefined;
  const body = token.slice(opening, token.length - closing.length);
  if (!body.includes('\\')) return body.includes("'") ? undefined : body;
  return unescape(body);
}

/** Part of a multi-line string; a line break straight after the opening quotes is not part of the value. */
export function multiLineValue(token: string, opening: number, closing: string, first: boolean): string | undefined {
  if (token.length < opening + closing.length || !token.endsWith(closing)) return undefined;
  let start = opening;
  if (first) {
    if (token[start] === '\r') start++;
    if (token[start] === '\n') start++;
  }
  return token.slice(start, token.length - closing.length);
}

function unescape(body: string): string | undefined {
  let value = '';
  let from = 0;
  for (let at = body.indexOf('\\'); at >= 0; at = body.indexOf('\\', from)) {
    value += body.slice(from, at);
    const escaped = body[at + 1];
    if (escaped === 'u') {
      const close = body.indexOf('}', at);
      const point = codePoint(body.slice(at + 2, close + 1));
      if (close < 0 || point === undefined) return undefined;
      value += point < 0x10000 ? String.fromCharCode(point) : String.fromCodePoint(point);
      from = close + 1;
    } else {
      const character = simpleEscape(escaped);
      if (character === undefined) return undefined;
      value += character;
      from = at + 2;
    }
  }
  return value + body.slice(from);
}

function simpleEscape(escaped: string | undefined): string | undefined {
  switch (escaped) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '\\':
    case "'":
    case '$':
      return escaped;
    default:
      return undefined;
  }
}

/** The number in `{10FFFF}`, or `undefined` when it is no code point. */
export function codePoint(braced: string): number | undefined {
  if (!/^\{[0-9a-fA-F]+\}$/.test(braced)) return undefined;
  const point = Number.parseInt(braced.slice(1, -1), 16);
  return point <= 0x10ffff ? point : undefined;
}
