import { textParts } from '../resource/text-parts.ts';
import type { LambdaSymbol, ObjectValue, SymbolNode, Value } from '../resource/value.ts';

const DEEPEST = 60;
/** A key of more parts than this is none: a value used twice in another, again and again, has a key that doubles each time. */
const MOST_PARTS = 5_000;

/**
 * A text that two values share when they are surely the same, ignoring case: the key of a map of ids and names, some of them unknown.
 * Undefined when the value is too deep to have one.
 */
export function valueKey(value: Value): string | undefined {
  const writer = new KeyWriter();
  writer.text(value, 0);
  return writer.key;
}

class KeyWriter {
  #written = '';
  #parts = 0;
  #tooDeep = false;

  get key(): string | undefined {
    return this.#tooDeep ? undefined : this.#written;
  }

  text(value: Value, depth: number): void {
    if (this.#isTooLarge(depth)) return;
    if (value.kind === 'string') return this.#write(value.value.toLowerCase());
    const parts = textParts(value);
    if (parts === undefined) return this.#value(value, depth);
    for (const part of parts) {
      if (part.kind === 'literal') {
        this.#write(part.text.toLowerCase());
        continue;
      }
      this.#write('{');
      this.#symbol(part.value.symbol, depth + 1);
      this.#write('}');
    }
  }

  #value(value: Value | LambdaSymbol, depth: number): void {
    if (this.#isTooLarge(depth)) return;
    if (value.kind === 'lambda') return this.#symbol(value, depth);
    if (value.kind === 'null') return this.#write('null');
    if (value.kind === 'number' || value.kind === 'bool') return this.#write(String(value.value));
    this.#write('{');
    if (value.kind === 'array') this.#list(value.items, depth);
    else if (value.kind === 'object') this.#properties(value, depth);
    else this.text(value, depth + 1);
    this.#write('}');
  }

  #properties({ properties }: ObjectValue, depth: number): void {
    for (const property of properties) {
      this.#write(property.key.toLowerCase());
      this.#write(':');
      this.#value(property.value, depth + 1);
    }
  }

  #list(values: readonly (Value | LambdaSymbol)[], depth: number): void {
    for (const value of values) {
      this.#value(value, depth + 1);
      this.#write(',');
    }
  }

  #symbol(symbol: SymbolNode, depth: number): void {
    if (this.#isTooLarge(depth)) return;
    if (symbol.kind === 'call') {
      this.#write(`${symbol.name.toLowerCase()}#${symbol.identity ?? ''}(`);
      this.#list(symbol.arguments, depth);
      this.#write(')');
    } else if (symbol.kind === 'member') {
      this.#value(symbol.of, depth + 1);
      this.#write('.');
      this.#value(symbol.key, depth + 1);
    } else if (symbol.kind === 'lambda') {
      this.#write(`${symbol.parameters.join()}=>`);
      this.#value(symbol.body, depth + 1);
    } else this.#write(symbol.name.toLowerCase());
  }

  #write(text: string): void {
    this.#written += text;
    this.#parts += 1;
  }

  #isTooLarge(depth: number): boolean {
    this.#tooDeep ||= depth > DEEPEST || this.#parts > MOST_PARTS;
    return this.#tooDeep;
  }
}
