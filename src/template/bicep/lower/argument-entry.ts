import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { EntryExpression, Expression } from '../../expression.ts';
import type { Context } from '../context.ts';
import { resolveInstance } from './resolve-instance.ts';

/**
 * What the compiler writes for an argument of a module that is a secret of a key vault or a choice: the whole `{ value }` or
 * `{ reference }`. Undefined for every other argument.
 */
export function argumentEntry(node: bicep.Expression, context: Context): EntryExpression | undefined {
  const inner = withoutParentheses(node);
  if (inner.kind !== 'ternary' && !isSecret(inner, context)) return undefined;
  return { kind: 'entry', entry: entryOf(inner, context), at: context.unit.at(node) };
}

function withoutParentheses(node: bicep.Expression): bicep.Expression {
  return node.kind === 'parenthesized' ? withoutParentheses(node.expression) : node;
}

function entryOf(written: bicep.Expression, context: Context): Expression {
  const { unit } = context;
  const node = withoutParentheses(written);
  const at = unit.at(node);
  if (node.kind === 'ternary') {
    const condition = unit.lower(node.condition, context);
    return {
      kind: 'call',
      name: 'if',
      arguments: [condition, entryOf(node.then, context), entryOf(node.otherwise, context)],
      at,
    };
  }
  const property = (key: string, value: Expression) => ({ key: { kind: 'string', value: key, at } as const, value });
  if (!isSecret(node, context))
    return { kind: 'object', properties: [property('value', unit.lower(node, context))], at };
  const [name, version] = node.arguments.map((argument) => unit.lower(argument, context));
  const id: Expression = {
    kind: 'member',
    base: unit.lower(node.base, context),
    key: { kind: 'string', value: 'id', at },
    at,
  };
  const reference = [property('keyVault', { kind: 'object', properties: [property('id', id)], at })];
  if (name !== undefined) reference.push(property('secretName', name));
  if (version !== undefined) reference.push(property('secretVersion', version));
  return { kind: 'object', properties: [property('reference', { kind: 'object', properties: reference, at })], at };
}

type SecretCall = bicep.CallExpression & { readonly base: bicep.Expression };

/** `vault.getSecret('name')`: only the deployment reads it. */
function isSecret(node: bicep.Expression, context: Context): node is SecretCall {
  if (node.kind !== 'call' || node.base === undefined || node.name.name !== 'getSecret') return false;
  return resolveInstance(node.base, context) !== undefined;
}
