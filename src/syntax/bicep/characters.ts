/** Classes of characters, ordered so that `>= DIGIT` means "continues an identifier". */
const OTHER = 0;
export const SPACE: number = 1;
export const DIGIT: number = 2;
export const LETTER: number = 3;

const CLASSES = classes();

/** Class of a UTF-16 code unit; of `NaN` (past the end of the text) it is none of the named ones. */
export function characterClass(code: number): number {
  return code < 128 ? (CLASSES[code] ?? OTHER) : OTHER;
}

function classes(): Uint8Array {
  const table = new Uint8Array(128);
  table[9] = SPACE;
  table[32] = SPACE;
  for (let code = 48; code <= 57; code++) table[code] = DIGIT;
  for (let code = 65; code <= 90; code++) {
    table[code] = LETTER;
    table[code + 32] = LETTER;
  }
  table[95] = LETTER;
  return table;
}
