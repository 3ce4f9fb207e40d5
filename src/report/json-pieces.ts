/** Control and invisible characters that JSON takes as they are: on a terminal they could recolour, hide or reorder what is said. */
const hazards = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Nearly all that is written: it need not be looked through for what is rare. */
const plain = /^[\n -~]*$/;
/** So long may a piece get before the next one begins. */
const pieceLength = 1 << 16;

/**
 * The text of `JSON.stringify(value, null, 2)` and a line end, with invisible characters escaped, in pieces: as one text, the report of a large estate would exceed the longest string
 * there can be. Containers down to `levels` below the outermost one are taken apart, what is deeper is small enough to be written whole.
 */
export function* jsonPieces(value: object, levels: number): Generator<string> {
  let piece = '';
  for (const part of partsOf(value, levels, '\n')) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield visible(piece);
    piece = '';
  }
  yield `${visible(piece)}\n`;
}

/** Outside of strings, JSON has none of these but line ends. */
function visible(json: string): string {
  if (plain.test(json)) return json;
  return json.replace(hazards, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** `lineStart` is a line end and the indentation of the value. */
function* partsOf(value: unknown, levels: number, lineStart: string): Generator<string> {
  if (levels < 0 || typeof value !== 'object' || value === null) {
    // A line end inside a string is escaped: those that are there are between values.
    yield JSON.stringify(value, null, 2).replaceAll('\n', lineStart);
    return;
  }
  const isList = Array.isArray(value);
  const inner = `${lineStart}  `;
  let count = 0;
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const head = count++ === 0 ? (isList ? '[' : '{') : ',';
    yield isList ? `${head}${inner}` : `${head}${inner}${JSON.stringify(key)}: `;
    yield* partsOf(member, levels - 1, inner);
  }
  if (count === 0) yield isList ? '[]' : '{}';
  else yield `${lineStart}${isList ? ']' : '}'}`;
}
