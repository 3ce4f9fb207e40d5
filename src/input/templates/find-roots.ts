import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ParameterFile, TemplateLoader } from '../../template/loader.ts';
import type { Template } from '../../template/template.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Files } from '../../text/files.ts';
import { groupBy } from '../../text/group-by.ts';
import { inFile } from '../../text/location.ts';
import { findGenerated, type FoundGenerated } from './generated-json.ts';
import { templatesWithoutUser } from './module-users.ts';
import { templateOfParameters } from './pair-parameters.ts';
import { atFile, fileError, type FoundRoots, keyOfRoot, type Root, unreadableFile } from './root.ts';
import { kindOfFile, scanFolders } from './scan-folders.ts';
import type { WalkOptions } from './walk-folder.ts';

/** Where to look for roots. */
export interface RootSearch extends WalkOptions {
  /** Absolute paths that exist: files and folders. */
  readonly paths: readonly string[];
}

/**
 * The templates to judge. A file that was named is a root by itself. In folders the roots are each parameter file with its template, then
 * every template that no parameter file names and no other scanned template deploys. Sorted, each once.
 */
export function findRoots(search: RootSearch, files: Files, loader: TemplateLoader): FoundRoots {
  const folders = search.paths.filter((path) => !files.exists(path) && isFolder(path));
  const named = search.paths.filter((path) => !folders.includes(path)).map((path) => rootsOfFile(path, files, loader));
  const scan = folders.length === 0 ? withoutFolders : rootsInFolders(folders, search, files, loader);
  const roots = new Map([...scan.roots, ...named.flatMap((file) => file.roots)].map((root) => [keyOfRoot(root), root]));
  return {
    ...scan,
    roots: [...roots.keys()].sort().flatMap((key) => roots.get(key) ?? []),
    diagnostics: [...named.flatMap((file) => file.diagnostics), ...scan.diagnostics],
  };
}

const withoutFolders: FoundRoots = { roots: [], generated: [], scanned: [], diagnostics: [], skippedFiles: 0 };

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

type SomeRoots = Pick<FoundRoots, 'roots' | 'diagnostics'>;

function rootsOfFile(path: string, files: Files, loader: TemplateLoader): SomeRoots {
  const file = kindOfFile(path, files);
  switch (file.kind) {
    case 'unreadable':
      return { roots: [], diagnostics: [unreadableFile(path, file.because)] };
    case 'other':
    case 'template':
      return rootsOfNamedTemplate(path, file.kind, loader);
    case 'parameters':
      return rootsOfNamedParameters(path, files, loader);
  }
}

/** Broken JSON that was named is told as such; JSON that is fine and no template, or no JSON at all, is told as that. */
function rootsOfNamedTemplate(path: string, kind: 'template' | 'other', loader: TemplateLoader): SomeRoots {
  const opened = loader.open(path);
  if (!opened.ok) return { roots: [], diagnostics: [atFile(opened.diagnostic, path)] };
  const { template } = opened;
  if (kind === 'template') return { roots: [{ template, named: true }], diagnostics: [] };
  const broken = template.diagnostics.filter(({ code, level }) => level === 'error' && code.startsWith('json-'));
  const isJson = broken.length === 0 || /\.jsonc?$/i.test(path) || /^\s*[{[/]/.test(template.file.text);
  if (isJson && broken.length > 0) return { roots: [], diagnostics: broken };
  const why = isJson ? "it has no '$schema' of one" : 'it is no .bicep, .bicepparam or JSON';
  const message = `'${path}' is neither a template nor a parameter file: ${why}`;
  return { roots: [], diagnostics: [fileError(path, 'not-a-template', message)] };
}

function rootsOfNamedParameters(path: string, files: Files, loader: TemplateLoader): SomeRoots {
  const templatesIn = (folder: string) => templatesBeside(folder, files, loader);
  const { roots, diagnostics } = rootsOfParameters(path, loader, templatesIn);
  if (roots.length > 0) return { roots: roots.map((root) => ({ ...root, named: true })), diagnostics };
  const told = diagnostics.filter(({ level }) => level === 'error');
  return { roots, diagnostics: told.length > 0 ? diagnostics : [...told, withoutTemplate(path)] };
}

function withoutTemplate(path: string): Diagnostic {
  const message = `no template belongs to the parameter file '${path}', so that its values are not used`;
  const hint =
    'name the template and pass this file with --parameters, or put the path of the template into metadata.template';
  return fileError(path, 'parameters-without-template', message, hint);
}

/** The templates in a folder that was not scanned, without generated JSON. */
function templatesBeside(folder: string, files: Files, loader: TemplateLoader): readonly Template[] {
  const listed = files.list(folder);
  const paths = listed.ok
    ? listed.value.filter((entry) => entry.kind === 'file').map(({ name }) => join(folder, name))
    : [];
  const templates = paths
    .filter((path) => /\.(bicep|jsonc?)$/i.test(path) && kindOfFile(path, files).kind === 'template')
    .flatMap((path) => {
      const opened = loader.open(path);
      return opened.ok ? [opened.template] : [];
    });
  const generated = new Set(findGenerated(templates, loader).map(({ json }) => json));
  return templates.filter((template) => !generated.has(template));
}

function rootsInFolders(
  folders: readonly string[],
  options: WalkOptions,
  files: Files,
  loader: TemplateLoader,
): FoundRoots {
  const scan = scanFolders(folders, options, files, loader);
  const generated = findGenerated(scan.templates, loader);
  const judged = withoutGenerated(scan.templates, generated);
  const templatesIn = indexByFolder(scan.templates);
  const sources = new Map(generated.map(({ json, bicep }) => [json, bicep]));
  const withParameters = scan.parameterFiles.map((path) => {
    const { roots, diagnostics } = rootsOfParameters(path, loader, templatesIn);
    const replaced = roots.map((root) => ({ ...root, template: sources.get(root.template) ?? root.template }));
    return { roots: replaced, diagnostics };
  });
  const paired = new Set(withParameters.flatMap(({ roots }) => roots.map((root) => root.template.file.path)));
  const alone = [...templatesWithoutUser(judged, loader)].filter((template) => !paired.has(template.file.path));
  return {
    roots: [
      ...withParameters.flatMap(({ roots }) => roots),
      ...alone.map((template): Root => ({ template, named: false })),
    ],
    generated,
    scanned: judged,
    diagnostics: [
      ...scan.diagnostics,
      ...withParameters.flatMap(({ diagnostics }) => diagnostics),
      ...generated.filter(({ isStale }) => isStale).map(staleWarning),
    ],
    skippedFiles: scan.skippedFiles,
  };
}

function withoutGenerated(templates: readonly Template[], generated: readonly FoundGenerated[]): readonly Template[] {
  const json = new Set(generated.map((found) => found.json));
  return templates.filter((template) => !json.has(template));
}

function indexByFolder(templates: readonly Template[]): (folder: string) => readonly Template[] {
  const byFolder = groupBy(templates, ({ file }) => dirname(file.path));
  return (folder) => byFolder.get(folder) ?? [];
}

function rootsOfParameters(
  path: string,
  loader: TemplateLoader,
  templatesIn: (folder: string) => readonly Template[],
): SomeRoots {
  const opened = loader.openParameters(path);
  if (!opened.ok) return { roots: [], diagnostics: [atFile(opened.diagnostic, path)] };
  const parameterFile: ParameterFile = opened.file;
  const target = templateOfParameters(parameterFile, { loader, templatesIn });
  const problems = parameterFile.diagnostics;
  if (target.kind === 'failed') return { roots: [], diagnostics: [...problems, target.result.diagnostic] };
  // The file's own problems are told with each unit that uses it; here only when there is none.
  if (target.kind === 'none') return { roots: [], diagnostics: [...problems, ...unused(parameterFile)] };
  return { roots: target.templates.map((template) => ({ template, parameterFile, named: false })), diagnostics: [] };
}

/** A base that others extend says `using none`; JSON may well belong to something that is not scanned. */
function unused({ path, using }: ParameterFile): Diagnostic[] {
  if (using !== undefined) return [];
  if (!path.toLowerCase().endsWith('.bicepparam')) return [{ ...withoutTemplate(path), level: 'warning' }];
  return [fileError(path, 'BCP261', 'A using declaration must be present in this parameters file.')];
}

function staleWarning({ json, bicep }: FoundGenerated): Diagnostic {
  return {
    code: 'generated-json-stale',
    level: 'warning',
    message: `'${json.file.path}' no longer declares what '${bicep.file.path}' does; only the Bicep file is judged`,
    hint: 'run `bicep build` and commit the result',
    at: inFile(json.file, 0, 0),
  };
}
