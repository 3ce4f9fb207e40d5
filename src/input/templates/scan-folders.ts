import { extname } from 'node:path';
import { classifyJson } from '../../template/arm/classify-json.ts';
import type { TemplateLoader } from '../../template/loader.ts';
import type { Template } from '../../template/template.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Files } from '../../text/files.ts';
import { atFile, unreadableFile } from './root.ts';
import { walkFolder, type WalkOptions } from './walk-folder.ts';

/** What some folders hold. */
export interface ScannedFolders {
  readonly templates: readonly Template[];
  /** Paths of `.bicepparam` and JSON parameter files. */
  readonly parameterFiles: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** JSON files that hold neither. */
  readonly skippedFiles: number;
}

/** Finds the templates and parameter files of folders and their sub-folders, in the order of their paths. */
export function scanFolders(
  folders: readonly string[],
  options: WalkOptions,
  files: Files,
  loader: TemplateLoader,
): ScannedFolders {
  const contents = folders.map((folder) => walkFolder(folder, options));
  const diagnostics: Diagnostic[] = contents
    .flatMap((content) => content.problems)
    .map(({ path, because }) => unreadableFile(path, because));
  const templates: Template[] = [];
  const parameterFiles: string[] = [];
  let skippedFiles = 0;
  for (const path of [...new Set(contents.flatMap((content) => content.files))].sort()) {
    const kind = kindOfFile(path, files);
    if (kind.kind === 'parameters') parameterFiles.push(path);
    else if (kind.kind === 'template') {
      const opened = loader.open(path);
      if (opened.ok) templates.push(opened.template);
      else diagnostics.push(atFile(opened.diagnostic, path));
    } else if (kind.kind === 'unreadable') diagnostics.push(unreadableFile(path, kind.because));
    else skippedFiles++;
  }
  return { templates, parameterFiles, diagnostics, skippedFiles };
}

/** What a file is, by its extension and, for everything but Bicep, by its text. */
export type FileKind =
  | { readonly kind: 'template' | 'parameters' | 'other' }
  | { readonly kind: 'unreadable'; readonly because: string };

/** Tells what a file is. Broken JSON that speaks of being a template is one. */
export function kindOfFile(path: string, files: Files): FileKind {
  const extension = extname(path).toLowerCase();
  if (extension === '.bicepparam') return { kind: 'parameters' };
  if (extension === '.bicep') return { kind: 'template' };
  const source = files.text(path);
  if (!source.ok) return { kind: 'unreadable', because: source.because };
  const kind = classifyJson(source.value);
  if (kind === 'other' && /\.parameters\.jsonc?$/i.test(path)) return { kind: 'parameters' };
  return { kind: kind === 'broken-template' ? 'template' : kind };
}
