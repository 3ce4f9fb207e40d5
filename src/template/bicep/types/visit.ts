import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { keyText } from '../lower/lower-string.ts';
import { insideChoice } from './scope.ts';
import type { Scope } from './scope.ts';
import { checkCondition, insideLoop, reportNamedLoop } from './type-of.ts';
import { checkName } from './type-of-name.ts';

/** Objects that are written out are looked into this deep; the parser allows no more. */
const deepest = 1000;

/** Looks for what is wrong in an expression whose type nobody asks for: objects and arrays that are written out are given none. */
export function visit(node: bicep.Expression, scope: Scope, depth = 0): void {
  if (depth > deepest) return void scope.typeOf(node, scope);
  switch (node.kind) {
    case 'integer':
    case 'boolean':
    case 'null':
      return;
    case 'variable':
      return checkName(node, scope);
    case 'object':
      if (node.members.some(({ kind }) => kind === 'spread')) break;
      for (const member of node.members) {
        if (member.kind !== 'property') continue;
        if ('kind' in member.key) visit(member.key, scope, depth + 1);
        if (member.value.kind === 'for' && keyText(member.key) === undefined) reportNamedLoop(member.key, scope);
        visit(member.value, scope, depth + 1);
      }
      return;
    case 'array':
      if (node.items.some(({ kind }) => kind === 'spread')) break;
      for (const item of node.items) if (item.kind !== 'spread') visit(item, scope, depth + 1);
      return;
    case 'for':
      return visit(node.body, insideLoop(node, scope), depth + 1);
    case 'string':
      for (const value of node.values) visit(value, scope, depth + 1);
      return;
    case 'parenthesized':
      return visit(node.expression, scope, depth + 1);
    case 'ternary':
      checkCondition(node.condition, scope);
      visit(node.then, insideChoice(scope), depth + 1);
      return visit(node.otherwise, insideChoice(scope), depth + 1);
    default:
      break;
  }
  scope.typeOf(node, scope);
}
