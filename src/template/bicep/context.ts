import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Location } from '../../text/location.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { Expression, UnsupportedExpression } from '../expression.ts';
import type { DeploymentScope } from '../template.ts';
import type { BicepHost } from './bicep-host.ts';
import type { BicepSymbol, LocalScope } from './names/symbols.ts';

/** One Bicep file while it is being lowered: what all its parts share. */
export interface BicepUnit {
  readonly file: SourceFile;
  readonly kind: 'template' | 'parameters';
  readonly scope: DeploymentScope;
  readonly host: BicepHost;
  /** The declarations of the file, by exact name. */
  readonly globals: ReadonlyMap<string, BicepSymbol>;
  /** Aliases (or names) of the extensions that the file uses. */
  readonly extensions: readonly string[];
  /** Lowers one expression; here, so that the parts of lowering need not import each other. */
  readonly lower: (node: bicep.Expression, context: Context) => Expression;
  at(node: bicep.Node): Location;
  /** Notes an error of the file. */
  report(problem: Problem): void;
  /** Whether one of some errors was noted in a part of the file. */
  hasErrorIn(node: bicep.Node, codes: ReadonlySet<string>): boolean;
  /** Notes that `from` mentions `to`: what depends on itself, or on something that is wrong, is looked for when all is lowered. */
  use(use: SymbolUse): void;
}

/** An error, or a warning, at a node of the tree. */
export interface Problem {
  readonly code: string;
  readonly node: bicep.Node;
  readonly message: string;
  readonly hint?: string;
  readonly level?: Diagnostic['level'];
}

/** A mention of one declaration in another, or in one that nothing can mention. */
export interface SymbolUse {
  readonly from: BicepSymbol | undefined;
  readonly to: BicepSymbol;
  readonly toName: string;
  readonly node: bicep.Node;
}

/** Where in a file an expression stands. */
export interface Context {
  readonly unit: BicepUnit;
  readonly locals: LocalScope | undefined;
  /** The declaration around the expression. */
  readonly owner: BicepSymbol | undefined;
  /** Whether the value of a property may be a `for` expression: in bodies of resources and modules. */
  readonly propertyLoops: boolean;
  /** Names of the loops around, outermost first. */
  readonly loops: readonly string[];
  /** Inside the body of a user function only its parameters, functions and variables can be seen. */
  readonly inFunction?: true;
  /** In the body of a resource that is deployed, where `this` is what it is before. */
  readonly inResource?: true;
  /** In the default value of a parameter, where `newGuid()` and `utcNow()` may be called. */
  readonly inDefault?: true;
}

/** The context of a declaration. */
export function fileContext(unit: BicepUnit): Context {
  return { unit, locals: undefined, owner: undefined, propertyLoops: false, loops: [] };
}

/** A context with more names in it. */
export function withNames(context: Context, names: ReadonlyMap<string, BicepSymbol>): Context {
  return { ...context, locals: { names, outer: context.locals } };
}

/** The context of what may not be a loop: anything but the value of a property in the body of a resource or module. */
export function withoutLoops(context: Context): Context {
  return context.propertyLoops ? { ...context, propertyLoops: false } : context;
}

/** The expression for something that has no value; the reason is also what an unknown will say. */
export function unsupported(at: Location, because: string): UnsupportedExpression {
  return { kind: 'unsupported', because, at };
}

/** Computes a value on first use and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
