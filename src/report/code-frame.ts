import type { SourceFile } from '../text/source-file.ts';
import { displayWidth, printable } from './printable.ts';
import type { FilePlace } from './report.ts';

/** One line of a file with its number, and the marks under a span of it. */
export interface CodeFrame {
  readonly lineNumber: string;
  /** The line, or the part of it around the span, safe to print. */
  readonly code: string;
  /** Blanks, then one `^` for each column of the span. */
  readonly marks: string;
  /** The span goes on in the lines below. */
  readonly continues: boolean;
}

const tabWidth = 4;
const ellipsis = '…';
const leastWidth = 40;

/** The frame of a place, no wider than `width` columns or so; nothing when the file has no such line (it changed since). */
export function codeFrame(file: SourceFile, place: FilePlace, width: number): CodeFrame | undefined {
  const start = file.lineStarts[place.startLine - 1];
  if (start === undefined) return undefined;
  const line = file.text.slice(start, file.lineStarts[place.startLine] ?? file.text.length).replace(/[\r\n]+$/, '');
  const from = Math.min(place.startColumn - 1, line.length);
  const continues = place.endLine > place.startLine;
  const to = continues ? line.length : Math.min(Math.max(place.endColumn - 1, from), line.length);
  const cut = cutLine(line, from, to, Math.max(width, leastWidth));
  const before = render(line.slice(cut.start, from), displayWidth(cut.prefix));
  const inside = render(line.slice(from, Math.min(to, cut.end)), before.end);
  const after = render(line.slice(Math.min(to, cut.end), cut.end), inside.end);
  return {
    lineNumber: String(place.startLine),
    code: (cut.prefix + before.text + inside.text + after.text + cut.suffix).trimEnd(),
    marks: ' '.repeat(before.end) + '^'.repeat(Math.max(inside.end - before.end, 1)),
    continues,
  };
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly prefix: string;
  readonly suffix: string;
}

/** The part of a long line (a template on one line) that shows the span, with a third of the width before it. */
function cutLine(line: string, from: number, to: number, width: number): Cut {
  if (line.length <= width) return { start: 0, end: line.length, prefix: '', suffix: '' };
  const lead = to - from >= width ? 10 : Math.floor((width - (to - from)) / 3);
  const start = wholePair(line, Math.max(0, Math.min(from - lead, line.length - width)));
  const end = wholePair(line, Math.min(line.length, start + width));
  return { start, end, prefix: start > 0 ? ellipsis : '', suffix: end < line.length ? ellipsis : '' };
}

/** An offset that does not stand between the halves of a surrogate pair. */
function wholePair(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}

/** Text with tabs as blanks, and the column after it. */
function render(text: string, startColumn: number): { text: string; end: number } {
  let rendered = '';
  let column = startColumn;
  for (const [index, piece] of text.split('\t').entries()) {
    if (index > 0) {
      const blanks = tabWidth - (column % tabWidth);
      rendered += ' '.repeat(blanks);
      column += blanks;
    }
    const safe = printable(piece);
    rendered += safe;
    column += displayWidth(safe);
  }
  return { text: rendered, end: column };
}
