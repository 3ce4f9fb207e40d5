import type { Expression } from './nodes.ts';

/** Calls `visit` for each expression that stands directly in another one, in order; stops when it returns true. */
export function someChild(node: Expression, visit: (child: Expression) => boolean): boolean {
  switch (node.kind) {
    case 'string':
      return node.values.some(visit);
    case 'array':
      return node.items.some((item) => visit(item.kind === 'spread' ? item.value : item));
    case 'object':
      return node.members.some((member) => {
        if (member.kind === 'resource') return false;
        if (member.kind === 'spread') return visit(member.value);
        return ('kind' in member.key && visit(member.key)) || visit(member.value);
      });
    case 'for':
      return visit(node.items) || visit(node.body);
    case 'if':
      return visit(node.condition) || visit(node.body);
    case 'parenthesized':
      return visit(node.expression);
    case 'ternary':
      return visit(node.condition) || visit(node.then) || visit(node.otherwise);
    case 'binary':
      return visit(node.left) || visit(node.right);
    case 'unary':
      return visit(node.operand);
    case 'call':
      return (node.base !== undefined && visit(node.base)) || node.arguments.some(visit);
    case 'propertyAccess':
    case 'resourceAccess':
    case 'nonNull':
      return visit(node.base);
    case 'arrayAccess':
      return visit(node.base) || visit(node.index);
    case 'lambda':
      return visit(node.body);
    case 'integer':
    case 'boolean':
    case 'null':
    case 'variable':
    case 'missing':
      return false;
  }
}
