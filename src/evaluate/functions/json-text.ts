import type { NumberValue, Value } from '../../resource/value.ts';
import { isInteger } from './argument-types.ts';
import { floatText } from '../../resource/make-value.ts';

/**
 * A known value as compact JSON, as Azure's serialiser (Newtonsoft.Json) writes it: only what must be is escaped, floats with a
 * fraction, `quote` around texts. Unknown parts must have been excluded before. `undefined` beyond `depth` levels.
 */
export function jsonText(value: Value, quote: '"' | "'" = '"', depth = 500): string | undefined {
  if (depth < 0) return undefined;
  switch (value.kind) {
    case 'string':
      return quoted(value.value, quote);
    case 'number':
      return numberText(value, quote);
    case 'bool':
      return String(value.value);
    case 'null':
      return 'null';
    case 'array':
      return wrap(
        '[',
        value.items.map((item) => jsonText(item, quote, depth - 1)),
        ']',
      );
    case 'object':
      return wrap(
        '{',
        Array.from(value.properties, (property) => {
          const text = jsonText(property.value, quote, depth - 1);
          return text === undefined ? undefined : `${quoted(property.key, quote)}:${text}`;
        }),
        '}',
      );
    case 'unknown':
      return undefined;
  }
}

/** Infinities and `NaN` are texts in JSON. */
function numberText(value: NumberValue, quote: string): string {
  if (isInteger(value)) return String(BigInt(value.text.replace(/^\+/, '')));
  return Number.isFinite(value.value) ? floatText(value.value) : `${quote}${floatText(value.value)}${quote}`;
}

/** Text, integer or boolean as `concat`, `join` and `string` write it (`True`, `False`); undefined for other types. */
export function joinedText(value: Value): string | undefined {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'bool') return value.value ? 'True' : 'False';
  return value.kind === 'number' && isInteger(value) ? String(BigInt(value.text.replace(/^\+/, ''))) : undefined;
}

function wrap(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(',')}${close}`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

function quoted(text: string, quote: '"' | "'"): string {
  const body = text.replaceAll(/[\\"'\p{Cc}\u2028\u2029]/gu, (character) => {
    if (character > '\u007e' && character < '\u00a0' && character !== '\u0085') return character;
    if (character === '"' || character === "'") return character === quote ? `\\${character}` : character;
    return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `${quote}${body}${quote}`;
}
