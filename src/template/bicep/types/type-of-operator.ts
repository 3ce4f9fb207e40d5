import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { isAssignable, isAssignableUnlessNull, plainKind } from './assignable.ts';
import type { Scope } from './scope.ts';
import { isNull, literalOf, nowhere, plain, settle, unionOf, withoutNull } from './static-type.ts';
import type { StaticType } from './static-type.ts';
import { typeName } from './type-name.ts';

type Kind = 'bool' | 'int' | 'string';

/** What both operands must be, one of them; operators that are not here take anything. */
const operands: Readonly<Partial<Record<bicep.BinaryOperator, readonly Kind[]>>> = {
  '&&': ['bool'],
  '||': ['bool'],
  '=~': ['string'],
  '!~': ['string'],
  '<': ['int', 'string'],
  '<=': ['int', 'string'],
  '>': ['int', 'string'],
  '>=': ['int', 'string'],
  '+': ['int'],
  '-': ['int'],
  '*': ['int'],
  '/': ['int'],
  '%': ['int'],
};

/** The type of `left operator right`; reports operands that the operator does not take. */
export function typeOfBinary(node: bicep.BinaryExpression, scope: Scope): StaticType {
  const left = scope.typeOf(node.left, scope);
  const right = scope.typeOf(node.right, scope);
  if (node.operator === '??') return typeOfCoalesce(left, right);
  const kinds = operands[node.operator];
  const isTaken = (kind: Kind): boolean => takes(kind, left, scope) && takes(kind, right, scope);
  if (kinds?.some(isTaken) === false) {
    const hint =
      node.operator === '+' && [left, right].every((type) => plainKind(settle(type)) === 'string')
        ? ' Use string interpolation instead.'
        : '';
    const message = `Cannot apply operator "${node.operator}" to operands of type "${typeName(settle(left))}" and "${typeName(settle(right))}".${hint}`;
    scope.unit.report({ code: 'BCP045', node, message });
    return plain.any;
  }
  if (node.operator === '%' && right.kind === 'literal' && right.value.kind === 'number' && right.value.value === 0)
    scope.unit.report({ code: 'BCP410', node, message: 'Division by zero is not supported.' });
  return kinds?.length === 1 && kinds[0] === 'int' ? plain.int : plain.bool;
}

/** An operand must not be null, unless a choice around it may see to that. */
function takes(kind: Kind, operand: StaticType, { inChoice }: Scope): boolean {
  return inChoice ? isAssignableUnlessNull(operand, plain[kind]) : isAssignable(operand, plain[kind]);
}

function typeOfCoalesce(left: StaticType, right: StaticType): StaticType {
  const first = settle(left);
  if (isNull(first)) return right;
  return first.nullable === true ? unionOf([withoutNull(first), right]) : first;
}

/** The type of `!x` and `-x`; reports an operand that the operator does not take. */
export function typeOfUnary(node: bicep.UnaryExpression, scope: Scope): StaticType {
  const operand = scope.typeOf(node.operand, scope);
  const kind = node.operator === '!' ? 'bool' : 'int';
  if (!takes(kind, operand, scope)) {
    const message = `Cannot apply operator "${node.operator}" to operand of type "${typeName(settle(operand))}".`;
    scope.unit.report({ code: 'BCP044', node, message });
    return plain.any;
  }
  const value = operand.kind === 'literal' ? operand.value : undefined;
  if (value?.kind !== 'number') return plain[kind];
  const text = `-${value.text}`;
  return literalOf({ kind: 'number', value: -value.value, text, at: nowhere });
}
