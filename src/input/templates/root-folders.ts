import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isInside, realPathOf } from './real-path.ts';

/**
 * The folders in which templates may reach other files: those given, else for each input the nearest ancestor that holds `.git`, else
 * the working directory if the input lies in it, else the folder of the input. Sorted, each once.
 */
export function findRootFolders(
  inputs: readonly string[],
  workingDirectory: string,
  given: readonly string[],
): string[] {
  const folders = given.length > 0 ? given : inputs.map((input) => rootOf(input, workingDirectory));
  return [...new Set(folders.map((folder) => realPathOf(resolve(workingDirectory, folder))))].sort();
}

function rootOf(input: string, workingDirectory: string): string {
  const real = realPathOf(resolve(workingDirectory, input));
  const folder = statSync(real, { throwIfNoEntry: false })?.isDirectory() ? real : dirname(real);
  const repository = repositoryOf(folder);
  if (repository !== undefined) return repository;
  const working = realPathOf(workingDirectory);
  return isInside(folder, working) ? working : folder;
}

/** The nearest folder, from this one upwards, that holds `.git` (a folder, or a file in worktrees and submodules). */
function repositoryOf(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (dirname(current) === current) return undefined;
  }
}
