import type { KnownValue } from '../../resource/value.ts';
import { exact, isInteger } from './argument-types.ts';
import { jsonText } from './json-text.ts';
import { formatNumber } from './number-format.ts';

/** What a format gave, or why .NET refuses it. */
export type Formatted = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly because: string };

const refusal = {
  index: 'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
  specifier: 'Format specifier was invalid.',
  ends: (offset: number) =>
    `Input string was not in a correct format. Failure to parse near offset ${offset}. Format item ends prematurely.`,
  digit: (offset: number) =>
    `Input string was not in a correct format. Failure to parse near offset ${offset}. Expected an ASCII digit.`,
  brace: (offset: number) =>
    `Input string was not in a correct format. Failure to parse near offset ${offset}. Unexpected closing brace without a corresponding opening brace.`,
};

/** Wider fields than this are refused. */
const widestField = 1_000_000;

/**
 * `{index[,alignment][:format]}` as .NET's `String.Format` with the invariant culture reads it. Integers take number formats; texts,
 * booleans, arrays and objects (compact, with single quotes) ignore them.
 */
export function formatText(template: string, values: readonly KnownValue[]): Formatted {
  let text = '';
  for (let at = 0; at < template.length; ) {
    const brace = nextBrace(template, at);
    text += template.slice(at, brace);
    if (brace === template.length) break;
    at = brace;
    if (template[at + 1] === template[at]) {
      text += template.charAt(at);
      at += 2;
      continue;
    }
    if (template[at] === '}')
      return { ok: false, because: at + 1 >= template.length ? refusal.ends(at + 1) : refusal.brace(at + 1) };
    const item = readItem(template, at);
    if (typeof item === 'string') return { ok: false, because: item };
    const written = writeItem(item, values);
    if (!written.ok) return written;
    text += written.text;
    at = item.end;
  }
  return { ok: true, text };
}

/** Where the next brace is, or the end. */
function nextBrace(template: string, from: number): number {
  for (let at = from; at < template.length; at++) {
    const character = template[at];
    if (character === '{' || character === '}') return at;
  }
  return template.length;
}

interface FormatItem {
  readonly index: number;
  readonly alignment: number;
  readonly format: string;
  readonly end: number;
}

const itemPattern = /\{(\d+) *(?:, *(-?\d+) *)?(?::([^{}]*))?\}/y;

function readItem(template: string, start: number): FormatItem | string {
  itemPattern.lastIndex = start;
  const match = itemPattern.exec(template);
  if (match === null) return whyNoItem(template, start);
  const [all, index = '', alignment = '0', format = ''] = match;
  return { index: Number(index), alignment: Number(alignment), format, end: start + all.length };
}

/** As far as an item can be read: `{`, `{0 `, `{0, -`, `{0,5`, `{0:N`. */
const itemStart = /\{(?:\d+ *(?:, *-?(?:\d+ *(?::[^{}]*)?)?|:[^{}]*)?)?/y;

function whyNoItem(template: string, start: number): string {
  itemStart.lastIndex = start;
  const read = itemStart.exec(template)?.[0] ?? '';
  const end = start + read.length;
  const wantsDigit = /^\{$|, *-?$/.test(read);
  return wantsDigit && end < template.length ? refusal.digit(end) : refusal.ends(end);
}

function writeItem(item: FormatItem, values: readonly KnownValue[]): Formatted {
  const value = values[item.index];
  if (value === undefined) return { ok: false, because: refusal.index };
  if (Math.abs(item.alignment) >= widestField) return { ok: false, because: refusal.specifier };
  const text = writeValue(value, item.format);
  if (text === undefined) return { ok: false, because: refusal.specifier };
  return { ok: true, text: item.alignment < 0 ? text.padEnd(-item.alignment) : text.padStart(item.alignment) };
}

function writeValue(value: KnownValue, format: string): string | undefined {
  switch (value.kind) {
    case 'string':
      return value.value;
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'null':
      return '';
    case 'number':
      return formatNumber(isInteger(value) ? { integer: exact(value) } : { float: value.value }, format);
    case 'array':
    case 'object':
      return jsonText(value, "'");
  }
}
