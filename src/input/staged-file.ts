import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file to write, whole or not at all: beside its place first. */
export interface StagedFile {
  /** Where to write; its place itself, where nothing may be beside it. */
  readonly temporary: string;
  /** Where it belongs. */
  readonly place: string;
}

/**
 * Where to write a file. A device or a pipe (`/dev/null`, `/dev/stdout`) is written to as it is: a file that took its place would be there for everybody. Of a
 * link the place is what it leads to.
 *
 * @throws {Error} when the file system does not tell what is there.
 */
export function stagedFile(path: string): StagedFile {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile() && !there.isDirectory()) return { temporary: path, place: path };
  const place = there === undefined ? path : realpathSync(path);
  return { temporary: join(dirname(place), `.${basename(place)}.${process.pid}.tmp`), place };
}

/** Whether the file is put in its place when it is whole; else it is written there at once, and must not be removed. */
export function isStaged({ temporary, place }: StagedFile): boolean {
  return temporary !== place;
}
