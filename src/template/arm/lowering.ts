import type { Diagnostic } from '../../text/diagnostic.ts';
import { type FileLocation, inFile } from '../../text/location.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { JsonObject } from '../../syntax/json/nodes.ts';
import type {
  FunctionDeclaration,
  ParameterDeclaration,
  ResourceDeclaration,
  Template,
  TemplateSuppression,
  TypeDeclaration,
  VariableDeclaration,
} from '../template.ts';

/** The declarations that names in expressions mean. Keys are lower-case, but for symbols, which the engine compares exactly. */
export interface Names {
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>;
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  readonly symbols: ReadonlyMap<string, ResourceDeclaration>;
}

/** The copy loops around an expression. */
export interface LoopScope {
  /** The loop that `copyIndex()` without a name means: that of the resource or output. */
  readonly implicit?: string;
  /** All loops, innermost last. */
  readonly named: readonly string[];
  /** Inside the loop of a property or variable: the engine allows no second one there. */
  readonly insideValueLoop?: true;
}

/** The names of a nested deployment itself, `levelsUp` above the one whose text is meant. */
export interface LaterScope {
  readonly lowering: Lowering;
  readonly levelsUp: number;
}

/** What turning a JSON tree into expressions needs to know about the place where it happens. */
export interface Lowering {
  readonly file: SourceFile;
  readonly names: Names;
  readonly loops: LoopScope;
  /** Set inside a user function: `parameters('x')` means these. Lower-case. */
  readonly functionParameters?: ReadonlySet<string>;
  /**
   * The engine perhaps never evaluates what stands here (a branch of `if`, a resource with a condition): a name that is not
   * declared is left to evaluation, which meets it or not.
   */
  readonly perhapsUnused: boolean;
  /** The engine evaluates what stands here before there are resources: functions that ask for them are refused. */
  readonly beforeResources?: true;
  /** A `copy` array in an object makes properties here: in variables and resources, not in parameters and outputs. */
  readonly valueLoops: boolean;
  /** In a nested template whose expressions are evaluated with the parent's names. */
  readonly outerScope: boolean;
  /** Who evaluates, in this order, what an evaluation with the parent's names leaves of the text: `[[...]` becomes `[...]`. */
  readonly later: readonly LaterScope[];
  /** The scope of nested deployments that do not say: `inner` since languageVersion 2.0. */
  readonly defaultScope: 'inner' | 'outer';
  readonly diagnostics: Diagnostic[];
  /** Collected for the whole file, nested templates included. */
  readonly suppressions: TemplateSuppression[];
  /** The text of the file speaks of suppressions. */
  readonly hasSuppressions: boolean;
  /** Turns the object of a nested template into a template: given here because templates hold deployments that hold templates. */
  readonly nestedTemplate: NestedTemplate;
}

/**
 * `surroundings` are those of the deployment; `outer` is given when its expressions are evaluated with the parent's parameters, variables
 * and loops.
 */
export type NestedTemplate = (root: JsonObject, surroundings: Lowering, outer: Lowering | undefined) => Template;

export const noLoops: LoopScope = { named: [] };

/** The scope inside the loop of a resource or output. */
export function insideLoop(loops: LoopScope, name: string): LoopScope {
  return { implicit: name, named: [...loops.named, name] };
}

/** The scope inside a loop of a property or variable: `copyIndex()` without a name does not mean it. */
export function insideNamedLoop(loops: LoopScope, name: string): LoopScope {
  return { ...loops, named: [...loops.named, name], insideValueLoop: true };
}

/** The place of a node of the JSON tree. */
export function placeOf(lowering: Lowering, node: { readonly start: number; readonly end: number }): FileLocation {
  return inFile(lowering.file, node.start, node.end);
}

/** Notes an error of the template. */
export function reportError(lowering: Lowering, code: string, message: string, at: FileLocation, hint?: string): void {
  lowering.diagnostics.push({ code, level: 'error', message, at, ...(hint === undefined ? {} : { hint }) });
}
