import type { SourceFile } from './source-file.ts';

/** What reading a file gave: the text or the bytes, or one sentence that says why not. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly because: string; readonly kind: 'missing' | 'refused' | 'unreadable' };

/**
 * The only way in which templates reach other files. The implementation knows the root folders and the module cache, refuses
 * what lies outside, follows symbolic links before it decides, keeps to the size limits and reads each file once.
 */
export interface Files {
  /** Text of the file at an absolute path, decoded (UTF-8, UTF-16 with byte order mark). */
  text(path: string): ReadResult<SourceFile>;
  /** Raw bytes, for `loadFileAsBase64`. */
  bytes(path: string): ReadResult<Uint8Array>;
  /** Names of the entries of a directory, for `loadDirectoryFileInfo`. */
  list(directory: string): ReadResult<readonly DirectoryEntry[]>;
  /** True when a file is there and may be read. */
  exists(path: string): boolean;
}

/** A file or folder in a directory. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}
