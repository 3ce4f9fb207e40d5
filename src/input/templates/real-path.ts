import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Turns the separators of the platform into forward slashes. */
export function withForwardSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/** What a path leads to, symbolic links resolved. */
export interface FoundPath {
  /** Absolute, with forward slashes. Of what is not there, the part that is there is resolved. */
  readonly real: string;
  readonly kind: 'file' | 'folder' | 'other' | 'missing';
}

/** Where the disk ignores case, only the system knows how a name is spelled. */
const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';

/**
 * Follows the paths of one run to what is there. Each folder is resolved once, and what lies in it is asked for by its last name only: most
 * files of a run share their folders. A missing file behind a link is still known to lie where the link leads.
 */
export class RealPaths {
  readonly #found = new Map<string, FoundPath>();

  at(path: string): FoundPath {
    const absolute = resolve(path);
    const unknown: string[] = [];
    let known = absolute;
    let found = this.#found.get(known);
    while (found === undefined) {
      const parent = dirname(known);
      if (parent === known) found = { real: withForwardSlashes(known), kind: 'folder' };
      else {
        unknown.push(known);
        known = parent;
        found = this.#found.get(known);
      }
    }
    for (let next = unknown.pop(); next !== undefined && found.kind === 'folder'; next = unknown.pop()) {
      found = look(next, nameIn(found.real, basename(next)));
      this.#found.set(next, found);
      known = next;
    }
    return known === absolute
      ? found
      : { real: withForwardSlashes(join(found.real, absolute.slice(known.length))), kind: 'missing' };
  }
}

/** The absolute path with symbolic links resolved, with forward slashes. Of a path that is not there, the part that is there is resolved. */
export function realPathOf(path: string): string {
  return new RealPaths().at(path).real;
}

/** True when a real path is the folder or lies in it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** What a path is of which the folder is resolved. */
function look(path: string, real: string): FoundPath {
  try {
    const stat = lstatSync(real, { throwIfNoEntry: false });
    if (stat === undefined) return { real, kind: 'missing' };
    if (!stat.isSymbolicLink() && !ignoresCase) return { real, kind: kindOf(stat) };
    return { real: withForwardSlashes(realpathSync.native(path)), kind: kindOf(statSync(path)) };
  } catch {
    // A link that leads nowhere or to itself, a folder that may not be looked into, a name that no file can have.
    return { real, kind: 'missing' };
  }
}

/** The real path of what a folder holds under a name. */
export function nameIn(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

function kindOf(stat: Stats): FoundPath['kind'] {
  if (stat.isDirectory()) return 'folder';
  return stat.isFile() ? 'file' : 'other';
}
