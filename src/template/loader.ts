import type { Diagnostic } from '../text/diagnostic.ts';
import type { Location } from '../text/location.ts';
import type { Argument, Template, TemplateReference, VariableDeclaration } from './template.ts';

/** What opening a template gave: the template (perhaps with diagnostics of its own), or the reason why there is none. */
export type LoadResult =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** The address of a linked template that is not wholly known. */
export interface PartialUri {
  /** One sentence that says why, and what would make it known. */
  readonly because: string;
  /** The path at its end, when that is known: `nested/vm.json`. */
  readonly tail?: string;
  /** The path from the template itself, where the address is built on the template's own. */
  readonly relative?: string;
}

/**
 * Opens templates, each once: local files through `Files`, registry modules from the module cache. Never the network.
 * One loader serves one scan.
 */
export interface TemplateLoader {
  /** The template at an absolute path (`.bicep`, `.json`). */
  open(path: string): LoadResult;
  /**
   * The template that a deployment in `from`, or the parameter file that is `from`, means. A `uri` reference is resolved by evaluation, which passes the text of the link, or what
   * is known of it; the loader looks for a local twin.
   */
  resolve(reference: TemplateReference, from: Pick<Template, 'file'>, uri?: string | PartialUri): LoadResult;
  /** The parameter file at an absolute path (`.bicepparam`, `*.parameters.json`). */
  openParameters(path: string): ParameterFileResult;
  /** The parameter file that a deployment in `from` links to, found as a linked template is. */
  resolveParameters(
    reference: TemplateReference,
    from: Pick<Template, 'file'>,
    uri?: string | PartialUri,
  ): ParameterFileResult;
}

/** What opening a parameter file gave, or the reason why there is none. */
export type ParameterFileResult =
  | { readonly ok: true; readonly file: ParameterFile }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** A `.bicepparam` or `*.parameters.json`. */
export interface ParameterFile {
  readonly path: string;
  /** `using './main.bicep'`: which template it belongs to; `none` for `using none`; absent when it does not say. */
  readonly using?: { readonly reference: TemplateReference | 'none'; readonly at: Location };
  /** `extends './base.bicepparam'`: already merged into `parameters`. Keys are lower-case names. */
  readonly parameters: ReadonlyMap<string, Argument>;
  /** `var` declarations of a `.bicepparam`, reached through pointers; listed for cycle checks. */
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly diagnostics: readonly Diagnostic[];
}
