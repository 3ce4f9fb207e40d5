import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure, reasonOf } from '../text/failure.ts';

/** A file to write. */
export interface OutputFile {
  readonly path: string;
  /** Written one after the other. */
  readonly pieces: Iterable<string>;
}

/**
 * Writes files whole or not at all: each goes to a temporary file beside its place first. When one fails none is left.
 *
 * @throws {Failure} when one cannot be written.
 */
export function writeFiles(files: readonly OutputFile[]): void {
  const written: string[] = [];
  const orNone = (path: string, write: () => void): void => {
    try {
      write();
    } catch (error) {
      written.forEach(removeIfThere);
      throw new Failure(`the output '${path}' cannot be written: ${reasonOf(error)}`, 'name another file');
    }
  };
  const temporaries = files.map(({ path, pieces }) => {
    const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
    orNone(path, () => {
      makeFolder(dirname(path));
      written.push(temporary);
      writeNew(temporary, pieces);
    });
    return { path, temporary };
  });
  for (const { path, temporary } of temporaries) {
    orNone(path, () => {
      renameSync(temporary, path);
      written.push(path);
    });
  }
}

function writeNew(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'wx');
  try {
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
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
