import { displayWidth } from './printable.ts';

/** Lines of at most `width` columns, broken between words; a word that is wider stands on a line of its own. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let column = 0;
  for (const word of text.split(' ')) {
    const columns = displayWidth(word);
    if (column > 0 && column + 1 + columns > width) {
      lines.push(line);
      line = '';
      column = 0;
    }
    line = column === 0 ? word : `${line} ${word}`;
    column += column === 0 ? columns : columns + 1;
  }
  return [...lines, line];
}
