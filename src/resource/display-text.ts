import { renderExpression } from './render-expression.ts';
import { textParts } from './text-parts.ts';
import type { Value } from './value.ts';

const maximumLength = 160;

/**
 * A value in a message: text as it is, unknown parts in braces (`{parameters('prefix')}-vm`), shortened. A secret shows its expression
 * only.
 */
export function displayText(value: Value): string {
  const parts = textParts(value);
  if (parts === undefined) return shorten(renderExpression(value));
  const texts = parts.map((part) => (part.kind === 'literal' ? part.text : `{${renderExpression(part.value)}}`));
  return shorten(texts.join(''));
}

function shorten(text: string): string {
  return text.length <= maximumLength ? text : `${text.slice(0, maximumLength - 3)}...`;
}
