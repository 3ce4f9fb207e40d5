import { textParts } from '../resource/text-parts.ts';
import type { LambdaSymbol, SymbolNode, Value } from '../resource/value.ts';

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
  #parts: string[] = [];
  #tooDeep = false;

  get key(): string | undefined {
    return this.#tooDeep ? undefined : this.#parts.join('');
  }

  text(value: Value, depth: number): void {
    if (this.#isTooLarge(depth)) return;
    const parts = textParts(value);
    if (parts === undefined) return this.#value(value, depth);
    for (const part of parts) {
      if (part.kind === 'literal') this.#parts.push(part.text.toLowerCase());
      else this.#braced(() => this.#symbol(part.value.symbol, depth + 1));
    }
  }

  #value(value: Value | LambdaSymbol, depth: number): void {
    if (this.#isTooLarge(depth)) return;
    if (value.kind === 'lambda') this.#symbol(value, depth);
    else if (value.kind === 'array') this.#braced(() => this.#list(value.items, depth));
    else if (value.kind === 'object') {
      this.#braced(() => {
        for (const property of value.properties) {
          this.#parts.push(property.key.toLowerCase(), ':');
          this.#value(property.value, depth + 1);
        }
      });
    } else if (value.kind === 'unknown' || value.kind === 'string') this.#braced(() => this.text(value, depth + 1));
    else this.#parts.push(value.kind === 'null' ? 'null' : String(value.value));
  }

  #list(values: readonly (Value | LambdaSymbol)[], depth: number): void {
    for (const value of values) {
      this.#value(value, depth + 1);
      this.#parts.push(',');
    }
  }

  #symbol(symbol: SymbolNode, depth: number): void {
    if (this.#isTooLarge(depth)) return;
    if (symbol.kind === 'call') {
      this.#parts.push(symbol.name.toLowerCase(), '#', symbol.identity ?? '', '(');
      this.#list(symbol.arguments, depth);
      this.#parts.push(')');
    } else if (symbol.kind === 'member') {
      this.#value(symbol.of, depth + 1);
      this.#parts.push('.');
      this.#value(symbol.key, depth + 1);
    } else if (symbol.kind === 'lambda') {
      this.#parts.push(symbol.parameters.join(), '=>');
      this.#value(symbol.body, depth + 1);
    } else this.#parts.push(symbol.name.toLowerCase());
  }

  #isTooLarge(depth: number): boolean {
    this.#tooDeep ||= depth > DEEPEST || this.#parts.length > MOST_PARTS;
    return this.#tooDeep;
  }

  #braced(write: () => void): void {
    this.#parts.push('{');
    write();
    this.#parts.push('}');
  }
}
