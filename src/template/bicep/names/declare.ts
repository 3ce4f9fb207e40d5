import type { Location } from '../../../text/location.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type {
  FunctionDeclaration,
  OutputDeclaration,
  ParameterDeclaration,
  TypeDeclaration,
  VariableDeclaration,
} from '../../template.ts';
import type { TypeNode } from '../../type-node.ts';
import { unsupported, withNames } from '../context.ts';
import type { Context } from '../context.ts';
import { reportTwice } from './declared-twice.ts';
import { readDecorators } from '../lower/decorators.ts';
import { lowerLoop } from '../lower/lower-loop.ts';
import { lowerDecoratedType, lowerType } from '../lower/lower-type.ts';
import type { BicepSymbol, LocalSymbol } from './symbols.ts';

/** A declaration whose parts are filled in when all names are known. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A declaration as a symbol, and the step that fills it in. */
export interface Declared<T, S extends BicepSymbol> {
  readonly declaration: Draft<T>;
  readonly symbol: S;
  readonly fill: (context: Context) => void;
}

const notYet = (at: Location): TypeNode => ({ kind: 'opaque', because: 'the type is not known yet', at });

/** `param name type = default`. */
export function declareParameter(
  node: bicep.ParameterStatement,
  at: Location,
): Declared<ParameterDeclaration, BicepSymbol> {
  const declaration: Draft<ParameterDeclaration> = { name: node.name.name, type: notYet(at), at };
  return {
    declaration,
    symbol: { kind: 'parameter', declaration },
    fill(context) {
      declaration.type = lowerDecoratedType(node.type, node.decorators, 'parameter', context).type;
      if (node.defaultValue !== undefined) {
        declaration.defaultValue = context.unit.lower(node.defaultValue, { ...context, inDefault: true });
      }
    },
  };
}

/** `var name = value`. */
export function declareVariable(
  node: bicep.VariableStatement,
  at: Location,
): Declared<VariableDeclaration, BicepSymbol> {
  const { name } = node.name;
  const declaration: Draft<VariableDeclaration> = { name, value: unsupported(at, 'not known yet'), at };
  return {
    declaration,
    symbol: {
      kind: 'variable',
      declaration,
      node: node.value,
      ...(node.type === undefined ? {} : { type: node.type }),
    },
    fill(context) {
      readDecorators(node.decorators, 'variable', context);
      if (node.type !== undefined) lowerType(node.type, context);
      declaration.value = lowerValue(node.value, name, context);
    },
  };
}

/** `output name type = value`. */
export function declareOutput(
  node: bicep.OutputStatement,
  at: Location,
): Omit<Declared<OutputDeclaration, BicepSymbol>, 'symbol'> {
  const { name } = node.name;
  const declaration: Draft<OutputDeclaration> = {
    name,
    type: notYet(at),
    value: unsupported(at, 'not known yet'),
    at,
  };
  return {
    declaration,
    fill(context) {
      declaration.type = lowerDecoratedType(node.type, node.decorators, 'output', context).type;
      declaration.value = lowerValue(node.value, name, context);
    },
  };
}

/** `func name(a string) string => value`. */
export function declareFunction(
  node: bicep.FunctionStatement,
  at: Location,
): Declared<FunctionDeclaration, BicepSymbol> {
  const parameters = node.parameters.map(({ name }) => ({ name: name.name, type: notYet(at) }));
  const declaration: Draft<FunctionDeclaration> = {
    name: `__bicep.${node.name.name}`,
    parameters,
    output: notYet(at),
    body: unsupported(at, 'not known yet'),
    at,
  };
  return {
    declaration,
    symbol: { kind: 'function', declaration },
    fill(context) {
      readDecorators(node.decorators, 'function', context);
      reportTwice(
        node.parameters.map((parameter) => parameter.name),
        context.unit,
      );
      declaration.parameters = node.parameters.map(({ name, type }) => ({
        name: name.name,
        type: lowerType(type, context),
      }));
      declaration.output = lowerType(node.returns, context);
      const names = new Map(parameters.map(({ name }): [string, LocalSymbol] => [name, functionParameter(name)]));
      const inside: Context = { ...withNames(context, names), inFunction: true };
      declaration.body = context.unit.lower(node.body, inside);
    },
  };
}

function functionParameter(name: string): LocalSymbol {
  return { kind: 'local', make: (at) => ({ kind: 'functionParameter', name, at }) };
}

/** `type name = type`; lowered on first use, since types may name each other and themselves. */
export function declareType(
  node: bicep.TypeStatement,
  at: Location,
  contextOf: () => Context,
): Omit<Declared<TypeDeclaration, BicepSymbol>, 'declaration'> & { readonly declaration: TypeDeclaration } {
  const lower = (): TypeNode => lowerDecoratedType(node.value, node.decorators, 'type', contextOf()).type;
  const declaration = new TypeDraft(node.name.name, at, lower);
  return { declaration, symbol: { kind: 'type', declaration }, fill: () => void declaration.type };
}

/** A type that is lowered once; then it lets go of the tree, which would be kept as long as the template is. */
class TypeDraft implements TypeDeclaration {
  readonly name: string;
  readonly at: Location;
  #type: TypeNode | undefined;
  #lower: (() => TypeNode) | undefined;

  constructor(name: string, at: Location, lower: () => TypeNode) {
    this.name = name;
    this.at = at;
    this.#lower = lower;
  }

  get type(): TypeNode {
    const lower = this.#lower;
    this.#lower = undefined;
    if (lower !== undefined) this.#type = lower();
    return this.#type ?? { kind: 'opaque', because: `the type '${this.name}' is part of itself`, at: this.at };
  }
}

function lowerValue(node: bicep.Expression, name: string, context: Context): VariableDeclaration['value'] {
  return node.kind === 'for' ? lowerLoop(node, name, context) : context.unit.lower(node, context);
}
