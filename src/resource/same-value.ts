import { symbolBudget, textParts } from './text-parts.ts';
import type { TextPart } from './text-parts.ts';
import type { ArrayValue, CallSymbol, LambdaSymbol, ObjectValue, SymbolNode, Value } from './value.ts';

/** How texts are compared. */
export interface TextComparison {
  /** As Resource Manager compares names and ids. */
  readonly ignoreCase?: boolean;
  /** As Azure compares regions: `West Europe` is `westeurope`. */
  readonly ignoreBlanks?: boolean;
}

/** True or false when certain, undefined when it depends on what is unknown. An unknown is equal to itself. */
export function sameValue(a: Value, b: Value): boolean | undefined {
  return new Comparison().values(a, b, 0);
}

/**
 * Like `sameValue` for texts that may be partly known and differ in how they are written: `'${x}-vm'`, `concat(x, '-vm')`,
 * `resourceId(...)`. False only where literal beginnings, ends or lengths prove it.
 */
export function sameText(a: Value, b: Value, how: TextComparison = {}): boolean | undefined {
  if (a.kind === 'string' && b.kind === 'string' && a.value === b.value) return true;
  return new Comparison().texts(a, b, how, 0);
}

/** True when one is false, else undefined when one is undefined: "and" of three-valued truth. */
export function allTrue(truths: Iterable<boolean | undefined>): boolean | undefined {
  let result: boolean | undefined = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === undefined) result = undefined;
  }
  return result;
}

const maximumDepth = 200;
const maximumSteps = 50_000;

/** One comparison, with its budget: beyond it the answer is "not known", never a stack overflow or an endless walk. */
class Comparison {
  #steps = 0;
  readonly #left = symbolBudget();

  values(a: Value, b: Value, depth: number): boolean | undefined {
    if (a === b) return true;
    if (depth > maximumDepth || ++this.#steps > maximumSteps) return undefined;
    if (a.kind === 'unknown' || b.kind === 'unknown') {
      if (a.kind === 'unknown' && b.kind === 'unknown' && this.#symbols(a.symbol, b.symbol, depth + 1)) return true;
      return isText(a) && isText(b) ? this.texts(a, b, {}, depth + 1) : undefined;
    }
    switch (a.kind) {
      case 'string':
        return b.kind === 'string' && a.value === b.value;
      case 'bool':
        return b.kind === 'bool' && a.value === b.value;
      case 'number':
        return b.kind === 'number' && (a.text === b.text || a.value === b.value);
      case 'null':
        return b.kind === 'null';
      case 'array':
        return b.kind === 'array' && this.#arrays(a, b, depth + 1);
      case 'object':
        return b.kind === 'object' && this.#objects(a, b, depth + 1);
    }
  }

  texts(a: Value, b: Value, how: TextComparison, depth: number): boolean | undefined {
    if (a.kind === 'string' && b.kind === 'string') return spelled(a.value, how) === spelled(b.value, how);
    if (!isText(a) || !isText(b)) return this.values(a, b, depth + 1);
    const first = textParts(a, this.#left);
    const second = textParts(b, this.#left);
    if (first === undefined || second === undefined) return undefined;
    return this.#parts(normalise(first, how), normalise(second, how), depth + 1);
  }

  /** Takes equal beginnings and ends away; what is left decides. */
  #parts(first: TextPart[], second: TextPart[], depth: number): boolean | undefined {
    const same = (x: TextPart, y: TextPart): boolean => this.#sameSymbolPart(x, y, depth);
    if (!strip(first, second, 'start', same) || !strip(first, second, 'end', same)) return false;
    if (first.length === 0 && second.length === 0) return true;
    return lengthsDiffer(first, second, same) ? false : undefined;
  }

  #sameSymbolPart(a: TextPart, b: TextPart, depth: number): boolean {
    if (a.kind !== 'symbol' || b.kind !== 'symbol' || a.casing !== b.casing) return false;
    return a.value === b.value || this.#symbols(a.value.symbol, b.value.symbol, depth + 1);
  }

  #arrays(a: ArrayValue, b: ArrayValue, depth: number): boolean | undefined {
    if (a.items.length !== b.items.length) return false;
    return allTrue(a.items.map((item, index) => this.#itemsAt(item, b.items[index], depth)));
  }

  #objects(a: ObjectValue, b: ObjectValue, depth: number): boolean | undefined {
    if (a.properties.size !== b.properties.size) return false;
    return allTrue([...a.properties].map(({ key, value }) => this.#itemsAt(value, b.properties.get(key), depth)));
  }

  #itemsAt(a: Value, b: Value | undefined, depth: number): boolean | undefined {
    return b === undefined ? false : this.values(a, b, depth);
  }

  /** Whether two symbols are the same tree; false means "not known to be the same". */
  #symbols(a: SymbolNode, b: SymbolNode, depth: number): boolean {
    if (a === b) return true;
    if (depth > maximumDepth || ++this.#steps > maximumSteps) return false;
    if (a.kind === 'call') return b.kind === 'call' && this.#calls(a, b, depth);
    if (a.kind === 'member') {
      return b.kind === 'member' && this.values(a.of, b.of, depth) === true && this.#keys(a.key, b.key, depth);
    }
    if (a.kind === 'lambda') return b.kind === 'lambda' && this.#lambdas(a, b, depth);
    return b.kind === 'lambdaVariable' && a.name.toLowerCase() === b.name.toLowerCase();
  }

  #calls(a: CallSymbol, b: CallSymbol, depth: number): boolean {
    const name = a.name.toLowerCase();
    if (name !== b.name.toLowerCase() || a.identity !== b.identity || a.arguments.length !== b.arguments.length)
      return false;
    return a.arguments.every((argument, index) => {
      const other = b.arguments[index];
      if (other === undefined) return false;
      if (argument.kind === 'lambda') return other.kind === 'lambda' && this.#lambdas(argument, other, depth);
      if (other.kind === 'lambda') return false;
      return name === 'parameters' ? this.#keys(argument, other, depth) : this.values(argument, other, depth) === true;
    });
  }

  #lambdas(a: LambdaSymbol, b: LambdaSymbol, depth: number): boolean {
    return a.parameters.join() === b.parameters.join() && this.values(a.body, b.body, depth) === true;
  }

  /** Names of parameters and properties: case does not matter. */
  #keys(a: Value, b: Value, depth: number): boolean {
    if (a.kind === 'string' && b.kind === 'string') return a.value.toLowerCase() === b.value.toLowerCase();
    return this.values(a, b, depth) === true;
  }
}

function isText(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'unknown';
}

/** A text as it is compared. */
function spelled(text: string, { ignoreCase, ignoreBlanks }: TextComparison): string {
  const cased = ignoreCase ? text.toLowerCase() : text;
  return ignoreBlanks ? cased.replaceAll(/\s/g, '') : cased;
}

function normalise(parts: readonly TextPart[], how: TextComparison): TextPart[] {
  return parts.flatMap((part): TextPart[] => {
    if (part.kind === 'symbol') return [how.ignoreCase ? { kind: 'symbol', value: part.value } : part];
    const text = spelled(part.text, how);
    return text === '' ? [] : [{ kind: 'literal', text }];
  });
}

type SameSymbol = (a: TextPart, b: TextPart) => boolean;

/** Takes away what both begin (or end) with; false when literals there differ. */
function strip(first: TextPart[], second: TextPart[], side: 'start' | 'end', same: SameSymbol): boolean {
  for (;;) {
    const index = side === 'start' ? 0 : -1;
    const a = first.at(index);
    const b = second.at(index);
    if (a === undefined || b === undefined) return true;
    if (a.kind === 'literal' && b.kind === 'literal') {
      const length = Math.min(a.text.length, b.text.length);
      if (cut(a.text, length, side) !== cut(b.text, length, side)) return false;
      shorten(first, a.text, length, side);
      shorten(second, b.text, length, side);
    } else if (same(a, b)) {
      first.splice(index, 1);
      second.splice(index, 1);
    } else return true;
  }
}

function cut(text: string, length: number, side: 'start' | 'end'): string {
  return side === 'start' ? text.slice(0, length) : text.slice(text.length - length);
}

function shorten(parts: TextPart[], text: string, length: number, side: 'start' | 'end'): void {
  const rest = side === 'start' ? text.slice(length) : text.slice(0, text.length - length);
  parts.splice(side === 'start' ? 0 : -1, 1, ...(rest === '' ? [] : [{ kind: 'literal' as const, text: rest }]));
}

/** Symbols on both sides cancel; if one side has none left and fewer literal characters, the other is certainly longer. */
function lengthsDiffer(first: readonly TextPart[], second: readonly TextPart[], same: SameSymbol): boolean {
  const left = first.filter((part) => part.kind === 'symbol');
  const right = second.filter((part) => part.kind === 'symbol');
  const unmatched = left.filter((part) => {
    const index = right.findIndex((other) => same(part, other));
    if (index >= 0) right.splice(index, 1);
    return index < 0;
  });
  const difference = literalLength(first) - literalLength(second);
  return (unmatched.length === 0 && difference < 0) || (right.length === 0 && difference > 0);
}

function literalLength(parts: readonly TextPart[]): number {
  return parts.reduce((length, part) => length + (part.kind === 'literal' ? part.text.length : 0), 0);
}
