import { type Dirent, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { reasonOf } from '../../text/failure.ts';
import { isInside, nameIn, RealPaths } from './real-path.ts';

/** What a folder holds. */
export interface FolderContents {
  /** Real paths of the files that may be templates or parameter files, in order, each once. */
  readonly files: readonly string[];
  /** What could not be looked into, and why. */
  readonly problems: readonly FolderProblem[];
}

/** A path that could not be looked into, or that leads elsewhere. */
export interface FolderProblem {
  readonly path: string;
  readonly because: string;
}

/** Whom a walk may follow and what it leaves out. */
export interface WalkOptions {
  /** Real paths of the folders that links may lead into. */
  readonly roots: readonly string[];
  /** True for a path (as reached, not resolved) that the user excluded. */
  readonly isExcluded: (path: string) => boolean;
}

const candidateExtensions = new Set(['.bicep', '.bicepparam', '.json', '.jsonc']);
const skippedFolders = new Set(['.git', 'node_modules']);

/**
 * Lists the files of a folder and its sub-folders that may hold templates. Links are followed inside the root folders, each folder is
 * visited once; a link that leads elsewhere, or nowhere, is a problem, not an absence.
 */
export function walkFolder(folder: string, options: WalkOptions): FolderContents {
  const files = new Set<string>();
  const problems: FolderProblem[] = [];
  const visited = new Set<string>();
  const paths = new RealPaths();
  const pending = [{ path: folder, real: paths.at(folder).real }];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (visited.has(current.real)) continue;
    visited.add(current.real);
    const entries = entriesOf(current.path);
    if (typeof entries === 'string') {
      problems.push({ path: current.path, because: entries });
      continue;
    }
    for (const entry of entries) {
      const path = join(current.path, entry.name);
      if (skippedFolders.has(entry.name) || options.isExcluded(path)) continue;
      const found = entry.isSymbolicLink() ? followLink(path, options.roots, paths) : entryOf(entry, current.real);
      if (found.kind === 'folder' && found.because === undefined) pending.push({ path, real: found.real });
      else if (found.kind === 'folder' || isCandidate(entry.name)) {
        if (found.because === undefined) files.add(found.real);
        else problems.push({ path, because: found.because });
      }
    }
  }
  return { files: [...files].sort(), problems };
}

interface Entry {
  readonly real: string;
  readonly kind: 'file' | 'folder' | 'other';
  /** Why it cannot be looked into. */
  readonly because?: string;
}

/** What is no link lies where its folder lies, under the name that the listing gives. */
function entryOf(entry: Dirent, folder: string): Entry {
  const real = nameIn(folder, entry.name);
  if (entry.isDirectory()) return { real, kind: 'folder' };
  return { real, kind: entry.isFile() ? 'file' : 'other' };
}

function followLink(path: string, roots: readonly string[], paths: RealPaths): Entry {
  const { real, kind } = paths.at(path);
  if (kind === 'missing') return { real, kind: 'other', because: 'it links to nothing' };
  if (roots.some((root) => isInside(real, root))) return { real, kind };
  return { real, kind, because: `it links to '${real}', outside the root folders; allow that with --root` };
}

function isCandidate(name: string): boolean {
  return candidateExtensions.has(extname(name).toLowerCase());
}

function entriesOf(folder: string): Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return `it cannot be listed: ${reasonOf(error)}`;
  }
}
