import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { plainKind } from './assignable.ts';
import { meaningOf, someEvaluated } from './scope.ts';
import type { Scope } from './scope.ts';
import { settle } from './static-type.ts';
import type { StaticType } from './static-type.ts';
import { typeOfVariable } from './type-of-name.ts';

/**
 * Whether a part of an expression certainly has no value before the deployment. Of an expression without such parts the compiler may know the value, and with
 * it a narrower type than is found here: operators, interpolations and most functions are evaluated by it where all that they are given is known.
 */
export function hasInput(node: bicep.Expression, scope: Scope): boolean {
  // `resourceGroup()` and the like: what needs no argument is not evaluated.
  if (node.kind === 'call' && node.arguments.length === 0) return true;
  if (node.kind !== 'variable') return someEvaluated(node, scope, (child) => hasInput(child, scope));
  const meaning = meaningOf(node.name, scope);
  switch (meaning?.kind) {
    case 'parameter':
      return isOpen(settle(meaning.declaration.type));
    case 'typed':
      return isOpen(settle(meaning.type));
    case 'variable': {
      const type = settle(typeOfVariable(meaning, scope));
      return type.kind === 'string' && type.loose !== true;
    }
    default:
      return false;
  }
}

/** Whether a type has more than one value. Of objects and arrays with declared parts, a part may be one certain value. */
function isOpen(type: StaticType): boolean {
  return type.kind === 'union' ? type.members.length > 1 : plainKind(type) === type.kind;
}
