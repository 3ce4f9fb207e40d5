import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { TypeNode } from '../type-node.ts';
import type { Context } from './context.ts';
import { literalText } from './lower-string.ts';
import { resolveType } from './type-members.ts';

/** Reports a literal that cannot be a value of the type. Only what is certain without evaluating: anything else is left alone. */
export function checkLiteral(name: string, value: bicep.Expression, type: TypeNode, context: Context): void {
  const shape = resolveType(type);
  if (shape === undefined) return;
  const actual = literalKind(value);
  if (actual === undefined || accepts(shape, value, actual)) return;
  const expected = typeName({ ...shape, ...(type.nullable === true ? { nullable: true } : {}) });
  context.unit.report({
    code: 'BCP036',
    node: value,
    message: `The property "${name}" expected a value of type "${expected}" but the provided value is of type "${literalName(value, actual)}".`,
  });
}

type LiteralKind = 'string' | 'int' | 'bool' | 'array' | 'object' | 'null';

function literalKind(value: bicep.Expression): LiteralKind | undefined {
  switch (value.kind) {
    case 'string':
      return 'string';
    case 'integer':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'array':
    case 'for':
      return 'array';
    case 'object':
      return 'object';
    case 'null':
      return 'null';
    default:
      return undefined;
  }
}

function accepts(shape: TypeNode, value: bicep.Expression, actual: LiteralKind): boolean {
  if (actual === 'null') return shape.nullable === true || acceptsNull(shape);
  switch (shape.kind) {
    case 'string':
    case 'int':
      return shape.kind === actual && isAllowed(shape, value);
    case 'bool':
    case 'array':
    case 'object':
      return shape.kind === actual;
    case 'list':
    case 'tuple':
      return actual === 'array';
    case 'record':
    case 'tagged':
      return actual === 'object';
    case 'literal':
      return equalsLiteral(shape, value);
    case 'union':
      return shape.members.some((member) => {
        const resolved = resolveType(member);
        return resolved === undefined || accepts(resolved, value, actual);
      });
    case 'any':
    case 'opaque':
    case 'reference':
      return true;
  }
}

/** Null fits where the type cannot be seen, and where one member of a union takes it. */
function acceptsNull(shape: TypeNode): boolean {
  if (shape.kind === 'any' || shape.kind === 'opaque' || shape.kind === 'reference') return true;
  if (shape.kind !== 'union') return false;
  return shape.members.some((member) => {
    const resolved = resolveType(member);
    return member.nullable === true || resolved === undefined || resolved.nullable === true || acceptsNull(resolved);
  });
}

function isAllowed(shape: TypeNode, value: bicep.Expression): boolean {
  const text = literalText(value) ?? (value.kind === 'integer' ? value.text : undefined);
  if (shape.allowedValues === undefined || text === undefined) return true;
  return shape.allowedValues.some((allowed) => {
    if (allowed.kind === 'string') return allowed.value === text;
    return allowed.kind !== 'number' || allowed.text === text;
  });
}

function equalsLiteral(shape: TypeNode & { readonly kind: 'literal' }, value: bicep.Expression): boolean {
  const expected = shape.value;
  if (value.kind === 'string') {
    const text = literalText(value);
    return text === undefined ? expected.kind === 'string' : expected.kind === 'string' && expected.value === text;
  }
  if (value.kind === 'integer') return expected.kind === 'number' && expected.text === value.text;
  if (value.kind === 'boolean') return expected.kind === 'bool' && expected.value === value.value;
  return false;
}

/** The type as the compiler prints it, where that is short. */
function typeName(shape: TypeNode): string {
  const plain = plainName(shape);
  return shape.nullable === true ? `${plain} | null` : plain;
}

function plainName(shape: TypeNode): string {
  switch (shape.kind) {
    case 'list': {
      const item = resolveType(shape.item);
      return item === undefined ? 'array' : `${plainName(item)}[]`;
    }
    case 'tuple':
      return 'array';
    case 'record':
    case 'tagged':
      return 'object';
    case 'literal':
      return shape.value.kind === 'string' ? `'${shape.value.value}'` : 'literal';
    case 'union':
      return shape.members.map((member) => plainName(resolveType(member) ?? member)).join(' | ');
    case 'string':
      return shape.allowedValues === undefined
        ? 'string'
        : shape.allowedValues.map((allowed) => (allowed.kind === 'string' ? `'${allowed.value}'` : '')).join(' | ');
    default:
      return shape.kind;
  }
}

function literalName(value: bicep.Expression, actual: LiteralKind): string {
  if (value.kind === 'integer') return value.text;
  if (value.kind === 'boolean') return String(value.value);
  const text = literalText(value);
  return text === undefined ? actual : `'${text}'`;
}
