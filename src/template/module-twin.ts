import { posix } from 'node:path';
import type { Files } from '../text/files.ts';

/**
 * The local file that a link to a file on the web means: its last path segments, as many of them as lead to a file, below the folder of the
 * referring template, or from a folder above that, as in a copy of a whole repository. There a name alone says too little. `undefined` when
 * there is none.
 */
export function findLocalTwin(uri: string, fromPath: string, files: Files): string | undefined {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/([^?#]*)/i.exec(uri)?.[1];
  if (path === undefined) return undefined;
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => segment === '.' || segment === '..')) return undefined;
  if (!/\.(json|bicep)$/i.test(path)) return undefined;
  const [folder = '', ...above] = foldersFrom(posix.dirname(fromPath));
  const isThere = (candidate: string): boolean => candidate !== fromPath && files.exists(candidate);
  const tails = segments.map((_, first) => posix.join(...segments.slice(first).map(decode)));
  return tails
    .flatMap((tail) => [folder, ...(tail.includes('/') ? above : [])].map((one) => posix.join(one, tail)))
    .find(isThere);
}

/**
 * The local files that a link may mean of which only the `tail` is known: the whole of it in the folder of the referring template or in
 * one above, as far as files may be read; when there is none, its last segments below the folder of the template.
 */
export function findTwinsOfTail(tail: string, fromPath: string, files: Files): string[] {
  const segments = posix
    .normalize(tail.replaceAll('\\', '/'))
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  while (segments[0] === '..') segments.shift();
  const path = posix.join(...segments.map(decode));
  const twins = foldersFrom(posix.dirname(fromPath))
    .map((folder) => posix.join(folder, path))
    .filter((candidate) => candidate !== fromPath && files.exists(candidate));
  if (twins.length > 0) return twins;
  const below = findLocalTwin(`https://host/${segments.slice(1).join('/')}`, fromPath, files);
  return below === undefined ? [] : [below];
}

/** The folder and those above it, innermost first. */
function foldersFrom(folder: string): string[] {
  const folders = [folder];
  for (let current = folder; posix.dirname(current) !== current; ) {
    current = posix.dirname(current);
    folders.push(current);
  }
  return folders;
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
