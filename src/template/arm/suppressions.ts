import { inFile } from '../../text/location.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { JsonNode, JsonObject } from '../../syntax/json/nodes.ts';
import { silenceOfComment } from '../silence.ts';
import type { TemplateSuppression } from '../template.ts';
import { findText, findValue } from './json-access.ts';
import { type Lowering, placeOf } from './lowering.ts';

/** Notes the suppressions in the `metadata` of a resource or template: `{ "backuplint": { "skip": [{ "rule", "reason", "expires" }] } }`. */
export function resourceSuppressions(node: JsonObject, lowering: Lowering): void {
  const skip = findValue(findValue(findValue(node, 'metadata'), 'backuplint'), 'skip');
  if (skip === undefined) return;
  for (const entry of skip.kind === 'array' ? skip.items : [skip]) {
    const rules = rulesOf(entry);
    if (rules.length === 0) {
      const message = "This entry of 'skip' names no rule: it silences nothing";
      lowering.diagnostics.push({
        code: 'invalid-suppression',
        level: 'warning',
        message,
        at: placeOf(lowering, entry),
      });
      continue;
    }
    const reason = findText(entry, 'reason');
    const expires = findText(entry, 'expires');
    lowering.suppressions.push({
      rules,
      ...(reason === undefined ? {} : { reason }),
      ...(expires === undefined ? {} : { expires }),
      at: placeOf(lowering, entry),
      covers: placeOf(lowering, node),
    });
  }
}

function rulesOf(entry: JsonNode): readonly string[] {
  if (entry.kind === 'string') return [entry.value];
  const rule = findValue(entry, 'rule');
  if (rule?.kind === 'string') return [rule.value];
  const rules = rule ?? findValue(entry, 'rules');
  return rules?.kind === 'array' ? rules.items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])) : [];
}

/**
 * The suppressions in comments: `// backuplint-disable-next-line rule-a, rule-b -- reason` covers the line below, `// backuplint-disable
 * rule-a -- reason (until 2027-03-31)` the whole file, up to that day.
 */
export function commentSuppressions(file: SourceFile, comments: readonly Span[]): readonly TemplateSuppression[] {
  return comments.flatMap((comment) => {
    const silence = silenceOfComment(file.text.slice(comment.start, comment.end));
    if (silence === undefined) return [];
    const { nextLine, ...words } = silence;
    return [
      {
        ...words,
        at: inFile(file, comment.start, comment.end),
        covers: nextLine ? lineBelow(file, comment.end) : inFile(file, 0, file.text.length),
      },
    ];
  });
}

function lineBelow(file: SourceFile, offset: number) {
  const start = lineBreakBehind(file.text, offset);
  const end = file.text.slice(start).search(/[\r\n]/);
  return inFile(file, start, end < 0 ? file.text.length : start + end);
}

/** The start of the line behind the one that holds `offset`. */
function lineBreakBehind(text: string, offset: number): number {
  for (let position = offset; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === 10) return position + 1;
    if (code === 13) return text.charCodeAt(position + 1) === 10 ? position + 2 : position + 1;
  }
  return text.length;
}
