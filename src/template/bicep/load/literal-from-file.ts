import type { SourceFile } from '../../../text/source-file.ts';
import { parseJson } from '../../../syntax/json/parse-json.ts';
import { jsonToExpression } from '../../arm/json-expression.ts';
import type { Expression } from '../../expression.ts';

/** A file as a literal located in it, or what is wrong with its text. */
export type LiteralResult =
  | { readonly ok: true; readonly value: Expression }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** The literal that `loadJsonContent()` makes of a file: text in brackets is text there, not an expression. */
export function literalFromJson(file: SourceFile): LiteralResult {
  const { root, problems } = parseJson(file.text);
  const invalid = root === undefined || problems.some(({ level }) => level === 'error');
  if (invalid) {
    const message = 'Unable to parse literal JSON value. Please ensure that it is well-formed.';
    return { ok: false, code: 'BCP186', message };
  }
  return { ok: true, value: jsonToExpression(file, root) };
}
