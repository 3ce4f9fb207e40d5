import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Turns the separators of the platform into forward slashes. */
export function withForwardSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/**
 * The absolute path with symbolic links resolved, with forward slashes. Of a path that is not there, the part that is there is
 * resolved: so a missing file behind a link is still known to lie where the link leads.
 */
export function realPathOf(path: string): string {
  const absolute = resolve(path);
  const missing: string[] = [];
  let existing = absolute;
  for (;;) {
    try {
      return withForwardSlashes(join(realpathSync.native(existing), ...missing));
    } catch {
      const parent = dirname(existing);
      if (parent === existing) return withForwardSlashes(absolute);
      missing.unshift(basename(existing));
      existing = parent;
    }
  }
}

/** True when a real path is the folder or lies in it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
