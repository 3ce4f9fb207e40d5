import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { TypeNode } from '../type-node.ts';
import type { Context } from './context.ts';
import { literalText } from './lower-string.ts';
import { peekSymbol } from './resolve-instance.ts';
import { resolveType } from './type-members.ts';

/** Variables that are made of variables are followed this deep. */
const deepest = 20;

type Plain = 'string' | 'int' | 'bool' | 'array' | 'object';

/** Functions whose result is of one type, whatever they are given. */
const results: ReadonlyMap<string, Plain> = new Map([
  ...names('string', 'toLower toUpper uniqueString guid format replace base64 base64ToString trim substring padLeft'),
  ...names('string', 'uri uriComponent uriComponentToString dataUri dataUriToString join string newGuid utcNow'),
  ...names('string', 'dateTimeAdd dateTimeFromEpoch cidrSubnet cidrHost loadTextContent loadFileAsBase64 nameof'),
  ...names('int', 'length indexOf lastIndexOf int dateTimeToEpoch min max'),
  ...names('bool', 'empty contains startsWith endsWith bool'),
  ...names('array', 'range split items objectKeys map filter sort flatten createArray'),
  ...names('object', 'parseCidr toObject groupBy mapValues shallowMerge'),
]);

const operators: ReadonlyMap<bicep.BinaryOperator, Plain> = new Map([
  ...(['==', '!=', '=~', '!~', '<', '<=', '>', '>=', '&&', '||'] as const).map((one) => [one, 'bool'] as const),
  ...(['+', '-', '*', '/', '%'] as const).map((one) => [one, 'int'] as const),
]);

function names(type: Plain, list: string): [string, Plain][] {
  return list.split(' ').map((name) => [name, type]);
}

/**
 * The type of an expression as far as it is certain without evaluating anything; `undefined` when it is not. To be asked when all
 * declarations of the file are filled in.
 */
export function staticType(node: bicep.Expression, context: Context, depth = 0): TypeNode | undefined {
  const at = context.unit.at(node);
  switch (node.kind) {
    case 'string': {
      const value = literalText(node);
      return value === undefined
        ? { kind: 'string', at }
        : { kind: 'literal', value: { kind: 'string', value, at }, at };
    }
    case 'integer':
      return { kind: 'literal', value: { kind: 'number', value: Number(node.text), text: node.text, at }, at };
    case 'boolean':
      return { kind: 'literal', value: { kind: 'bool', value: node.value, at }, at };
    case 'array':
    case 'for':
      return { kind: 'array', at };
    case 'object':
      return { kind: 'object', at };
    case 'parenthesized':
      return staticType(node.expression, context, depth);
    case 'unary':
      return { kind: node.operator === '!' ? 'bool' : 'int', at };
    case 'binary': {
      const kind = operators.get(node.operator);
      return kind === undefined ? undefined : { kind, at };
    }
    case 'ternary':
      return typeOfTernary(node, context, depth);
    case 'variable':
      return typeOfName(node, context, depth);
    case 'call':
      return typeOfCall(node, context);
    case 'propertyAccess':
      return typeOfProperty(node, context, depth);
    case 'arrayAccess':
      return typeOfItem(node, context, depth);
    default:
      return undefined;
  }
}

/** One of two; not certain when one of them is not, since what may be anything fits everywhere. */
function typeOfTernary(node: bicep.TernaryExpression, context: Context, depth: number): TypeNode | undefined {
  if (depth >= deepest) return undefined;
  const then = staticType(node.then, context, depth + 1);
  const otherwise = staticType(node.otherwise, context, depth + 1);
  if (then === undefined || otherwise === undefined) return undefined;
  return { kind: 'union', members: [then, otherwise], at: context.unit.at(node) };
}

function typeOfName(node: bicep.VariableAccess, context: Context, depth: number): TypeNode | undefined {
  const symbol = peekSymbol(node, context);
  if (symbol?.kind === 'parameter') return symbol.declaration.type;
  if (symbol?.kind !== 'variable' || symbol.node === undefined || depth >= deepest) return undefined;
  return staticType(symbol.node, { ...context, locals: undefined }, depth + 1);
}

function typeOfCall(node: bicep.CallExpression, context: Context): TypeNode | undefined {
  if (node.base !== undefined) return undefined;
  const symbol = peekSymbol({ kind: 'variable', name: node.name.name, start: node.start, end: node.end }, context);
  if (symbol?.kind === 'function') return symbol.declaration.output;
  const kind = symbol === undefined ? results.get(node.name.name) : undefined;
  return kind === undefined ? undefined : { kind, at: context.unit.at(node) };
}

/** A property of a declared object type, or an output of a module. */
function typeOfProperty(node: bicep.PropertyAccess, context: Context, depth: number): TypeNode | undefined {
  if (node.safe || depth >= deepest) return undefined;
  const { base, name } = node;
  if (base.kind === 'propertyAccess' && base.name.name === 'outputs') {
    const of = base.base.kind === 'arrayAccess' ? base.base.base : base.base;
    const symbol = peekSymbol(of, context);
    return symbol?.kind === 'module' ? symbol.template?.outputs.get(name.name.toLowerCase())?.type : undefined;
  }
  const type = staticType(base, context, depth + 1);
  const shape = type === undefined ? undefined : resolveType(type);
  return shape?.kind === 'record' ? shape.properties.find((one) => one.name === name.name)?.type : undefined;
}

function typeOfItem(node: bicep.ArrayAccess, context: Context, depth: number): TypeNode | undefined {
  if (node.safe || depth >= deepest) return undefined;
  const type = staticType(node.base, context, depth + 1);
  const shape = type === undefined ? undefined : resolveType(type);
  return shape?.kind === 'list' ? shape.item : undefined;
}

/** Whether no value of `source` is one of `target`: only what is certain. A value that may be null is left to the deployment. */
export function neverFits(source: TypeNode, target: TypeNode): boolean {
  const from = resolveType(source);
  const to = resolveType(target);
  if (from === undefined || to === undefined) return false;
  if (from.kind === 'union') return from.members.some((member) => neverFits(member, to));
  if (to.kind === 'union') return to.members.every((member) => neverFits(from, member));
  const fromKind = plainKind(from);
  const toKind = plainKind(to);
  if (fromKind === undefined || toKind === undefined) return false;
  return fromKind !== toKind || (from.kind === 'literal' && !isOneOf(from, to));
}

/** Which of the plain types a type belongs to; `undefined` when that is not certain. */
export function plainKind(type: TypeNode): Plain | undefined {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'bool':
    case 'array':
    case 'object':
      return type.kind;
    case 'list':
    case 'tuple':
      return 'array';
    case 'record':
    case 'tagged':
      return 'object';
    case 'literal':
      return literalKind(type);
    default:
      return undefined;
  }
}

function literalKind({ value }: TypeNode & { readonly kind: 'literal' }): Plain | undefined {
  if (value.kind === 'number') return 'int';
  return value.kind === 'string' || value.kind === 'bool' ? value.kind : undefined;
}

/** A literal against another one, or against the values that a type allows. */
function isOneOf(from: TypeNode & { readonly kind: 'literal' }, to: TypeNode): boolean {
  const allowed = to.kind === 'literal' ? [to.value] : to.allowedValues;
  if (allowed === undefined) return true;
  const { value } = from;
  return allowed.some((one) => {
    if (one.kind === 'number' && value.kind === 'number') return one.value === value.value;
    if (one.kind === 'string' && value.kind === 'string') return one.value === value.value;
    if (one.kind === 'bool' && value.kind === 'bool') return one.value === value.value;
    return one.kind !== 'number' && one.kind !== 'string' && one.kind !== 'bool';
  });
}
