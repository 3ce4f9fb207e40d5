import type { ParameterFile } from '../../template/loader.ts';
import type { Template } from '../../template/template.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { inFile } from '../../text/location.ts';
import { createSourceFile } from '../../text/source-file.ts';

/** A template that is judged by itself, with the parameter file that belongs to it. */
export interface Root {
  readonly template: Template;
  readonly parameterFile?: ParameterFile;
  /** The user named it, or its parameter file: it is judged whoever else deploys it. */
  readonly named: boolean;
}

/** What the paths of a run hold. */
export interface FoundRoots {
  readonly roots: readonly Root[];
  /** Bicep's JSON that was left out, because the Bicep file it was generated from is judged. */
  readonly generated: readonly GeneratedTemplate[];
  /** Every template of the scanned folders, judged by itself or not: an error in a module that nobody deploys is an error. */
  readonly scanned: readonly Template[];
  readonly diagnostics: readonly Diagnostic[];
  /** JSON files that hold neither a template nor parameters. */
  readonly skippedFiles: number;
}

/** A JSON template and the Bicep template beside it that it was generated from. */
export interface GeneratedTemplate {
  readonly json: Template;
  readonly bicep: Template;
}

/** An error about a file as a whole. */
export function fileError(path: string, code: string, message: string, hint?: string): Diagnostic {
  const at = inFile(createSourceFile(path, ''), 0, 0);
  return { code, level: 'error', message, at, ...(hint !== undefined && { hint }) };
}

/** Tells one root from another. */
export function keyOfRoot(root: Root): string {
  return JSON.stringify([root.template.file.path, root.parameterFile?.path]);
}

/** What the loader said of a file that it could not open, at that file if it named no other place. */
export function atFile(diagnostic: Diagnostic, path: string): Diagnostic {
  return diagnostic.at ? diagnostic : { ...diagnostic, at: inFile(createSourceFile(path, ''), 0, 0) };
}

/** A file that could not be read at all. */
export function unreadableFile(path: string, because: string): Diagnostic {
  const hint = 'if it holds no template, leave it out with --exclude';
  return fileError(path, 'file-unreadable', `'${path}' was not read: ${because}`, hint);
}
