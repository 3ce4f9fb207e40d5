import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Context } from '../context.ts';
import { objectOf, propertyValue } from './declaration-body.ts';
import { literalText } from './lower-string.ts';
import { peekSymbol } from './resolve-instance.ts';

/** Variables that lead to variables: more of them than this are a circle. */
const longestChain = 20;

/**
 * The text that an expression is at compile time: a literal, an interpolation of constants, a variable or a property of a variable that is one.
 * `undefined` when it depends on anything else. Load functions take such paths.
 */
export function constantText(node: bicep.Expression, context: Context, depth = 0): string | undefined {
  const written = writtenOut(node, context, depth);
  if (written?.kind === 'integer') return written.text;
  if (written?.kind === 'boolean') return written.value ? 'True' : 'False';
  if (written?.kind !== 'string') return importedText(node, context);
  const literal = literalText(written);
  if (literal !== undefined || depth > longestChain) return literal;
  let text = written.texts[0] ?? '';
  for (const [i, value] of written.values.entries()) {
    const part = constantText(value, context, depth + 1);
    if (part === undefined) return undefined;
    text += part + (written.texts[i + 1] ?? '');
  }
  return text;
}

/** The expression that a name or property leads to. */
function writtenOut(node: bicep.Expression, context: Context, depth: number): bicep.Expression | undefined {
  if (depth > longestChain) return undefined;
  switch (node.kind) {
    case 'parenthesized':
      return writtenOut(node.expression, context, depth + 1);
    case 'nonNull':
      return writtenOut(node.base, context, depth + 1);
    case 'variable': {
      const symbol = peekSymbol(node, context);
      if (symbol?.kind !== 'variable' || symbol.node === undefined) return undefined;
      return writtenOut(symbol.node, context, depth + 1);
    }
    case 'propertyAccess': {
      const base = writtenOut(node.base, context, depth + 1);
      if (base?.kind !== 'object') return undefined;
      const value = propertyValue(objectOf(base), node.name.name);
      return value === undefined ? undefined : writtenOut(value, context, depth + 1);
    }
    default:
      return node;
  }
}

/** A variable of another file is lowered already. */
function importedText(node: bicep.Expression, context: Context): string | undefined {
  const symbol = peekSymbol(node, context);
  if (symbol?.kind !== 'variable' || symbol.node !== undefined) return undefined;
  return symbol.declaration.value.kind === 'string' ? symbol.declaration.value.value : undefined;
}
