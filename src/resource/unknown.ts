import type { Location } from '../text/location.ts';
import type { CallSymbol, LambdaSymbol, SymbolNode, UnknownValue, Value } from './value.ts';

/** Values nested deeper than this are not looked into: evaluation has its own, lower limit. */
const maximumDepth = 2000;

/** The symbol of a function call that stays. `identity` tells apart calls that read the same. */
export function callSymbol(name: string, args: readonly (Value | LambdaSymbol)[], identity?: string): CallSymbol {
  return identity === undefined
    ? { kind: 'call', name, arguments: args }
    : { kind: 'call', name, arguments: args, identity };
}

/** An unknown; `sealed` when what it stands for is secret. */
export function unknownValue(symbol: SymbolNode, because: string, at: Location, sealed = false): UnknownValue {
  return sealed ? { kind: 'unknown', symbol, because, at, sealed } : { kind: 'unknown', symbol, because, at };
}

/** The first unknown in these values (or bodies of lambdas) or inside them, in order; nothing when all of them are wholly known. */
export function firstUnknown(values: readonly (Value | LambdaSymbol)[], depth = 0): UnknownValue | undefined {
  for (const value of values) {
    const found = unknownIn(value.kind === 'lambda' ? value.body : value, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unknownIn(value: Value, depth: number): UnknownValue | undefined {
  if (value.kind === 'unknown') return value;
  if (depth > maximumDepth) return undefined;
  if (value.kind === 'array') return firstUnknown(value.items, depth + 1);
  if (value.kind !== 'object') return undefined;
  for (const property of value.properties) {
    const found = unknownIn(property.value, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
