import type { Span } from '../../text/source-file.ts';
import type { ProblemList } from './problem-list.ts';

const space = 32;
const tab = 9;
const carriageReturn = 13;
const lineFeed = 10;
const slash = 47;
const asterisk = 42;

/** The offset behind the white space and comments at `start`; the comments are noted. */
export function skipTrivia(text: string, start: number, comments: Span[], problems: ProblemList): number {
  let position = start;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code === space || (code >= tab && code <= carriageReturn)) position++;
    else if (code === slash && startsComment(text, position))
      position = skipComment(text, position, comments, problems);
    else if (code > 127 && /\s/.test(text.charAt(position))) position++;
    else return position;
  }
}

function skipComment(text: string, start: number, comments: Span[], problems: ProblemList): number {
  const end = endOfComment(text, start);
  if (end === undefined) {
    problems.add({
      code: 'json-syntax',
      level: 'error',
      message: "This comment is not closed: '*/' is missing",
      span: { start, end: start + 2 },
    });
  }
  comments.push({ start, end: end ?? text.length });
  return end ?? text.length;
}

/** True when the slash at `position` begins a comment. */
export function startsComment(text: string, position: number): boolean {
  const second = text.charCodeAt(position + 1);
  return second === slash || second === asterisk;
}

/** The end of the comment at `start`, without the line break behind a line comment; nothing when it is not closed. */
export function endOfComment(text: string, start: number): number | undefined {
  if (text.charCodeAt(start + 1) === asterisk) {
    const closer = text.indexOf('*/', start + 2);
    return closer < 0 ? undefined : closer + 2;
  }
  let end = start + 2;
  while (end < text.length && text.charCodeAt(end) !== lineFeed && text.charCodeAt(end) !== carriageReturn) end++;
  return end;
}

/** End of a run of characters that are no punctuation, white space or quotes. */
export function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charCodeAt(end) > space && !'"\',:/[]{}'.includes(text.charAt(end))) end++;
  return end;
}
