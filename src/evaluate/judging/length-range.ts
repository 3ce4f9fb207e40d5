import { textParts } from '../../resource/text-parts.ts';
import type { TextPart } from '../../resource/text-parts.ts';
import type { CallSymbol, LambdaSymbol, Value } from '../../resource/value.ts';

/** The smallest and the largest number that a value may be. */
interface Range {
  readonly least: number;
  readonly most: number;
}

const ANY: Range = { least: -Infinity, most: Infinity };

/** How two numbers certainly compare although the lengths of texts that they are made of are not known. */
export function compareRanges(a: Value | undefined, b: Value | undefined): 'less' | 'notLess' | undefined {
  const [first, second] = [rangeOf(a), rangeOf(b)];
  if (first.most < second.least) return 'less';
  return first.least >= second.most ? 'notLess' : undefined;
}

/** Whether two numbers are certainly equal, or certainly not. */
export function equalRanges(a: Value, b: Value): boolean | undefined {
  const [first, second] = [rangeOf(a), rangeOf(b)];
  if (first.most < second.least || second.most < first.least) return false;
  const isOne = first.least === first.most && second.least === second.most;
  return isOne ? first.least === second.least : undefined;
}

function rangeOf(value: Value | undefined): Range {
  if (value?.kind === 'number') return { least: value.value, most: value.value };
  const call = callOf(value, 'length');
  return call === undefined ? ANY : lengthOf(call.arguments[0]);
}

/** The length of a text is at least that of its literal parts; a text is split into as many pieces as it has separators, and one more. */
function lengthOf(of: Value | LambdaSymbol | undefined): Range {
  const [text, separator] = callOf(of, 'split')?.arguments ?? [];
  if (text === undefined) {
    return { least: literalsOf(partsOf(of)).reduce((sum, { length }) => sum + length, 0), most: Infinity };
  }
  if (separator?.kind !== 'string' || separator.value.length !== 1) return { least: 1, most: Infinity };
  const parts = partsOf(text);
  const pieces = literalsOf(parts).reduce((sum, each) => sum + each.split(separator.value).length - 1, 1);
  const isWhole = parts.length > 0 && separator.value === '/' && parts.every(isWithoutSlash);
  return { least: pieces, most: isWhole ? pieces : Infinity };
}

function partsOf(value: Value | LambdaSymbol | undefined): readonly TextPart[] {
  return (value?.kind === 'unknown' ? textParts(value) : undefined) ?? [];
}

function literalsOf(parts: readonly TextPart[]): readonly string[] {
  return parts.flatMap((part) => (part.kind === 'literal' ? [part.text] : []));
}

/** Ids of subscriptions are GUIDs, and the names of groups have no slash. */
function isWithoutSlash(part: TextPart): boolean {
  if (part.kind === 'literal') return true;
  const { symbol } = part.value;
  if (symbol.kind !== 'member' || symbol.key.kind !== 'string') return false;
  const key = symbol.key.value.toLowerCase();
  if (key === 'subscriptionid') return callOf(symbol.of, 'subscription') !== undefined;
  return key === 'name' && callOf(symbol.of, 'resourcegroup') !== undefined;
}

function callOf(value: Value | LambdaSymbol | undefined, name: string): CallSymbol | undefined {
  const symbol = value?.kind === 'unknown' ? value.symbol : undefined;
  return symbol?.kind === 'call' && symbol.name.toLowerCase() === name ? symbol : undefined;
}
