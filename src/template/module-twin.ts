import { posix } from 'node:path';
import type { Files } from '../text/files.ts';

/**
 * The local file that a link to a template on the web means: its last path segments below the folder of the referring template, as many of them
 * as lead to a file. `undefined` when there is none.
 */
export function findLocalTwin(uri: string, fromPath: string, files: Files): string | undefined {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/([^?#]*)/i.exec(uri)?.[1];
  if (path === undefined) return undefined;
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => segment === '.' || segment === '..')) return undefined;
  const folder = posix.dirname(fromPath);
  for (let first = 0; first < segments.length; first++) {
    const candidate = posix.join(folder, ...segments.slice(first).map(decode));
    if (/\.(json|bicep)$/i.test(candidate) && candidate !== fromPath && files.exists(candidate)) return candidate;
  }
  return undefined;
}

function decode(segment: string): string {
  try {
    const decoded = decodeURIComponent(segment);
    return decoded.includes('/') || decoded === '..' ? segment : decoded;
  } catch {
    // A stray percent sign stands for itself.
    return segment;
  }
}
