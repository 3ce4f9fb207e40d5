import { basename, dirname } from 'node:path';
import type { LoadResult, ParameterFile, TemplateLoader } from '../../template/loader.ts';
import type { Template } from '../../template/template.ts';
import { createSourceFile } from '../../text/source-file.ts';

/** The templates that a parameter file belongs to; none when it is meant for other files only. */
export type ParameterTarget =
  | { readonly kind: 'templates'; readonly templates: readonly Template[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly result: Extract<LoadResult, { ok: false }> };

/** Where a parameter file looks for its template. */
export interface PairingContext {
  readonly loader: TemplateLoader;
  /** The templates that lie in a folder. */
  readonly templatesIn: (folder: string) => readonly Template[];
}

/**
 * The template of a parameter file: the one its `using` or `metadata.template` names; else, for JSON, the one of the same stem beside it,
 * else the only one of its folder.
 */
export function templateOfParameters(file: ParameterFile, context: PairingContext): ParameterTarget {
  if (file.using) return usedTemplate(file, file.using, context.loader);
  if (file.path.toLowerCase().endsWith('.bicepparam')) return { kind: 'none' };
  const beside = context.templatesIn(dirname(file.path));
  for (const stem of stemsOf(file.path)) {
    const templates = beside.filter((template) => stemOf(template.file.path) === stem);
    if (templates.length > 0) return { kind: 'templates', templates };
  }
  return beside.length === 1 ? { kind: 'templates', templates: beside } : { kind: 'none' };
}

function usedTemplate(
  file: ParameterFile,
  using: NonNullable<ParameterFile['using']>,
  loader: TemplateLoader,
): ParameterTarget {
  if (using.reference === 'none') return { kind: 'none' };
  const result = loader.resolve(using.reference, { file: createSourceFile(file.path, '') });
  if (result.ok) return { kind: 'templates', templates: [result.template] };
  return { kind: 'failed', result: { ok: false, diagnostic: { ...result.diagnostic, at: using.at } } };
}

/** The stems that the template of `main.dev.parameters.json` or `main.parameters.dev.json` may have, the longest first. */
function stemsOf(path: string): string[] {
  const name = basename(path)
    .toLowerCase()
    .replace(/\.jsonc?$/, '');
  const match = /^(.*?)[._-]?param(?:eter)?s?(?:[._-].*)?$/.exec(name);
  const parts = (match?.[1] ?? name).split('.').filter((part) => part !== '');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

/** File name without its extension, in lower case. */
export function stemOf(path: string): string {
  return basename(path)
    .toLowerCase()
    .replace(/\.[^.]*$/, '');
}
