import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '../../text/decode.ts';
import { errorCodeOf, reasonOf } from '../../text/failure.ts';
import type { DirectoryEntry, Files, ReadResult } from '../../text/files.ts';
import { createSourceFile, type SourceFile } from '../../text/source-file.ts';
import { type FoundPath, isInside, RealPaths, withForwardSlashes } from './real-path.ts';

/** What may be read, and how much of it. */
export interface DiskFilesOptions {
  /** Absolute folders; everything in them may be read. */
  readonly roots: readonly string[];
  /** Absolute folder of restored registry modules; may be read as well. */
  readonly moduleCache: string;
  /** Absolute paths that the user named: always readable. */
  readonly named?: readonly string[];
  /** Largest file, in bytes. */
  readonly fileLimit?: number;
  /** Most bytes of all files together. */
  readonly totalLimit?: number;
}

/** Resource Manager takes templates up to 4 MB; generated ones are larger before they are minified. */
const defaultFileLimit = 16 * 1024 * 1024;
const defaultTotalLimit = 1024 * 1024 * 1024;

type Failed = Extract<ReadResult<never>, { ok: false }>;

/** The real disk, limited to the root folders, the module cache and what the user named. Reads each file once. */
export function createDiskFiles(options: DiskFilesOptions): Files {
  return new DiskFiles(options);
}

class DiskFiles implements Files {
  readonly #folders: readonly string[];
  readonly #named: ReadonlySet<string>;
  readonly #fileLimit: number;
  readonly #totalLimit: number;
  readonly #paths = new RealPaths();
  readonly #allowed = new Map<string, ReadResult<FoundPath>>();
  readonly #bytes = new Map<string, ReadResult<Uint8Array>>();
  readonly #texts = new Map<string, ReadResult<SourceFile>>();
  /** Files are read into this buffer: of most of them only the text is kept. */
  #buffer = Buffer.alloc(64 * 1024);
  #total = 0;

  constructor(options: DiskFilesOptions) {
    this.#folders = [...options.roots, options.moduleCache].map((path) => this.#paths.at(path).real);
    this.#named = new Set((options.named ?? []).map((path) => this.#paths.at(path).real));
    this.#fileLimit = options.fileLimit ?? defaultFileLimit;
    this.#totalLimit = options.totalLimit ?? defaultTotalLimit;
  }

  text(path: string): ReadResult<SourceFile> {
    return this.#once(path, this.#texts, (real) => this.#decode(real));
  }

  bytes(path: string): ReadResult<Uint8Array> {
    return this.#once(path, this.#bytes, (real) => {
      const read = this.#read(real);
      return read.ok ? { ok: true, value: new Uint8Array(read.value) } : read;
    });
  }

  list(directory: string): ReadResult<readonly DirectoryEntry[]> {
    const found = this.#allow(directory);
    if (!found.ok) return found;
    const { real } = found.value;
    return attempt(() =>
      readdirSync(real)
        .sort()
        .flatMap((name): DirectoryEntry[] => {
          const entry = this.#allow(join(real, name));
          if (!entry.ok) return [];
          if (entry.value.kind === 'folder') return [{ name, kind: 'directory' }];
          return entry.value.kind === 'file' ? [{ name, kind: 'file' }] : [];
        }),
    );
  }

  exists(path: string): boolean {
    const found = this.#allow(path);
    return found.ok && found.value.kind === 'file';
  }

  /** What was made of a file, when it may be read. */
  #once<T>(path: string, made: Map<string, ReadResult<T>>, make: (real: string) => ReadResult<T>): ReadResult<T> {
    const found = this.#allow(path);
    if (!found.ok) return found;
    const { real } = found.value;
    let result = made.get(real);
    if (result === undefined) made.set(real, (result = make(real)));
    return result;
  }

  /** Where a path leads, when that may be read. What is not there is judged by the folder in which it would be. */
  #allow(path: string): ReadResult<FoundPath> {
    let result = this.#allowed.get(path);
    if (!result) {
      const found = this.#paths.at(path);
      const { real } = found;
      const readable = this.#named.has(real) || this.#folders.some((folder) => isInside(real, folder));
      result = readable ? { ok: true, value: found } : refused(path, real);
      this.#allowed.set(path, result);
    }
    return result;
  }

  #decode(real: string): ReadResult<SourceFile> {
    const bytes = this.#bytes.get(real) ?? this.#read(real);
    if (!bytes.ok) return bytes;
    const decoded = decodeText(bytes.value);
    return decoded.ok
      ? { ok: true, value: createSourceFile(real, decoded.text) }
      : { ok: false, kind: 'unreadable', because: decoded.because };
  }

  /** The bytes of a file, in the buffer that the next file is read into. */
  #read(real: string): ReadResult<Uint8Array> {
    return attempt(() => {
      // O_NONBLOCK: opening a pipe that nobody writes to must not wait. It means nothing for a file and is unknown on Windows.
      const descriptor = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      try {
        const stat = fstatSync(descriptor);
        if (stat.isDirectory()) throw new Error('it is a folder');
        if (!stat.isFile()) throw new Error('it is not a regular file');
        if (stat.size > this.#fileLimit)
          throw new Error(`it is larger than the limit of ${inMebibytes(this.#fileLimit)}`);
        this.#total += stat.size;
        if (this.#total > this.#totalLimit) {
          throw new Error(`all files together are larger than the limit of ${inMebibytes(this.#totalLimit)}`);
        }
        if (stat.size > this.#buffer.length) this.#buffer = Buffer.alloc(stat.size);
        return readAll(descriptor, stat.size, this.#buffer);
      } finally {
        closeSync(descriptor);
      }
    });
  }
}

function readAll(descriptor: number, size: number, buffer: Buffer): Uint8Array {
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, buffer, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

function inMebibytes(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${bytes / (1024 * 1024)} MiB` : `${bytes} bytes`;
}

function attempt<T>(read: () => T): ReadResult<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Failed {
  const code = errorCodeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { ok: false, kind: 'missing', because: 'there is no such file' };
  return { ok: false, kind: 'unreadable', because: reasonOf(error) };
}

function refused(path: string, real: string): Failed {
  const what = withForwardSlashes(path) === real ? 'it lies' : `it is '${real}', which lies`;
  const because = `${what} outside the root folders and the module cache; allow it with --root`;
  return { ok: false, kind: 'refused', because };
}
