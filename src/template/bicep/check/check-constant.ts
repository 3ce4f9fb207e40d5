import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { someChild } from '../../../syntax/bicep/children.ts';
import { meaningOf } from '../types/scope.ts';
import type { Scope } from '../types/scope.ts';

/** Reports the parts of an expression that are not written out, where the compiler must know the value. */
export function checkConstant(node: bicep.Expression, scope: Scope): void {
  switch (node.kind) {
    case 'integer':
    case 'boolean':
    case 'null':
    case 'lambda':
    case 'missing':
      return;
    case 'array':
    case 'object':
    case 'unary':
      someChild(node, (part) => {
        checkConstant(part, scope);
        return false;
      });
      return;
    case 'variable':
      // A name that means nothing is reported as that.
      if (meaningOf(node.name, scope) === undefined) return;
      break;
    case 'string':
      if (node.values.length === 0) return;
      break;
    default:
      break;
  }
  scope.unit.report({ code: 'BCP032', node, message: 'The value must be a compile-time constant.' });
}
