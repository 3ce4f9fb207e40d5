import type { Suppression } from '../resource/resource.ts';
import type { Verdict } from '../rule/verdict.ts';
import type { LineFingerprints } from './fingerprint.ts';
import { keyFingerprint } from './fingerprint.ts';
import { higherLevel } from './levels.ts';
import type { JudgedSubject, RenderedResource } from './judged-subjects.ts';
import { comparePlaces, compareText, isFilePlace, placeKey, placeOf, withRelativePaths } from './place.ts';
import type { RelatedPlaces } from './related-places.ts';
import { relatedOf } from './related-places.ts';
import type { Finding, Place, SuppressedFinding } from './report.ts';

const mostReasons = 3;

/** Takes the subjects of one unit after the other and gives one finding per rule, kind and place. */
export interface FindingMerger {
  /** `others`: how many instances it stands for besides its own. */
  add(subject: JudgedSubject, unit: number, others?: number): void;
  findings(): Finding[];
  suppressed(): SuppressedFinding[];
}

interface Draft {
  readonly verdict: Verdict;
  readonly kind: 'fail' | 'open';
  readonly resource: RenderedResource;
  readonly place: Place;
  readonly related: RelatedPlaces;
  readonly units: Set<number>;
  readonly instances: Set<string>;
  readonly becauses: Set<string>;
  readonly suppression?: Suppression;
  level: Verdict['level'];
  others: number;
}

/** A merger for places relative to `workingDirectory`. */
export function createFindingMerger(
  workingDirectory: string | undefined,
  fingerprints: LineFingerprints,
): FindingMerger {
  const open = new Map<string, Draft>();
  const suppressed = new Map<string, Draft>();
  return {
    add(subject, unit, others = 0) {
      const { kind } = subject;
      if (kind === 'pass') return;
      for (const { verdict, suppression } of subject.verdicts) {
        const place = placeOf(verdict.location, workingDirectory);
        const key = `${verdict.ruleId}\0${kind}\0${placeKey(place)}`;
        const drafts = suppression === undefined ? open : suppressed;
        const draft = drafts.get(key) ?? newDraft(subject, kind, verdict, place, suppression, workingDirectory);
        drafts.set(key, draft);
        draft.units.add(unit);
        draft.instances.add(subject.key);
        draft.others += others;
        if (verdict.because !== undefined) draft.becauses.add(withRelativePaths(workingDirectory, verdict.because));
        draft.level = higherLevel(draft.level, verdict.level);
        draft.related.add(verdict.related);
      }
    },
    findings: () => [...open.values()].map((draft) => finish(draft, fingerprints)).sort(compareFindings),
    suppressed: () => {
      const sorted = [...suppressed.values()].map((draft) => ({ draft, finding: finish(draft, fingerprints) }));
      sorted.sort((a, b) => compareFindings(a.finding, b.finding));
      return sorted.map(({ draft, finding }) => ({ ...finding, suppression: suppressionOf(draft, workingDirectory) }));
    },
  };
}

function newDraft(
  subject: JudgedSubject,
  kind: 'fail' | 'open',
  verdict: Verdict,
  place: Place,
  suppression: Suppression | undefined,
  workingDirectory: string | undefined,
): Draft {
  return {
    verdict,
    kind,
    resource: subject.resource,
    place,
    related: relatedOf(verdict, place, workingDirectory),
    units: new Set(),
    instances: new Set(),
    becauses: new Set(),
    level: verdict.level,
    others: 0,
    ...(suppression === undefined ? {} : { suppression }),
  };
}

function finish(draft: Draft, fingerprints: LineFingerprints): Finding {
  const { verdict, kind, level, place, resource } = draft;
  return {
    ruleId: verdict.ruleId,
    kind,
    level,
    message: verdict.message,
    ...(draft.becauses.size === 0 ? {} : { because: joined(draft.becauses) }),
    resource,
    location: place,
    related: [...draft.related.list],
    instances: draft.instances.size + draft.others,
    units: [...draft.units].sort((a, b) => a - b),
    fingerprint: fingerprintOf(draft, fingerprints),
  };
}

/** Instances at one place may be open for different reasons: closing one of them does not close the finding. */
function joined(becauses: ReadonlySet<string>): string {
  const shown = [...becauses].slice(0, mostReasons).join('; ');
  const more = becauses.size - mostReasons;
  return more > 0 ? `${shown}; and ${more} more reasons` : shown;
}

function fingerprintOf({ verdict, place }: Draft, fingerprints: LineFingerprints): string {
  const { ruleId, location } = verdict;
  if (location.kind === 'live') return keyFingerprint(ruleId, location.resourceId);
  const line = isFilePlace(place) ? place.startLine : 1;
  return fingerprints(location.file, line) ?? keyFingerprint(ruleId, location.file.path);
}

function suppressionOf({ suppression }: Draft, workingDirectory: string | undefined): SuppressedFinding['suppression'] {
  if (suppression === undefined) return {};
  return {
    ...(suppression.reason === undefined ? {} : { reason: suppression.reason }),
    ...(suppression.expires === undefined ? {} : { expires: suppression.expires }),
    location: placeOf(suppression.at, workingDirectory),
  };
}

/** Order of findings: by place, then rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    comparePlaces(a.location, b.location) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.kind, b.kind) ||
    compareText(placeKey(a.location), placeKey(b.location))
  );
}
