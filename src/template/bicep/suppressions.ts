import { inFile } from '../../text/location.ts';
import { positionAt } from '../../text/source-file.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type * as bicep from '../../syntax/bicep/nodes.ts';
import { bodyOfComment, reasonOf, type Silence, silenceOfComment, speaksOfSuppressions } from '../silence.ts';
import type { TemplateSuppression } from '../template.ts';

/**
 * The comments and directives that silence rules:
 * `// backuplint-disable-next-line id[, id] -- reason` and `#disable-next-line id // reason` for the next line (and the decorators that begin there),
 * `// backuplint-disable id -- reason` for the whole file,
 * `#disable-diagnostics id` up to `#restore-diagnostics id` or the end. A reason may end in `(until 2027-03-31)`.
 */
export function readSuppressions(file: SourceFile, tree: bicep.BicepFile): TemplateSuppression[] {
  const found: TemplateSuppression[] = [];
  const hasComments = speaksOfSuppressions(file.text);
  tree.trivia.forEach((trivia, index) => {
    if (trivia.kind !== 'directive' && !hasComments) return;
    const text = file.text.slice(trivia.start, trivia.end);
    if (trivia.kind === 'directive') {
      found.push(...fromDirective(text, index, trivia, tree, file));
      return;
    }
    const comment = silenceOfComment(text);
    if (comment === undefined) return;
    const covers = comment.nextLine ? nextLine(trivia, tree, file) : { start: 0, end: file.text.length };
    found.push(suppression(comment, trivia, covers, file));
  });
  return found;
}

function fromDirective(
  text: string,
  index: number,
  trivia: bicep.Trivia,
  tree: bicep.BicepFile,
  file: SourceFile,
): TemplateSuppression[] {
  const [word, ...codes] = text.trim().split(/\s+/);
  const rules = codes.filter(looksLikeRule);
  if (rules.length === 0) return [];
  const silence = { rules, ...reasonOf(commentBehind(trivia, tree.trivia[index + 1], file) ?? '') };
  if (word === '#disable-next-line') return [suppression(silence, trivia, nextLine(trivia, tree, file), file)];
  if (word !== '#disable-diagnostics') return [];
  return rules.map((rule) => {
    const covers = { start: trivia.end, end: restoredAt(rule, index, tree, file) };
    return suppression({ ...silence, rules: [rule] }, trivia, covers, file);
  });
}

/** Codes of the compiler are `BCP123`; kebab-case names may be rules of ours. */
function looksLikeRule(code: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(code);
}

/** The comment on the same line as a directive is its reason. */
function commentBehind(directive: Span, next: bicep.Trivia | undefined, file: SourceFile): string | undefined {
  if (next === undefined || next.kind === 'directive') return undefined;
  if (positionAt(file, next.start).line !== positionAt(file, directive.start).line) return undefined;
  return bodyOfComment(file.text.slice(next.start, next.end)).replace(/^--\s*/, '');
}

function restoredAt(rule: string, index: number, tree: bicep.BicepFile, file: SourceFile): number {
  for (const trivia of tree.trivia.slice(index + 1)) {
    if (trivia.kind !== 'directive') continue;
    const [word, ...codes] = file.text.slice(trivia.start, trivia.end).trim().split(/\s+/);
    if (word === '#restore-diagnostics' && codes.includes(rule)) return trivia.start;
  }
  return file.text.length;
}

/** The next line; when a decorated declaration begins there, through the line of its own keyword. */
function nextLine(trivia: Span, tree: bicep.BicepFile, file: SourceFile): Span {
  const line = positionAt(file, trivia.end).line;
  const start = file.lineStarts[line] ?? file.text.length;
  const lineEnd = file.lineStarts[line + 1] ?? file.text.length;
  const decorated = findDecorated(tree.statements, start, lineEnd);
  if (decorated === undefined) return { start, end: lineEnd };
  const keyword = decorated.decorators.at(-1)?.end ?? lineEnd;
  const keywordLine = positionAt(file, skipBlank(file.text, keyword)).line;
  return { start, end: file.lineStarts[keywordLine] ?? file.text.length };
}

function findDecorated(
  statements: readonly bicep.Statement[],
  start: number,
  end: number,
): bicep.Statement | undefined {
  return statements.find((one) => one.decorators.length > 0 && one.start >= start && one.start < end);
}

function skipBlank(text: string, from: number): number {
  let position = from;
  while (/\s/.test(text[position] ?? '')) position++;
  return position;
}

function suppression(silence: Silence, at: Span, covers: Span, file: SourceFile): TemplateSuppression {
  return {
    rules: silence.rules,
    ...(silence.reason === undefined ? {} : { reason: silence.reason }),
    ...(silence.expires === undefined ? {} : { expires: silence.expires }),
    at: inFile(file, at.start, at.end),
    covers: inFile(file, covers.start, covers.end),
  };
}
