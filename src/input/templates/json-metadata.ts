import { parseJson } from '../../syntax/json/parse-json.ts';
import { findText, findValue } from '../../template/arm/json-access.ts';

/** True for JSON that Bicep wrote: `metadata._generator.name` is `bicep`. */
export function isGeneratedByBicep(text: string): boolean {
  if (!text.includes('"_generator"')) return false;
  const generator = findValue(findValue(parseJson(text).root, 'metadata'), '_generator');
  return findText(generator, 'name')?.toLowerCase() === 'bicep';
}
