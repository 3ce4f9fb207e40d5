import { propertiesOf } from '../../resource/properties.ts';
import type { Property, Value } from '../../resource/value.ts';
import type { Location } from '../../text/location.ts';
import { arrayValue, boolValue, floatValue, integerValue, nullValue, textValue } from '../../resource/make-value.ts';

/** Deeper JSON is refused, as Azure's reader refuses it. */
const maximumDepth = 64;

/**
 * The first JSON value of a text as Newtonsoft.Json reads it: comments, single quotes, bare keys, trailing commas, `NaN` and leading
 * zeros (octal) are fine, and what follows the value does not matter. Undefined when it is no JSON. All values are at `at`.
 */
export function parseJson(text: string, at: Location): Value | undefined {
  const reader = new JsonReader(text, at);
  return reader.value(0);
}

/** A cursor over the text. Every method gives undefined when the text is broken there. */
class JsonReader {
  readonly #text: string;
  readonly #at: Location;
  #index = 0;

  constructor(text: string, at: Location) {
    this.#text = text;
    this.#at = at;
  }

  value(depth: number): Value | undefined {
    if (depth > maximumDepth || !this.#skipBlanks()) return undefined;
    const next = this.#text[this.#index];
    if (next === '{') return this.#object(depth + 1);
    if (next === '[') return this.#array(depth + 1);
    if (next === '"' || next === "'") {
      const text = this.#string(next);
      return text === undefined ? undefined : textValue(text, this.#at);
    }
    return this.#word();
  }

  #object(depth: number): Value | undefined {
    const properties: Property[] = [];
    this.#index++;
    for (;;) {
      if (!this.#skipBlanks()) return undefined;
      if (this.#take('}')) return { kind: 'object', properties: propertiesOf(properties), at: this.#at };
      const key = this.#key();
      if (key === undefined || !this.#skipBlanks() || !this.#take(':')) return undefined;
      const value = this.value(depth);
      if (value === undefined || !this.#skipBlanks()) return undefined;
      properties.push({ key, keyAt: this.#at, value });
      if (!this.#take(',') && this.#text[this.#index] !== '}') return undefined;
    }
  }

  #array(depth: number): Value | undefined {
    const items: Value[] = [];
    this.#index++;
    for (;;) {
      if (!this.#skipBlanks()) return undefined;
      if (this.#take(']')) return arrayValue(items, this.#at);
      // An item that was left out is `undefined`, which becomes null.
      const value = this.#text[this.#index] === ',' ? nullValue(this.#at) : this.value(depth);
      if (value === undefined || !this.#skipBlanks()) return undefined;
      items.push(value);
      if (!this.#take(',') && this.#text[this.#index] !== ']') return undefined;
    }
  }

  #key(): string | undefined {
    const next = this.#text[this.#index];
    if (next === '"' || next === "'") return this.#string(next);
    return this.#match(/[\p{L}\p{N}_$]+/uy);
  }

  #string(quote: string): string | undefined {
    let result = '';
    for (this.#index++; this.#index < this.#text.length; this.#index++) {
      const character = this.#text.charAt(this.#index);
      if (character === quote) {
        this.#index++;
        // Half of a pair is no character.
        return result.replaceAll(/\p{Cs}/gu, '\ufffd');
      }
      const piece = character === '\\' ? this.#escape() : character;
      if (piece === undefined) return undefined;
      result += piece;
    }
    return undefined;
  }

  #escape(): string | undefined {
    const character = this.#text.charAt(++this.#index);
    if (character === 'u') {
      const digits = this.#text.slice(this.#index + 1, this.#index + 5);
      if (!/^[0-9a-f]{4}$/i.test(digits)) return undefined;
      this.#index += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const known: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
    return known[character] ?? (/^["'\\/]$/.test(character) ? character : undefined);
  }

  #word(): Value | undefined {
    const word = this.#match(/[-+.\p{L}\p{N}_]+/uy) ?? '';
    switch (word) {
      case 'true':
      case 'false':
        return boolValue(word === 'true', this.#at);
      case 'null':
      case 'undefined':
        return nullValue(this.#at);
      case 'NaN':
      case 'Infinity':
      case '-Infinity':
        return floatValue(Number(word), this.#at);
    }
    return this.#number(word);
  }

  #number(word: string): Value | undefined {
    if (/^-?0[xX][0-9a-fA-F]+$/.test(word))
      return integerValue(
        signed(word, (digits) => BigInt(digits)),
        this.#at,
      );
    if (/^-?0[0-7]+$/.test(word))
      return integerValue(
        signed(word, (digits) => BigInt(`0o${digits}`)),
        this.#at,
      );
    if (/^-?(0|[1-9]\d*)$/.test(word)) return integerValue(BigInt(word), this.#at);
    if (/^-?0\d/.test(word)) return undefined;
    return /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word) ? floatValue(Number(word), this.#at) : undefined;
  }

  #take(character: string): boolean {
    if (this.#text[this.#index] !== character) return false;
    this.#index++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#index;
    const found = pattern.exec(this.#text)?.[0];
    this.#index += found?.length ?? 0;
    return found;
  }

  /** Past white space and comments; false at the end of the text. */
  #skipBlanks(): boolean {
    while (this.#match(/\s+|\/\/[^\r\n]*|\/\*[^]*?\*\//y) !== undefined);
    return this.#index < this.#text.length;
  }
}

function signed(word: string, read: (digits: string) => bigint): bigint {
  return word.startsWith('-') ? -read(word.slice(1)) : read(word);
}
