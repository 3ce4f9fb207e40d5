import type { Expression } from '../../expression.ts';
import type { TypeNode } from '../../type-node.ts';
import { resolveType } from './type-members.ts';
import { plainKind } from './assignable.ts';

/** The type as the compiler prints it, where that is short. */
export function typeName(shape: TypeNode): string {
  const plain = plainName(shape);
  return shape.nullable === true ? `${plain} | null` : plain;
}

function plainName(shape: TypeNode): string {
  switch (shape.kind) {
    case 'list': {
      const item = resolveType(shape.item);
      return item === undefined ? 'array' : `${plainName(item)}[]`;
    }
    case 'literal':
      return valueName(shape.value);
    case 'union':
      return inOrder(shape.members.map((member) => plainName(resolveType(member) ?? member)));
    case 'string':
    case 'int':
      return shape.allowedValues === undefined ? shape.kind : inOrder(shape.allowedValues.map(valueName));
    default:
      return plainKind(shape) ?? shape.kind;
  }
}

function inOrder(names: readonly string[]): string {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1)).join(' | ');
}

function valueName(value: Expression): string {
  if (value.kind === 'string') return `'${value.value}'`;
  if (value.kind === 'number') return value.text;
  return value.kind === 'bool' ? String(value.value) : value.kind;
}
