import type { SourceFile, Span } from './source-file.ts';

/** Where something was written: a span of a file, or a live resource. Lines and columns are computed by reporters only. */
export type Location = FileLocation | LiveLocation;

/** A span of a file. */
export interface FileLocation {
  readonly kind: 'file';
  readonly file: SourceFile;
  readonly span: Span;
}

/** A resource of a running subscription. */
export interface LiveLocation {
  readonly kind: 'live';
  readonly resourceId: string;
}

/** Anything that knows its place. */
export interface Located {
  readonly at: Location;
}

/** The place `[start, end)` of a file. */
export function inFile(file: SourceFile, start: number, end: number): FileLocation {
  return new FilePlace(file, start, end);
}

/** Every value has a place, nothing else is as frequent: so a place is one small object, which is its own span. */
class FilePlace implements FileLocation, Span {
  readonly kind = 'file';
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;

  constructor(file: SourceFile, start: number, end: number) {
    this.file = file;
    this.start = start;
    this.end = end;
  }

  get span(): Span {
    return this;
  }
}
