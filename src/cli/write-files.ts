import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isStaged, type StagedFile, stagedFile } from '../input/staged-file.ts';
import { Failure, reasonOf } from '../text/failure.ts';

/** A file to write. */
export interface OutputFile {
  readonly path: string;
  /** Written one after the other. */
  readonly pieces: Iterable<string>;
}

/**
 * Writes files whole or not at all: each goes to a temporary file beside its place first. When one fails none is left; what went to a device or a pipe
 * is gone.
 *
 * @throws {Failure} when one cannot be written.
 */
export function writeFiles(files: readonly OutputFile[]): void {
  const written: string[] = [];
  const orNone = <T>(path: string, write: () => T): T => {
    try {
      return write();
    } catch (error) {
      written.forEach(removeIfThere);
      throw new Failure(`the output '${path}' cannot be written: ${reasonOf(error)}`, 'name another file');
    }
  };
  const staged = files.map(({ path, pieces }) =>
    orNone(path, () => {
      const file = stagedFile(path);
      makeFolder(dirname(file.place));
      if (isStaged(file)) written.push(file.temporary);
      writePieces(file, pieces);
      return file;
    }),
  );
  for (const file of staged.filter(isStaged)) {
    orNone(file.place, () => {
      renameSync(file.temporary, file.place);
      written.push(file.place);
    });
  }
}

function writePieces(file: StagedFile, pieces: Iterable<string>): void {
  const opened = openSync(file.temporary, isStaged(file) ? 'wx' : 'w');
  try {
    for (const piece of pieces) writeFileSync(opened, piece);
  } finally {
    closeSync(opened);
  }
}

/** Step by step: where a file system invents "no such folder" for a parent that is there (`/proc`), Node's `recursive` never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It never came to be; what went wrong is told already.
  }
}
