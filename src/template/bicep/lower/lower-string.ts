import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import { unsupported } from '../context.ts';
import type { Context } from '../context.ts';

/** A string is itself; an interpolated one is `format('...{0}...', value)`, as the official compiler emits it. */
export function lowerString(node: bicep.StringExpression, context: Context): Expression {
  const at = context.unit.at(node);
  const text = literalText(node);
  if (text !== undefined) return { kind: 'string', value: text, at };
  const pattern = node.texts
    .map((part) => part.replaceAll('{', '{{').replaceAll('}', '}}'))
    .reduce((before, part, i) => `${before}{${i - 1}}${part}`);
  const values = node.values.map((value) => context.unit.lower(value, context));
  return { kind: 'call', name: 'format', arguments: [{ kind: 'string', value: pattern, at }, ...values], at };
}

/** The text of a string without interpolation, else `undefined`. */
export function literalText(node: bicep.Expression | undefined): string | undefined {
  return node?.kind === 'string' && node.values.length === 0 ? (node.texts[0] ?? '') : undefined;
}

/**
 * The path that a declaration refers to. Reports one that is computed, and, where the parser has not said all of it, one that is not written: with `absent`.
 * `undefined` in both cases.
 */
export function constantPath(
  node: bicep.StringExpression,
  context: Context,
  absent?: { readonly code: string; readonly message: string },
): string | undefined {
  const { unit } = context;
  // What is not written is an empty text in the tree, too.
  if (!unit.file.text.startsWith("'", node.start)) {
    if (absent !== undefined) unit.report({ ...absent, node });
    return undefined;
  }
  const text = literalText(node);
  if (text === undefined)
    unit.report({ code: 'BCP092', node, message: 'String interpolation is not supported in file paths.' });
  return text;
}

/** A key of an object as the text it is, when it is constant. */
export function keyText(key: bicep.Identifier | bicep.StringExpression): string | undefined {
  return 'kind' in key ? literalText(key) : key.name;
}

/** A key of an object as an expression. */
export function lowerKey(key: bicep.Identifier | bicep.StringExpression, context: Context): Expression {
  if ('kind' in key) return context.unit.lower(key, context);
  return key.name === ''
    ? unsupported(context.unit.at(key), 'the name of the property is missing')
    : { kind: 'string', value: key.name, at: context.unit.at(key) };
}
