import { renderExpression } from './render-expression.ts';
import { textParts } from './text-parts.ts';
import type { LambdaSymbol, SymbolNode, Value } from './value.ts';

const maximumLength = 160;
/** An expression of more parts than this is not spelled out: symbols share subtrees, so that its text may be endless. */
const maximumParts = 200;

/**
 * A value in a message: text as it is, unknown parts in braces (`{parameters('prefix')}-vm`), shortened. A secret shows its expression
 * only.
 */
export function displayText(value: Value): string {
  if (value.kind === 'string') return shorten(value.value);
  const parts = textParts(value);
  if (parts === undefined) return shorten(expressionText(value));
  let text = '';
  for (const part of parts) {
    text += part.kind === 'literal' ? part.text : `{${expressionText(part.value)}}`;
    if (text.length > maximumLength) break;
  }
  return shorten(text);
}

function expressionText(value: Value): string {
  return isShort(value) ? renderExpression(value) : '...';
}

function isShort(value: Value): boolean {
  const open: (Value | LambdaSymbol)[] = [value];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (++seen > maximumParts) return false;
    if (next.kind === 'unknown') open.push(...partsOfSymbol(next.symbol));
    else if (next.kind === 'lambda') open.push(next.body);
    else if (next.kind === 'array') open.push(...next.items);
    else if (next.kind === 'object') for (const property of next.properties) open.push(property.value);
  }
  return true;
}

function partsOfSymbol(symbol: SymbolNode): readonly (Value | LambdaSymbol)[] {
  switch (symbol.kind) {
    case 'call':
      return symbol.arguments;
    case 'member':
      return [symbol.of, symbol.key];
    case 'lambda':
      return [symbol.body];
    case 'lambdaVariable':
      return [];
  }
}

function shorten(text: string): string {
  return text.length <= maximumLength ? text : `${text.slice(0, maximumLength - 3)}...`;
}
