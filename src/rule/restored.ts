import { displayText } from '../resource/display-text.ts';
import type { Location } from '../text/location.ts';
import type { Verdict } from './verdict.ts';

/**
 * A verdict whose place is in a file that nobody edits, because it was restored from a registry, is told where the nearest file that
 * somebody does edit leads there: mostly the call of the module. Only there can it be mended or silenced, and seen in a pull request.
 */
export function placeOutside(isRestored: (path: string) => boolean, verdict: Verdict): Verdict {
  const isEdited = (at: Location): boolean => at.kind !== 'file' || !isRestored(at.file.path);
  const { location, related, declaredAt, resource } = verdict;
  if (isEdited(location)) return verdict;
  const nearest = related.find(({ at }) => isEdited(at));
  if (nearest === undefined) return verdict;
  const message =
    location === declaredAt ? `'${displayText(resource.name)}' is declared here` : 'the value that decides';
  const others = related.filter((place) => place !== nearest);
  return { ...verdict, location: nearest.at, related: [{ at: location, message }, ...others] };
}
