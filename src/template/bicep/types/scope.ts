import { someChild } from '../../../syntax/bicep/children.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { BicepUnit } from '../context.ts';
import { isNamespace } from '../lower/lower-name.ts';
import type { BicepSymbol, ModuleSymbol, ResourceSymbol, VariableSymbol } from '../names/symbols.ts';
import type { RuntimeValue } from './runtime-values.ts';
import type { StaticType } from './static-type.ts';

/** What all expressions of a file share while their types are looked at. */
export interface TypeUnit {
  readonly unit: BicepUnit;
  /** The type of an expression, reporting what is wrong in it; here, so that the parts need not import each other. */
  readonly typeOf: (node: bicep.Expression, scope: Scope) => StaticType;
  /** Reports what is wrong in an argument that is given to a parameter of some type; here for the same reason. */
  readonly checkArgument: CheckArgument;
  /** Types of variables that were looked at; the variable that is being looked at is `any`. */
  readonly variables: Map<VariableSymbol, StaticType>;
  readonly modules: Map<ModuleSymbol, StaticType>;
  /** What of variables is known only when the deployment runs, as far as they were looked at. */
  readonly runtimeVariables: Map<VariableSymbol, readonly RuntimeValue[]>;
  /** Calls of `getSecret()` that stand where a secret may be passed. */
  readonly secrets: Set<bicep.CallExpression>;
  /** The names from variables to loops of resources that they hold, as far as they were looked at. */
  readonly collections: Map<VariableSymbol, readonly string[]>;
  /** Existing resources that were looked at: whether their names are known only when the deployment runs. */
  readonly runtimeNames: Map<ResourceSymbol, boolean>;
}

/** Looks into an argument of a type that the parameter takes as a whole. */
export type CheckArgument = (node: bicep.Expression, type: StaticType, scope: Scope) => void;

/** Where an expression stands. */
export interface Scope extends TypeUnit {
  readonly locals: LocalTypes | undefined;
  /** The body of a user function does not see parameters and modules. */
  readonly inFunction: boolean;
  /** In the default of a parameter `reference()` and `list*()` cannot be called. */
  readonly inDefault: boolean;
  /** Somewhere in what a `?:` chooses from: the compiler takes it that the condition rules out null, and only warns of operands that may be null. */
  readonly inChoice: boolean;
  /** Somewhere in the body of a lambda. */
  readonly inLambda: boolean;
  /** In the declaration of an existing resource nothing need be known before the deployment runs. */
  readonly inExisting: boolean;
  /** Where all resources of a loop may be named at once: in variables, outputs, `properties` and `params`, but not in loops. */
  readonly takesCollections: boolean;
  /** Outside of everything: where the values of variables stand. */
  readonly ofVariables: () => Scope;
}

/** Names that hold in a part of a file, innermost first. */
export interface LocalTypes {
  readonly names: ReadonlyMap<string, LocalName>;
  readonly outer: LocalTypes | undefined;
}

/** A loop variable, a parameter of a lambda or user function, or a resource that is nested in the one around. */
export type LocalName = TypedName | ResourceSymbol;

/** A name with the type of its value. */
export interface TypedName {
  readonly kind: 'typed';
  readonly type: StaticType;
  readonly ofLambda: boolean;
}

/** What a name means: a local one, a declaration of the file, or nothing that is declared. */
export function meaningOf(name: string, scope: Scope): TypedName | BicepSymbol | undefined {
  for (let locals = scope.locals; locals !== undefined; locals = locals.outer) {
    const found = locals.names.get(name);
    if (found !== undefined) return found;
  }
  const symbol = scope.unit.globals.get(name);
  const isHidden = scope.inFunction && (symbol?.kind === 'parameter' || symbol?.kind === 'module');
  return isHidden ? undefined : symbol;
}

/** A scope with more names in it. */
export function withLocals(scope: Scope, names: ReadonlyMap<string, LocalName>): Scope {
  return { ...scope, locals: { names, outer: scope.locals } };
}

/** The scope of what a `?:` chooses from. */
export function insideChoice(scope: Scope): Scope {
  return scope.inChoice ? scope : { ...scope, inChoice: true };
}

/** A resource or module that an expression names; `indexed` when it is one of a loop. */
export interface NamedInstance {
  readonly symbol: ResourceSymbol | ModuleSymbol;
  readonly indexed: boolean;
}

/** The resource or module behind `vm`, `vms[i]`, `parent::child`; `undefined` when the expression is something else. */
export function instanceOf(node: bicep.Expression, scope: Scope): NamedInstance | undefined {
  switch (node.kind) {
    case 'parenthesized':
      return instanceOf(node.expression, scope);
    case 'nonNull':
      return instanceOf(node.base, scope);
    case 'variable': {
      const symbol = meaningOf(node.name, scope);
      return symbol?.kind === 'resource' || symbol?.kind === 'module' ? { symbol, indexed: false } : undefined;
    }
    case 'resourceAccess': {
      const parent = instanceOf(node.base, scope)?.symbol;
      const symbol = parent?.kind === 'resource' ? parent.children.get(node.name.name) : undefined;
      return symbol === undefined ? undefined : { symbol, indexed: false };
    }
    case 'arrayAccess': {
      const instance = instanceOf(node.base, scope);
      if (instance === undefined || !instance.symbol.isLoop || instance.indexed) return undefined;
      return { symbol: instance.symbol, indexed: true };
    }
    default:
      return undefined;
  }
}

/** Whether a call is one of `nameof()`, which looks at the name in its argument and evaluates nothing. */
export function isNameOf({ base, name }: bicep.CallExpression, scope: Scope): boolean {
  if (name.name !== 'nameof') return false;
  if (base === undefined) return meaningOf('nameof', scope) === undefined;
  return base.kind === 'variable' && isNamespace(base.name) && meaningOf(base.name, scope) === undefined;
}

/** Like `someChild`, of those expressions only that are evaluated to get the value of `node`. */
export function someEvaluated(
  node: bicep.Expression,
  scope: Scope,
  visit: (child: bicep.Expression) => boolean,
): boolean {
  return !(node.kind === 'call' && isNameOf(node, scope)) && someChild(node, visit);
}
