import type { Location } from '../../../text/location.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import type {
  FunctionDeclaration,
  ParameterDeclaration,
  ResourceDeclaration,
  Template,
  TypeDeclaration,
  VariableDeclaration,
} from '../../template.ts';
import type { Exports } from '../bicep-host.ts';

/** What a name means in a Bicep file. */
export type BicepSymbol =
  | ParameterSymbol
  | VariableSymbol
  | ResourceSymbol
  | ModuleSymbol
  | FunctionSymbol
  | TypeSymbol
  | ImportedNamespaceSymbol
  | ExtensionSymbol
  | LocalSymbol
  | BrokenSymbol;

export interface ParameterSymbol {
  readonly kind: 'parameter';
  readonly declaration: ParameterDeclaration;
}

export interface VariableSymbol {
  readonly kind: 'variable';
  readonly declaration: VariableDeclaration;
  /** The value as written, when it is written in this file: a `scope:` looks through variables. */
  readonly node?: bicep.Expression;
  /** The type as written, of a variable that says one. */
  readonly type?: bicep.TypeExpression;
}

/** A resource that is declared at the top or nested in another one. */
export interface ResourceSymbol {
  readonly kind: 'resource';
  readonly name: string;
  readonly node: bicep.ResourceStatement;
  readonly declaration: ResourceDeclaration;
  readonly isLoop: boolean;
  /** Whether its type is written as one: of a resource without it nothing can be said. */
  readonly hasValidType: boolean;
  /** The resource that this one is nested in. */
  readonly container?: ResourceSymbol;
  readonly children: ReadonlyMap<string, ResourceSymbol>;
}

export interface ModuleSymbol {
  readonly kind: 'module';
  readonly name: string;
  readonly node: bicep.ModuleStatement;
  readonly declaration: ResourceDeclaration;
  readonly isLoop: boolean;
  /** The module's template, when it can be read. */
  readonly template: Template | undefined;
  /** Whether its path leads nowhere. */
  readonly isLost: boolean;
}

export interface FunctionSymbol {
  readonly kind: 'function';
  readonly declaration: FunctionDeclaration;
}

export interface TypeSymbol {
  readonly kind: 'type';
  readonly declaration: TypeDeclaration;
}

/** `import * as name`. */
export interface ImportedNamespaceSymbol {
  readonly kind: 'importedNamespace';
  readonly exports: Exports;
}

/** `extension name`: its functions and types are not ours to know. */
export interface ExtensionSymbol {
  readonly kind: 'extension';
}

/** A loop item or index, a lambda variable, a parameter of a user function: an expression made anew at each use. */
export interface LocalSymbol {
  readonly kind: 'local';
  readonly make: (at: Location) => Expression;
}

/** A declaration that could not be read (a failed import): any use of it is unknown, and reported once where it is declared. */
export interface BrokenSymbol {
  readonly kind: 'broken';
  readonly because: string;
}

/** Names that hold in a part of a file: loop and lambda variables, function parameters, resources nested in the one around. */
export interface LocalScope {
  readonly names: ReadonlyMap<string, BicepSymbol>;
  readonly outer: LocalScope | undefined;
}

/** The meaning of a name in a chain of scopes, innermost first. */
export function findLocal(scope: LocalScope | undefined, name: string): BicepSymbol | undefined {
  for (let current = scope; current !== undefined; current = current.outer) {
    const symbol = current.names.get(name);
    if (symbol !== undefined) return symbol;
  }
  return undefined;
}

/** All names of a chain of scopes. */
export function localNames(scope: LocalScope | undefined): string[] {
  const names: string[] = [];
  for (let current = scope; current !== undefined; current = current.outer) names.push(...current.names.keys());
  return names;
}
