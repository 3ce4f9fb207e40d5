/** A text that was read: a template, a parameter file, a configuration. Offsets are UTF-16 code units of `text`. */
export interface SourceFile {
  /** Absolute path with forward slashes, symbolic links resolved. */
  readonly path: string;
  /** The text, without a byte order mark. */
  readonly text: string;
  /** Offset of the first character of each line, in order; computed on first use. */
  readonly lineStarts: readonly number[];
}

/** A half-open range of UTF-16 offsets in a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A 1-based line and column (UTF-16 code units), as editors and SARIF count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Wraps a text that was read from `path`. */
export function createSourceFile(path: string, text: string): SourceFile {
  return new TextFile(path, text);
}

/** A class: objects with a getter of their own would have a shape each, and every access to a file would be slow. */
class TextFile implements SourceFile {
  readonly path: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  get lineStarts(): readonly number[] {
    this.#lineStarts ??= findLineStarts(this.text);
    return this.#lineStarts;
  }
}

/** Line and column of an offset. An offset past the end is the end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = file.lineStarts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.min(offset, file.text.length) - (starts[low] ?? 0) + 1 };
}

/** `\n`, `\r\n` and a lone `\r` end a line. */
function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
