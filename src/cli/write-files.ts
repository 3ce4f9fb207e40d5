import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../text/failure.ts';

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
  try {
    const temporaries = files.map(({ path, pieces }) => {
      makeFolder(dirname(path));
      const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
      written.push(temporary);
      writeNew(temporary, pieces);
      return { path, temporary };
    });
    for (const { path, temporary } of temporaries) {
      renameSync(temporary, path);
      written.push(path);
    }
  } catch (error) {
    written.forEach(removeIfThere);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`the output cannot be written: ${reason}`);
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
