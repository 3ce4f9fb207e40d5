import type { Diagnostic } from '../text/diagnostic.ts';
import type { Located, Location } from '../text/location.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Expression } from './expression.ts';
import type { TypeNode } from './type-node.ts';

/** Where a template is deployed. */
export type DeploymentScope =
  | 'resourceGroup'
  | 'subscription'
  | 'managementGroup'
  | 'tenant'
  | 'desiredStateConfiguration'
  | 'local';

/**
 * The one intermediate representation of ARM JSON and Bicep. References between declarations are pointers, so that an imported
 * variable or function brings the file it was declared in along. Everything is lowered lazily where that is cheaper; nothing is
 * evaluated here.
 */
export interface Template {
  readonly file: SourceFile;
  readonly language: 'arm' | 'bicep';
  readonly scope: DeploymentScope;
  /** Symbolic resource names (languageVersion 2.0); of a Bicep file, whether the official compiler writes them. */
  readonly symbolicNames: boolean;
  readonly contentVersion?: string;
  /** Keys are lower-case names; iteration order is the order of declaration. So in all maps below. */
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>;
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  /** User functions by lower-case `namespace.name` (Bicep: `__bicep.name`). */
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  /** Named types: ARM `definitions`, Bicep `type`. */
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  /** All resources of this template, nested children included (they point at their parent), in order of declaration. */
  readonly resources: readonly ResourceDeclaration[];
  readonly outputs: ReadonlyMap<string, OutputDeclaration>;
  /** Syntax errors and the errors that make a template meaningless (unknown names, wrong arity, cycles). */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The first error that cost a whole declaration: a word that begins none, text that ends too early, a resource without a type. What is
   * declared there is missing in this template, so that absence proves nothing.
   */
  readonly unread?: Diagnostic;
  readonly suppressions: readonly TemplateSuppression[];
  /** Declares no resource on purpose, e.g. a Bicep file of types and functions that others import. */
  readonly isLibrary: boolean;
}

/** A comment, pragma or metadata that silences rules. Mirrors `Suppression` of the resource layer, which this layer cannot see. */
export interface TemplateSuppression {
  readonly rules: readonly string[];
  readonly reason?: string;
  readonly expires?: string;
  readonly at: Location;
  readonly covers: Location;
}

/** A `param`, or an entry of `parameters`. */
export interface ParameterDeclaration extends Located {
  readonly name: string;
  readonly type: TypeNode;
  readonly defaultValue?: Expression;
}

/** A `var`, or an entry of `variables`. */
export interface VariableDeclaration extends Located {
  readonly name: string;
  /** Lowered on first use. */
  readonly value: Expression;
}

/** A `func`, or a member of a namespace in `functions`. */
export interface FunctionDeclaration extends Located {
  /** `namespace.name` in ARM; `__bicep.name` in Bicep. */
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: TypeNode }[];
  readonly output: TypeNode;
  /** Its parameters occur as `functionParameter` expressions. */
  readonly body: Expression;
}

/** A `type`, or an entry of `definitions`. */
export interface TypeDeclaration extends Located {
  readonly name: string;
  readonly type: TypeNode;
}

/** An `output`, or an entry of `outputs`. */
export interface OutputDeclaration extends Located {
  readonly name: string;
  readonly type: TypeNode;
  readonly value: Expression;
  readonly condition?: Expression;
}

/** A copy loop: `count` instances; inside, `copyIndex(name)` is the index. A Bicep `for x in items` has the count `length(items)`. */
export interface Loop {
  readonly name: string;
  readonly count: Expression;
  readonly at: Location;
}

/** One `resource` or `module` of Bicep, one element of `resources` in ARM JSON. */
export interface ResourceDeclaration {
  /** The symbol (Bicep) or key (languageVersion 2.0). */
  readonly symbolicName?: string;
  /** Full type with the parents' segments: `Microsoft.Compute/virtualMachines/extensions`. */
  readonly type: string;
  readonly apiVersion?: Expression;
  /** The name as written: the full name, or the last segment(s) when `parent` is set. */
  readonly name: Expression;
  /** The resource whose name precedes this one's (Bicep `parent:` and nesting; nested `resources` in ARM JSON). */
  readonly parent?: ResourceReference;
  readonly condition?: Expression;
  readonly loop?: Loop;
  readonly existing: boolean;
  /** Where it is deployed, when not in the template's own scope. */
  readonly target?: DeploymentTarget;
  /** The properties as written, in order, without `name` when `parent` is set being made full: evaluation completes the name. */
  readonly body: Expression;
  /** Set for modules and nested or linked deployments. */
  readonly deployment?: DeploymentDeclaration;
  /** Bicep's extension resources (`extension` other than Azure's): not an Azure resource. */
  readonly extension?: string;
  readonly dependsOn: readonly Expression[];
  /** The `resource`/`module` keyword; the `type` property of ARM JSON. */
  readonly at: Location;
}

/** A resource of the same template, or one instance of it. */
export interface ResourceReference {
  readonly resource: ResourceDeclaration;
  /** Which instance, when the declaration has a loop. */
  readonly index?: Expression;
}

/** The target scope in ARM's terms; a Bicep `scope:` is lowered to it as the official compiler does. */
export interface DeploymentTarget {
  /** An extension resource's target, or `/` or `Microsoft.Management/managementGroups/x` of a deployment. */
  readonly scope?: Expression;
  readonly subscriptionId?: Expression;
  readonly resourceGroup?: Expression;
}

/** What a module, or a resource of type `Microsoft.Resources/deployments`, deploys. */
export interface DeploymentDeclaration {
  readonly kind: 'module' | 'nested' | 'linked';
  /**
   * `inner`: expressions see the nested template's own parameters and variables; `outer` (the default of nested ARM templates): they
   * are evaluated with the parent's. Modules are `inner`.
   */
  readonly expressionScope: 'inner' | 'outer';
  readonly template: TemplateReference;
  /** What the caller passes; an object whose values are the parameters' values (no `value` wrappers), or Key Vault references. */
  readonly parameters: ReadonlyMap<string, Argument>;
  /** Parameters given as one expression: what is passed cannot be seen without evaluating it. */
  readonly parametersExpression?: Expression;
  /** ARM `parametersLink`: a parameter file, of which a local twin may exist. */
  readonly parametersLink?: TemplateReference;
}

/** What is passed to one parameter, by a module, a nested deployment or a parameter file. */
export interface Argument {
  readonly name: string;
  /** Where the name stands. */
  readonly at: Location;
  readonly value: Expression | KeyVaultReference;
}

/** `"reference": { "keyVault": ... }` or `getSecret()` in a parameter file: a secret that only the deployment reads. */
export interface KeyVaultReference extends Located {
  readonly kind: 'keyVaultReference';
}

/** Which template a deployment means. Resolved by the loader when evaluation gets there. */
export type TemplateReference =
  /** Written in place. */
  | { readonly kind: 'inline'; readonly template: Template }
  /** A local path relative to the file it is written in (a Bicep module; `relativePath` of a template link). */
  | { readonly kind: 'path'; readonly path: string; readonly at: Location }
  /** `br:`, `br/alias:`, `ts:`, `ts/alias:` as written. */
  | { readonly kind: 'registry'; readonly reference: string; readonly at: Location }
  /** A template link whose `uri` or `id` is an expression; a local twin may exist. */
  | { readonly kind: 'uri'; readonly uri: Expression; readonly at: Location }
  /** Missing or unusable, with the reason. */
  | { readonly kind: 'none'; readonly because: string; readonly at: Location };
