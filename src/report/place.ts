import type { Location } from '../text/location.ts';
import { positionAt } from '../text/source-file.ts';
import type { FilePlace, Place } from './report.ts';

/** Lines and columns of a location; its file relative to `workingDirectory` (absolute without one). */
export function placeOf(location: Location, workingDirectory: string | undefined): Place {
  if (location.kind === 'live') return { resourceId: location.resourceId };
  const { file, span } = location;
  const start = positionAt(file, span.start);
  const end = positionAt(file, Math.max(span.start, span.end));
  return {
    file: relativePath(workingDirectory, file.path),
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** Messages name files as places do: relative to the working directory, so that a report is the same in every checkout. */
export function withRelativePaths(workingDirectory: string | undefined, text: string): string {
  const isFolder = workingDirectory !== undefined && segmentsOf(workingDirectory).length > 1;
  return isFolder ? text.replaceAll(`${workingDirectory}/`, '') : text;
}

/** True for a place in a file. */
export function isFilePlace(place: Place): place is FilePlace {
  return 'file' in place;
}

/** The same text for the same place, another for every other. Resource ids ignore case. */
export function placeKey(place: Place): string {
  if (!isFilePlace(place)) return place.resourceId.toLowerCase();
  return [place.file, place.startLine, place.startColumn, place.endLine, place.endColumn].join('\0');
}

/** Order of places: by file, line and column; live resources last, by id. */
export function comparePlaces(a: Place, b: Place): number {
  if (!isFilePlace(a) || !isFilePlace(b)) {
    if (isFilePlace(a)) return -1;
    if (isFilePlace(b)) return 1;
    return compareText(a.resourceId, b.resourceId);
  }
  return compareText(a.file, b.file) || a.startLine - b.startLine || a.startColumn - b.startColumn;
}

/** Order by UTF-16 code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The path from the folder `from` to `path`, both absolute with forward slashes. A path that does not share the first segment (another
 * drive), a path that is not absolute, and any path without `from` stay as they are.
 */
export function relativePath(from: string | undefined, path: string): string {
  if (from === undefined) return path;
  const base = segmentsOf(from);
  const target = segmentsOf(path);
  if (base[0] !== target[0]) return path;
  let common = 0;
  while (common < base.length && common < target.length - 1 && base[common] === target[common]) common++;
  return [...base.slice(common).map(() => '..'), ...target.slice(common)].join('/');
}

/** The absolute path of `path` as seen from `from`; the opposite of `relativePath`. */
export function absolutePath(from: string | undefined, path: string): string {
  if (from === undefined || path.startsWith('/') || /^[a-z]:\//i.test(path)) return path;
  const segments = segmentsOf(from);
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

/** The segments of an absolute folder or file; the first is empty or a drive. */
function segmentsOf(path: string): string[] {
  return (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
}
