import { absolutePath, isFilePlace, relativePath } from './place.ts';
import type { FilePlace, Place, RelatedPlace, Report } from './report.ts';
import type { PhysicalLocation } from 'sarif';

/** Where SARIF's relative URIs start. */
export const sourceRootId = '%SRCROOT%';

type Roots = Pick<Report, 'sourceRoot' | 'workingDirectory'>;

/** One physical location, as GitHub code scanning wants it: a relative, percent-encoded URI and a full region. */
export function physicalLocation(place: Place, roots: Roots): PhysicalLocation {
  return {
    artifactLocation: { uri: uriOf(place, roots), uriBaseId: sourceRootId },
    region: isFilePlace(place) ? regionOf(place) : { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
  };
}

/**
 * The place to show of a finding: its own, unless that lies outside the repository (a module of the module cache); then the nearest related
 * place inside, such as the line that calls the module.
 */
export function shownPlace(location: Place, related: readonly RelatedPlace[], roots: Roots): Place {
  if (!isFilePlace(location) || isInside(location, roots)) return location;
  return related.find((place) => isFilePlace(place) && isInside(place, roots)) ?? location;
}

/**
 * The path of a place from the source root. A live resource gets `azure/<subscription>/<group>/<type>/<name>`, a file outside the source
 * root a path under `external/`: GitHub refuses a whole file for one absolute, empty or upward path.
 */
export function pathInRepository(place: Place, roots: Roots): string {
  if (!isFilePlace(place)) return livePath(place.resourceId);
  const path = fromSourceRoot(place, roots);
  return isInside(place, roots) ? path : `external/${outsidePath(path)}`;
}

function uriOf(place: Place, roots: Roots): string {
  return pathInRepository(place, roots).split('/').map(encodeSegment).join('/');
}

/** Percent-encodes a path segment. Half a surrogate pair, which has no UTF-8 form, becomes the replacement character. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'));
}

function isInside(place: FilePlace, roots: Roots): boolean {
  const path = fromSourceRoot(place, roots);
  return path !== '' && !path.startsWith('../') && !path.startsWith('/') && !/^[a-z]:\//i.test(path);
}

function fromSourceRoot(place: FilePlace, { sourceRoot, workingDirectory }: Roots): string {
  return relativePath(sourceRoot ?? workingDirectory, absolutePath(workingDirectory, place.file));
}

function outsidePath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '..' && segment !== '.' && segment !== '');
  return segments.length === 0 ? 'unknown' : segments.join('/');
}

/** Lower-cased, because Resource Graph varies the case of ids, and without the words that are the same in every id. */
function livePath(resourceId: string): string {
  const words = new Set(['subscriptions', 'resourcegroups', 'providers']);
  const segments = resourceId.toLowerCase().split('/');
  const kept = segments.filter(
    (segment) => segment !== '' && segment !== '.' && segment !== '..' && !words.has(segment),
  );
  return ['azure', ...(kept.length === 0 ? ['unknown'] : kept)].join('/');
}

function regionOf({ startLine, startColumn, endLine, endColumn }: FilePlace): PhysicalLocation['region'] {
  return { startLine, startColumn, endLine, endColumn };
}
