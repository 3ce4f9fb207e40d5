import { wrapWords } from '../report/wrap.ts';

/** A word or flag, blanks, and what is said about it. */
const entry = /^( {2,}\S.*? {2,})(\S.*)$/;

/** What yargs says of nearly every flag and argument. */
const noise = / \[(?:string|array|default: \[\])\]/g;

/** The help with lines of at most `width` columns, broken between words and below each other; yargs breaks words. */
export function wrapHelp(help: string, width: number): string {
  return help
    .split('\n')
    .map((line) => wrapEntry(line, width))
    .join('\n');
}

function wrapEntry(line: string, width: number): string {
  const [, start = '', text = line] = entry.exec(line) ?? [];
  const indent = ' '.repeat(start.length);
  return (
    start + wrapWords(text.replaceAll(/ {2,}/g, ' ').replaceAll(noise, ''), width - start.length).join(`\n${indent}`)
  );
}
