import type { SourceFile } from '../../text/source-file.ts';
import { parseJson } from '../../syntax/json/parse-json.ts';
import { topLevelProperties } from '../../syntax/json/top-level.ts';

/** What a JSON file is for. `broken-template`: it cannot be read, but speaks of a template. */
export type JsonClass = 'template' | 'parameters' | 'other' | 'broken-template';

/**
 * Tells ARM templates and parameter files from other JSON: by `$schema`, else by `contentVersion` with `resources` (a template) or
 * `parameters`. Looks at the names of the outermost properties only, so big files of other kinds cost little.
 */
export function classifyJson(file: SourceFile): JsonClass {
  const properties = topLevelProperties(file.text);
  const schema = properties.get('$schema') ?? '';
  if (isTemplateSchema(schema)) return 'template';
  if (/deploymentParameters\.json/i.test(schema)) return 'parameters';
  if (properties.has('contentversion')) {
    if (properties.has('resources')) return 'template';
    if (properties.has('parameters')) return 'parameters';
  }
  return mentionsTemplate(file.text) && isBroken(file.text) ? 'broken-template' : 'other';
}

/** True for the schemas of templates of every scope. */
function isTemplateSchema(schema: string): boolean {
  return /deploymentTemplate\.json/i.test(schema);
}

function mentionsTemplate(text: string): boolean {
  return /deploymentTemplate\.json/i.test(text);
}

function isBroken(text: string): boolean {
  return parseJson(text).problems.some((problem) => problem.level === 'error');
}
