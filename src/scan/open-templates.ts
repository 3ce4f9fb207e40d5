import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { didYouMean } from '../text/did-you-mean.ts';
import { createDiskFiles, findRootFolders, isInside, realPathOf } from '../input/index.ts';
import { createTemplateLoader } from '../template/create-loader.ts';
import type { TemplateLoader } from '../template/loader.ts';
import { Failure } from '../text/failure.ts';
import type { Files } from '../text/files.ts';
import { isNamedValue } from './overrides.ts';
import type { ReadOptions } from './options.ts';

/** The files of a run and the loader that opens templates from them. */
export interface OpenedTemplates {
  /** Absolute paths of the inputs. */
  readonly paths: readonly string[];
  /** Real paths of the root folders. */
  readonly roots: readonly string[];
  /** True for the real path of a file that was restored from a registry. */
  readonly isRestored: (path: string) => boolean;
  readonly files: Files;
  readonly loader: TemplateLoader;
}

/**
 * Gives access to the files that a run may read.
 *
 * @throws {Failure} when an input, a root folder or the module cache is not there.
 */
export function openTemplates(inputs: readonly string[], options: ReadOptions): OpenedTemplates {
  const { workingDirectory } = options;
  const paths = inputs.map((input) => resolve(workingDirectory, input));
  const given = (options.roots ?? []).map((root) => resolve(workingDirectory, root));
  for (const path of [...paths, ...given]) requireExisting(path);
  if (options.moduleCache !== undefined) requireExisting(resolve(workingDirectory, options.moduleCache));
  const moduleCache = resolve(workingDirectory, options.moduleCache ?? join(homedir(), '.bicep'));
  const parameterFiles = (options.parameters ?? [])
    .filter((parameter) => !isNamedValue(parameter))
    .map((path) => resolve(workingDirectory, path));
  const roots = findRootFolders(paths, workingDirectory, given);
  const files = createDiskFiles({ roots, moduleCache, named: [...paths, ...parameterFiles] });
  const restored = realPathOf(moduleCache);
  return {
    paths,
    roots,
    isRestored: (path) => isInside(path, restored),
    files,
    loader: createTemplateLoader(files, { moduleCache }),
  };
}

function requireExisting(path: string): void {
  if (existsSync(path)) return;
  throw new Failure(`there is no file or folder '${path}'`, neighbourOf(path));
}

function neighbourOf(path: string): string | undefined {
  if (/[*?]/.test(path)) return 'patterns are for the shell: name the folder, and --exclude what is not to be judged';
  const folder = dirname(path);
  return existsSync(folder) ? didYouMean(basename(path), readdirSync(folder)) : undefined;
}
