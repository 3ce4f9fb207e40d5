import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { findBuiltIn } from '../names/built-in-names.ts';
import { objectOf, propertyValue } from '../lower/declaration-body.ts';
import { literalText } from '../lower/lower-string.ts';
import type { ModuleSymbol, ResourceSymbol, VariableSymbol } from '../names/symbols.ts';
import { instanceOf, meaningOf, someEvaluated, withLocals } from './scope.ts';
import type { NamedInstance, Scope, TypedName } from './scope.ts';
import { resourceTexts } from './type-of-name.ts';
import { plain } from './static-type.ts';

/** A value that only a running deployment knows. */
export interface RuntimeValue {
  /** The access, name or call that asks for it. */
  readonly node: bicep.Node;
  /** The resource or module that it is of; none for `reference()` and `list*()`. */
  readonly of?: ResourceSymbol | ModuleSymbol;
  /** The property that is asked for. */
  readonly property?: string;
  /** The name of the function that is called for it. */
  readonly call?: bicep.Identifier;
  /** Names of the variables that lead to it. */
  readonly chain?: readonly string[];
}

/** Expressions are looked into this deep, through variables, too. */
const deepest = 400;

/** What every resource may have besides what is known of it beforehand: any other property is its type's own and not looked at. */
const wellKnown = new Set(
  'location tags kind sku zones plan identity managedBy managedByExtended extendedLocation properties eTag etag scale'.split(
    ' ',
  ),
);

/**
 * The values in an expression that are not known before the deployment runs: properties of resources and modules but for those that their declarations say,
 * `reference()` and `list*()`, also through variables. `whole`: a resource as a value is one, too.
 */
export function runtimeValuesIn(node: bicep.Expression, scope: Scope, whole: boolean): RuntimeValue[] {
  const found: RuntimeValue[] = [];
  search(node, { scope, whole, found, isThrough: false }, 0);
  return found;
}

interface Search {
  readonly scope: Scope;
  readonly whole: boolean;
  readonly found: RuntimeValue[];
  /** Whether this is the value of a variable: the first find is enough. */
  readonly isThrough: boolean;
}

/** Returns true when nothing more need be looked at. */
function search(node: bicep.Expression, around: Search, depth: number): boolean {
  const { scope, found, isThrough } = around;
  if (depth > deepest) return true;
  switch (node.kind) {
    case 'propertyAccess':
    case 'arrayAccess': {
      const instance = instanceOf(node.base, scope);
      const value = instance === undefined ? undefined : valueOfAccess(node, instance, scope);
      if (value !== undefined && found.push(value) > 0 && isThrough) return true;
      if (instance !== undefined) return searchIndexes(node, around, depth + 1);
      const item = node.kind === 'arrayAccess' ? instanceOf(node, scope) : undefined;
      return item === undefined
        ? someEvaluated(node, scope, (child) => search(child, around, depth + 1))
        : wholeOf(node, item, around);
    }
    case 'variable': {
      const meaning = meaningOf(node.name, scope);
      if (meaning?.kind === 'variable') return searchVariable(node, meaning, around);
      const isInstance = meaning?.kind === 'resource' || meaning?.kind === 'module';
      return isInstance && wholeOf(node, { symbol: meaning, indexed: false }, around);
    }
    case 'resourceAccess': {
      const instance = instanceOf(node, scope);
      return instance !== undefined && wholeOf(node, instance, around);
    }
    case 'for':
      return (
        search(node.items, around, depth + 1) ||
        search(node.body, { ...around, scope: hiding(loopNames(node), scope) }, depth + 1)
      );
    case 'lambda':
      return search(node.body, { ...around, scope: hiding(node.parameters, scope) }, depth + 1);
    case 'call':
      if (isRuntimeCall(node, scope) && found.push({ node, call: node.name }) > 0 && isThrough) return true;
      break;
    default:
      break;
  }
  return someEvaluated(node, scope, (child) => search(child, around, depth + 1));
}

function loopNames({ item, index }: bicep.ForExpression): bicep.Identifier[] {
  return index === undefined ? [item] : [item, index];
}

/** The scope in which local names stand before those of declarations. */
function hiding(names: readonly bicep.Identifier[], scope: Scope): Scope {
  const local: TypedName = { kind: 'typed', type: plain.any, ofLambda: false };
  return withLocals(scope, new Map(names.map(({ name }) => [name, local])));
}

/** A resource or module as a value. */
function wholeOf(node: bicep.Expression, { symbol, indexed }: NamedInstance, around: Search): boolean {
  if (!around.whole && !hasRuntimeName(symbol, around.scope)) return false;
  if (symbol.isLoop && !indexed) return false;
  const place = node.kind === 'arrayAccess' ? node.base : node;
  around.found.push({ node: place, of: symbol });
  return around.isThrough;
}

/** The indexes on the way to an instance may be anything. */
function searchIndexes(node: bicep.PropertyAccess | bicep.ArrayAccess, around: Search, depth: number): boolean {
  if (node.kind === 'arrayAccess' && search(node.index, around, depth)) return true;
  return node.base.kind === 'arrayAccess' && search(node.base.index, around, depth);
}

function valueOfAccess(
  node: bicep.PropertyAccess | bicep.ArrayAccess,
  { symbol, indexed }: NamedInstance,
  scope: Scope,
): RuntimeValue | undefined {
  if (symbol.isLoop && !indexed) return undefined;
  const property = node.kind === 'propertyAccess' ? node.name.name : literalText(node.index);
  if (property === undefined) {
    // A computed text could be the name of any property; a number is no property at all.
    return node.kind === 'arrayAccess' && node.index.kind === 'string' ? { node, of: symbol } : undefined;
  }
  return isKnownBefore(symbol, property, scope) ? undefined : { node, of: symbol, property };
}

/** Whether a property is known before the deployment runs. Of an existing resource nothing is when its own name is not. */
function isKnownBefore(symbol: ResourceSymbol | ModuleSymbol, property: string, scope: Scope): boolean {
  if (symbol.kind === 'module') return property !== 'outputs' && property !== 'identity';
  if (symbol.declaration.extension !== undefined) return true;
  if (resourceTexts.includes(property)) return !hasRuntimeName(symbol, scope);
  return !isRuntimeProperty(property);
}

/** Whether a property of a resource is one that is known only when the deployment runs. */
export function isRuntimeProperty(property: string): boolean {
  return wellKnown.has(property);
}

/** Whether an existing resource has a name that only the deployment knows. */
export function hasRuntimeName(symbol: ResourceSymbol | ModuleSymbol, scope: Scope): boolean {
  if (symbol.kind === 'module' || !symbol.node.existing) return false;
  const known = scope.runtimeNames.get(symbol);
  if (known !== undefined) return known;
  // Until it is known otherwise: resources may name each other in a circle.
  scope.runtimeNames.set(symbol, false);
  const name = propertyValue(objectOf(symbol.node.value), 'name');
  const isRuntime = name !== undefined && runtimeValuesIn(name, scope.ofVariables(), true).length > 0;
  scope.runtimeNames.set(symbol, isRuntime);
  return isRuntime;
}

function searchVariable(node: bicep.VariableAccess, symbol: VariableSymbol, around: Search): boolean {
  const value = runtimeValueOf(symbol, around.scope);
  if (value === undefined) return false;
  const of = value.of === undefined ? {} : { of: value.of };
  around.found.push({ ...of, node, chain: [node.name, ...(value.chain ?? [])] });
  return around.isThrough;
}

/** The first value of a variable that only the deployment knows; each variable is looked at once. */
function runtimeValueOf(symbol: VariableSymbol, scope: Scope): RuntimeValue | undefined {
  if (symbol.node === undefined) return undefined;
  const known = scope.runtimeVariables.get(symbol);
  if (known !== undefined) return known[0];
  scope.runtimeVariables.set(symbol, []);
  const found: RuntimeValue[] = [];
  search(symbol.node, { scope: scope.ofVariables(), whole: true, found, isThrough: true }, 0);
  scope.runtimeVariables.set(symbol, found);
  return found[0];
}

/** `reference()`, `list*()` and `resource.list*()`. */
export function isRuntimeCall(node: bicep.CallExpression, scope: Scope): boolean {
  const { name } = node.name;
  if (name !== 'reference' && !name.startsWith('list')) return false;
  if (node.base === undefined)
    return meaningOf(name, scope) === undefined && findBuiltIn(name, 'template') !== undefined;
  if (node.base.kind === 'variable' && node.base.name === 'az') return findBuiltIn(name, 'template') !== undefined;
  return instanceOf(node.base, scope)?.symbol.kind === 'resource';
}
