import { resourceIdParts } from './resource-id-parts.ts';
import type { Piece } from './resource-id-parts.ts';
import type { CallSymbol, MemberSymbol, UnknownValue, Value } from './value.ts';

/** A piece of a partly known text: literal text, or what an unknown will put there. */
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'symbol'; readonly value: UnknownValue; readonly casing?: Casing };

/** What `toLower` and `toUpper` do to the text of an unknown. */
export type Casing = 'lower' | 'upper';

/** Deeper nesting than this stays one symbol. */
const maximumDepth = 64;
/** A text of more parts than this stays one symbol. */
const maximumParts = 500;
/** Symbols share subtrees, so that a small template can spell an endless text: after this many, the rest stays symbols. */
const maximumSymbols = 5_000;

/**
 * The normal form in which partly known texts meet, however they are written: `format('{0}-vm', x)`, `concat(x, '-vm')`, `string(x)`
 * and the `resourceId(...)` family become literals and symbols in order, without two literals side by side. Undefined when the value
 * is no text (an array, an object, null).
 */
export function textParts(value: Value, left: SymbolBudget = symbolBudget()): readonly TextPart[] | undefined {
  if (value.kind === 'string') return value.value === '' ? [] : [literal(value.value)];
  const parts = expand(value, { depth: 0, left });
  return parts === undefined || parts.length > maximumParts ? whole(value) : merge(parts);
}

/** How many symbols may still be expanded; several expansions may share one. */
export interface SymbolBudget {
  symbols: number;
}

/** A budget for one expansion or one comparison. */
export function symbolBudget(): SymbolBudget {
  return { symbols: maximumSymbols };
}

/** The text of parts without symbols; undefined when there is a symbol. */
export function literalText(parts: readonly TextPart[]): string | undefined {
  if (parts.length === 0) return '';
  const [first] = parts;
  return parts.length === 1 && first?.kind === 'literal' ? first.text : undefined;
}

/** The text of a value; empty for what is unknown, absent or no text. */
export function plainText(value: Value | undefined): string {
  return value?.kind === 'string' ? value.value : '';
}

/** Cuts parts at every `separator` in their literals. Symbols are taken to hold no separator, as names and groups never do. */
export function splitParts(parts: readonly TextPart[], separator: string): TextPart[][] {
  let current: TextPart[] = [];
  const segments = [current];
  for (const part of parts) {
    if (part.kind === 'symbol') {
      current.push(part);
      continue;
    }
    for (const [index, text] of part.text.split(separator).entries()) {
      if (index > 0) segments.push((current = []));
      if (text !== '') current.push(literal(text));
    }
  }
  return segments;
}

/** Parts as one value again: text, the unknown itself, or an unknown that concatenates them. */
export function valueOfParts(parts: readonly TextPart[], origin: Value): Value {
  const text = literalText(parts);
  if (text !== undefined) return { kind: 'string', value: text, at: origin.at };
  const [first] = parts;
  if (parts.length === 1 && first?.kind === 'symbol' && first.casing === undefined) return first.value;
  const because = parts.find((part) => part.kind === 'symbol')?.value.because ?? '';
  const symbol: CallSymbol = {
    kind: 'call',
    name: 'concat',
    arguments: parts.map((part) => valueOfPart(part, origin)),
  };
  return { kind: 'unknown', symbol, because, at: origin.at };
}

/** A literal part. */
export function literal(text: string): TextPart {
  return { kind: 'literal', text };
}

interface Expansion {
  readonly depth: number;
  readonly left: SymbolBudget;
  readonly casing?: Casing;
}

function expand(value: Value, at: Expansion): readonly TextPart[] | undefined {
  switch (value.kind) {
    case 'string':
      return [literal(cased(value.value, at.casing))];
    case 'number':
      return [literal(value.text)];
    case 'bool':
      // Both `string(true)` and `format('{0}', true)` give `True`.
      return [literal(cased(value.value ? 'True' : 'False', at.casing))];
    case 'unknown':
      return expandSymbol(value, at) ?? [symbolPart(value, at.casing)];
    default:
      return undefined;
  }
}

function expandSymbol(value: UnknownValue, at: Expansion): readonly TextPart[] | undefined {
  if (at.depth >= maximumDepth || --at.left.symbols < 0) return undefined;
  const inner = { ...at, depth: at.depth + 1 };
  const { symbol } = value;
  if (symbol.kind === 'call') return expandCall(symbol, value, inner);
  return symbol.kind === 'member' ? expandMember(symbol, value, inner) : undefined;
}

function expandCall(call: CallSymbol, value: UnknownValue, at: Expansion): readonly TextPart[] | undefined {
  const args = call.arguments;
  if (!areValues(args)) return undefined;
  const [first, second] = args;
  if (first === undefined) return undefined;
  switch (call.name.toLowerCase()) {
    case 'format':
      return expandFormat(first, args.slice(1), at);
    case 'concat':
      return expandPieces(args, at);
    case 'string':
      return args.length === 1 ? expand(first, at) : undefined;
    case 'tolower':
      return expand(first, { ...at, casing: at.casing ?? 'lower' });
    case 'toupper':
      return expand(first, { ...at, casing: at.casing ?? 'upper' });
    case 'coalesce':
      return expandCoalesce(args, at);
    case 'join':
      return first.kind === 'array' && second !== undefined ? expandJoin(first.items, second, at) : undefined;
    case 'first':
      return expandSegment(first, 0, at);
    case 'last':
      return expandSegment(first, -1, at);
    default:
      return expandPieces(resourceIdParts(call, value), at);
  }
}

/** The first that is not null; an unknown may be, unless nothing else is left. */
function expandCoalesce(args: readonly Value[], at: Expansion): readonly TextPart[] | undefined {
  const left = args.filter(({ kind }) => kind !== 'null');
  const [first] = left;
  return first !== undefined && (first.kind !== 'unknown' || left.length === 1) ? expand(first, at) : undefined;
}

/** `split(text, '/')[n]`, and the ids of the deployment's own scope. */
function expandMember(member: MemberSymbol, value: UnknownValue, at: Expansion): readonly TextPart[] | undefined {
  if (member.key.kind === 'number') return expandSegment(member.of, member.key.value, at);
  return expandPieces(resourceIdParts(member, value), at);
}

function expandSegment(list: Value, index: number, at: Expansion): readonly TextPart[] | undefined {
  if (list.kind !== 'unknown' || list.symbol.kind !== 'call' || list.symbol.name.toLowerCase() !== 'split')
    return undefined;
  const [text, separator] = areValues(list.symbol.arguments) ? list.symbol.arguments : [];
  if (text === undefined || separator?.kind !== 'string' || separator.value === '') return undefined;
  const parts = expand(text, at);
  // A text that is one symbol may hold any number of separators; only the shape of an id (`/subscriptions/...`) tells them all.
  if (parts?.[0]?.kind !== 'literal' || separator.value !== '/') return undefined;
  return splitParts(merge(parts), separator.value).at(index);
}

function expandFormat(template: Value, args: readonly Value[], at: Expansion): readonly TextPart[] | undefined {
  if (template.kind !== 'string') return undefined;
  const pieces: Piece[] = [];
  const holes = /\{\{|\}\}|\{(\d+)\}|[{}]/g;
  let end = 0;
  for (const match of template.value.matchAll(holes)) {
    pieces.push(template.value.slice(end, match.index));
    end = match.index + match[0].length;
    const argument = match[1] === undefined ? undefined : args[Number(match[1])];
    if (argument !== undefined) pieces.push(argument);
    else if (match[0].length === 2) pieces.push(match[0].slice(1));
    else return undefined;
  }
  pieces.push(template.value.slice(end));
  return expandPieces(pieces, at);
}

function expandJoin(items: readonly Value[], separator: Value, at: Expansion): readonly TextPart[] | undefined {
  return expandPieces(
    items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
    at,
  );
}

function expandPieces(pieces: readonly Piece[] | undefined, at: Expansion): readonly TextPart[] | undefined {
  if (pieces === undefined) return undefined;
  const parts: TextPart[] = [];
  for (const piece of pieces) {
    const expanded = typeof piece === 'string' ? [literal(cased(piece, at.casing))] : expand(piece, at);
    if (expanded === undefined || parts.length > maximumParts) return undefined;
    parts.push(...expanded);
  }
  return parts;
}

function areValues(args: CallSymbol['arguments']): args is readonly Value[] {
  return args.every(({ kind }) => kind !== 'lambda');
}

function whole(value: Value): readonly TextPart[] | undefined {
  return value.kind === 'unknown' ? [symbolPart(value, undefined)] : undefined;
}

function merge(parts: readonly TextPart[]): readonly TextPart[] {
  const merged: TextPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'literal' && part.text === '') continue;
    if (part.kind === 'literal' && last?.kind === 'literal') merged[merged.length - 1] = literal(last.text + part.text);
    else merged.push(part);
  }
  return merged;
}

function symbolPart(value: UnknownValue, casing: Casing | undefined): TextPart {
  return casing === undefined ? { kind: 'symbol', value } : { kind: 'symbol', value, casing };
}

function valueOfPart(part: TextPart, origin: Value): Value {
  if (part.kind === 'literal') return { kind: 'string', value: part.text, at: origin.at };
  if (part.casing === undefined) return part.value;
  const name = part.casing === 'lower' ? 'toLower' : 'toUpper';
  return { ...part.value, symbol: { kind: 'call', name, arguments: [part.value] } };
}

function cased(text: string, casing: Casing | undefined): string {
  if (casing === undefined) return text;
  return casing === 'lower' ? text.toLowerCase() : text.toUpperCase();
}
