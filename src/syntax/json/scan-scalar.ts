import type { JsonNode, JsonString } from './nodes.ts';
import type { ProblemList } from './problem-list.ts';

const backslash = 92;
const lowerU = 117;

/** Reads the string whose opening quote is at `start`. Line breaks and tabs inside it are taken as they are, as Azure does. */
export function scanString(text: string, start: number, problems: ProblemList): JsonString {
  const quote = text.charCodeAt(start);
  let position = start + 1;
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      return { kind: 'string', start, end: position + 1, value: text.slice(start + 1, position), verbatim: true };
    }
    if (code === backslash) return scanEscaped(text, start, position, problems);
  }
  unclosed(start, problems);
  return { kind: 'string', start, end: text.length, value: text.slice(start + 1), verbatim: true };
}

/** The rest of a string, from its first backslash on. */
function scanEscaped(text: string, start: number, firstEscape: number, problems: ProblemList): JsonString {
  const quote = text.charCodeAt(start);
  let value = text.slice(start + 1, firstEscape);
  let position = firstEscape;
  let chunk = firstEscape;
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      value += text.slice(chunk, position);
      return { kind: 'string', start, end: position + 1, value, verbatim: false };
    }
    if (code !== backslash) continue;
    value += text.slice(chunk, position);
    const escape = readEscape(text, position, problems);
    value += escape.value;
    position = escape.end - 1;
    chunk = escape.end;
  }
  unclosed(start, problems);
  return { kind: 'string', start, end: text.length, value: value + text.slice(chunk), verbatim: false };
}

const simpleEscapes = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function readEscape(
  text: string,
  backslashAt: number,
  problems: ProblemList,
): { readonly value: string; readonly end: number } {
  const letter = text.charAt(backslashAt + 1);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) return { value: simple, end: backslashAt + 2 };
  const digits = text.slice(backslashAt + 2, backslashAt + 6);
  if (letter.charCodeAt(0) === lowerU && /^[0-9a-fA-F]{4}$/.test(digits)) {
    return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: backslashAt + 6 };
  }
  const end = Math.min(backslashAt + 2, text.length);
  problems.add({
    code: 'json-syntax',
    level: 'error',
    message: `'\\${letter}' is no escape sequence of JSON`,
    hint: "Write a backslash as '\\\\'.",
    span: { start: backslashAt, end },
  });
  return { value: letter, end };
}

function unclosed(start: number, problems: ProblemList): void {
  problems.add({
    code: 'json-syntax',
    level: 'error',
    message: 'This string is not closed: its closing quote is missing',
    span: { start, end: start + 1 },
  });
}

const decimalNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const looseNumber = /^-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/** The value that the bare word `[start, end)` means: a number, `true`, `false`, `null`, or what Azure's reader takes besides. */
export function scalarOf(text: string, start: number, end: number, problems: ProblemList): JsonNode {
  const word = text.slice(start, end);
  if (word === 'true' || word === 'false' || word === 'null') return { kind: word, start, end };
  if (decimalNumber.test(word)) return { kind: 'number', start, end, text: word };
  const digits = looseNumberText(word);
  if (digits !== undefined) return { kind: 'number', start, end, text: digits };
  // Azure's engine hands these on as text.
  if (word === 'NaN' || word === 'Infinity' || word === '-Infinity')
    return { kind: 'string', start, end, value: word, verbatim: false };
  if (word === 'undefined') {
    problems.add({
      code: 'json-missing-value',
      level: 'warning',
      message: "'undefined' is read as null",
      span: { start, end },
    });
    return { kind: 'missing', start, end };
  }
  const shown = word.length > 40 ? `${word.slice(0, 40)}...` : word;
  problems.add({
    code: 'json-syntax',
    level: 'error',
    message: `A JSON value is expected, not '${shown}'`,
    hint: 'Text stands in double quotes.',
    span: { start, end },
  });
  return { kind: 'missing', start, end };
}

/** Numbers that only Azure's reader takes, in JSON's own spelling: hexadecimal, octal, `.5`, `1.`. */
function looseNumberText(word: string): string | undefined {
  const negative = word.startsWith('-');
  const digits = negative ? word.slice(1) : word;
  const sign = negative ? '-' : '';
  if (/^0[xX][0-9a-fA-F]{1,16}$/.test(digits)) return sign + BigInt(digits).toString();
  if (/^0[0-7]{1,22}$/.test(digits)) return sign + BigInt(`0o${digits.slice(1)}`).toString();
  if (!looseNumber.test(word) || !/\d/.test(word.replace(/[eE].*/, ''))) return undefined;
  return sign + digits.replace(/^\./, '0.').replace(/\.(?=$|[eE])/, '.0');
}
