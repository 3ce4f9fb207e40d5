import { floatText } from './make-value.ts';
import type { LambdaSymbol, MemberSymbol, NumberValue, ObjectValue, Property, SymbolNode, Value } from './value.ts';

/** What `renderJson` gives: plain JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Deeper than this, an ellipsis stands for the rest: evaluation has its own, lower limit. */
const maximumDepth = 1000;
/** Longer than this, too: a value that is used twice in another, again and again, has an expression that doubles each time. */
const maximumLength = 1_000_000;

/**
 * A value as the text of an ARM template expression, without the brackets: `format('{0}-vm', parameters('x'))`. Known values become
 * literals, `createArray(...)` and `createObject(...)`, as Azure's engine spells them. A sealed value is spelled by its symbol alone.
 */
export function renderExpression(value: Value): string {
  return new Renderer().value(value, 0);
}

/**
 * A value as plain JSON: what is unknown becomes the text `[expression]`. Objects and arrays that are known in parts keep their shape.
 * Literal texts are not escaped, as in the official snapshot: a text `[x]` stays `[x]`.
 */
export function renderJson(value: Value): Json {
  return new Renderer().json(value, 0);
}

/** One rendering, with its limit. */
class Renderer {
  #left = maximumLength;

  json(value: Value, depth: number): Json {
    if (!this.#may(depth)) return '[...]';
    switch (value.kind) {
      case 'string':
      case 'bool':
        return value.value;
      case 'number':
        // JSON has no infinities: the engine writes their names.
        return Number.isFinite(value.value) ? value.value : value.text;
      case 'null':
        return null;
      case 'array':
        return value.items.map((item) => this.json(item, depth + 1));
      case 'object':
        return this.#jsonObject(value, depth);
      case 'unknown':
        return `[${this.#symbol(value.symbol, depth)}]`;
    }
  }

  #jsonObject(value: ObjectValue, depth: number): Json {
    const result: { [key: string]: Json } = {};
    for (const property of value.properties) {
      const key = this.#key(property, depth);
      const content = this.json(property.value, depth + 1);
      if (key === '__proto__') setOwn(result, key, content);
      else result[key] = content;
    }
    return result;
  }

  value(value: Value | LambdaSymbol, depth: number): string {
    if (!this.#may(depth)) return '...';
    switch (value.kind) {
      case 'string':
        return this.#counted(quote(value.value));
      case 'number':
        return numberText(value);
      case 'bool':
        return value.value ? 'true()' : 'false()';
      case 'null':
        return 'null()';
      case 'array':
        return `createArray(${this.#list(value.items, depth)})`;
      case 'object':
        return this.#object(value, depth);
      case 'unknown':
        return this.#symbol(value.symbol, depth);
      case 'lambda':
        return this.#symbol(value, depth);
    }
  }

  #may(depth: number): boolean {
    this.#left -= 1;
    return depth <= maximumDepth && this.#left > 0;
  }

  #counted(text: string): string {
    this.#left -= text.length;
    return text;
  }

  #list(values: readonly (Value | LambdaSymbol)[], depth: number): string {
    return values.map((value) => this.value(value, depth + 1)).join(', ');
  }

  /** A key that is unknown is an expression in brackets, as in the official snapshot. */
  #key({ key, unknownKey }: Property, depth: number): string {
    return unknownKey === undefined ? key : `[${this.#symbol(unknownKey.symbol, depth)}]`;
  }

  #object(value: ObjectValue, depth: number): string {
    const parts: string[] = [];
    for (const { key, unknownKey, value: content } of value.properties) {
      parts.push(
        unknownKey === undefined ? quote(key) : this.#symbol(unknownKey.symbol, depth + 1),
        this.value(content, depth + 1),
      );
    }
    return `createObject(${parts.join(', ')})`;
  }

  #symbol(symbol: SymbolNode, depth: number): string {
    switch (symbol.kind) {
      case 'call':
        return `${this.#counted(symbol.name)}(${this.#list(symbol.arguments, depth)})`;
      case 'member':
        return this.#member(symbol, depth);
      case 'lambda':
        return `lambda(${[...symbol.parameters.map(quote), this.value(symbol.body, depth + 1)].join(', ')})`;
      case 'lambdaVariable':
        return `lambdaVariables(${quote(symbol.name)})`;
    }
  }

  /** `of.key`, `of['odd key']`, `of[0]`. */
  #member(symbol: MemberSymbol, depth: number): string {
    const of = this.value(symbol.of, depth + 1);
    const { key } = symbol;
    const isName = key.kind === 'string' && /^[A-Za-z_]\w*$/.test(key.value);
    return isName ? `${of}.${key.value}` : `${of}[${this.value(key, depth + 1)}]`;
  }
}

/** Expressions have no literals of doubles. */
function numberText({ value, text }: NumberValue): string {
  return /^[+-]?\d+$/.test(text) ? text : `json('${floatText(value).replace(/\.0$/, '')}')`;
}

/** A key like any other, also where an assignment would mean the prototype. */
function setOwn(target: object, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
