import { createSourceFile } from '../text/source-file.ts';
import type { SourceFile } from '../text/source-file.ts';
import { parseJson } from '../syntax/json/parse-json.ts';
import { findValue } from './arm/json-access.ts';

/**
 * The template in a cached template spec. The CLI keeps the whole resource, the template being its `properties.mainTemplate`: everything around
 * that is blanked out, so that places stay those of the file on disk. `undefined` when there is no template in it.
 */
export function mainTemplateOf(file: SourceFile): SourceFile | undefined {
  const main = findValue(findValue(parseJson(file.text).root, 'properties'), 'mainTemplate');
  if (main?.kind !== 'object') return undefined;
  const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
  const before = blank(file.text.slice(0, main.start));
  const after = blank(file.text.slice(main.end));
  return createSourceFile(file.path, `${before}${file.text.slice(main.start, main.end)}${after}`);
}
