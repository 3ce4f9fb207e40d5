import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { CallExpression, Expression } from '../../expression.ts';
import type { Context } from '../context.ts';

/** The ARM functions of the operators that map to one call. */
const functionOf: Readonly<Record<Exclude<bicep.BinaryOperator, '!=' | '=~' | '!~'>, string>> = {
  '||': 'or',
  '&&': 'and',
  '==': 'equals',
  '<': 'less',
  '<=': 'lessOrEquals',
  '>': 'greater',
  '>=': 'greaterOrEquals',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '??': 'coalesce',
};

/** `a == b` is `equals(a, b)`, `a != b` is `not(equals(a, b))`, `a =~ b` compares both in lower case. */
export function lowerBinary(node: bicep.BinaryExpression, context: Context): Expression {
  const at = context.unit.at(node);
  const call = (name: string, ...args: readonly Expression[]): CallExpression => ({
    kind: 'call',
    name,
    arguments: args,
    at,
  });
  const left = context.unit.lower(node.left, context);
  const right = context.unit.lower(node.right, context);
  switch (node.operator) {
    case '!=':
      return call('not', call('equals', left, right));
    case '=~':
      return call('equals', call('toLower', left), call('toLower', right));
    case '!~':
      return call('not', call('equals', call('toLower', left), call('toLower', right)));
    default:
      return call(functionOf[node.operator], left, right);
  }
}

/** `!a` is `not(a)`; a minus before digits belongs to the number, elsewhere it is `sub(0, a)`. */
export function lowerUnary(node: bicep.UnaryExpression, context: Context): Expression {
  const at = context.unit.at(node);
  if (node.operator === '-' && node.operand.kind === 'integer') {
    const text = `-${node.operand.text}`;
    return { kind: 'number', value: Number(text), text, at };
  }
  const operand = context.unit.lower(node.operand, context);
  return node.operator === '!'
    ? { kind: 'call', name: 'not', arguments: [operand], at }
    : { kind: 'call', name: 'sub', arguments: [{ kind: 'number', value: 0, text: '0', at }, operand], at };
}

/** `a ? b : c` is `if(a, b, c)`. */
export function lowerTernary(node: bicep.TernaryExpression, context: Context): Expression {
  const parts = [node.condition, node.then, node.otherwise].map((part) => context.unit.lower(part, context));
  return { kind: 'call', name: 'if', arguments: parts, at: context.unit.at(node) };
}
