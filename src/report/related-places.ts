import type { RelatedLocation, Verdict } from '../rule/verdict.ts';
import { placeKey, placeOf } from './place.ts';
import type { Place, RelatedPlace } from './report.ts';

/** A finding of a thousand instances does not list a thousand calling modules. */
const most = 50;

/** Related places of one finding: each once, none that is the finding's own, no more than 50. */
export interface RelatedPlaces {
  readonly list: readonly RelatedPlace[];
  add(related: readonly RelatedLocation[]): void;
}

/** Collects the places that belong to a finding at `own`. */
function collectRelated(own: Place, workingDirectory: string | undefined): RelatedPlaces {
  const list: RelatedPlace[] = [];
  const seen = new Set([placeKey(own)]);
  return {
    list,
    add(related) {
      for (const { at, message } of related) {
        if (list.length >= most) return;
        const place = placeOf(at, workingDirectory);
        const key = placeKey(place);
        if (seen.has(key)) continue;
        seen.add(key);
        list.push({ ...place, message });
      }
    },
  };
}

/** The places of one verdict. */
export function relatedOf(verdict: Verdict, own: Place, workingDirectory: string | undefined): RelatedPlaces {
  const places = collectRelated(own, workingDirectory);
  places.add(verdict.related);
  return places;
}
