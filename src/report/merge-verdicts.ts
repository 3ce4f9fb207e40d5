import type { JudgedSubject } from './judged-subjects.ts';
import { comparePlaces, compareText, placeKey, placeOf, withRelativePaths } from './place.ts';
import { relatedOf } from './related-places.ts';
import type { ReportVerdict } from './report.ts';

/** Takes the subjects of one unit after the other and gives one verdict per rule and deployed instance. */
export interface VerdictMerger {
  add(subject: JudgedSubject, unit: number): void;
  verdicts(): ReportVerdict[];
}

/** A merger for places relative to `workingDirectory`. The same verdict at the same place in several units is listed once, with its units. */
export function createVerdictMerger(workingDirectory: string | undefined): VerdictMerger {
  const merged = new Map<string, { verdict: ReportVerdict; units: Set<number> }>();
  return {
    add(subject, unit) {
      const verdict = verdictOf(subject, workingDirectory);
      const key = [subject.key, subject.kind, placeKey(verdict.location), verdict.because ?? ''].join('\0');
      const known = merged.get(key) ?? { verdict, units: new Set() };
      known.units.add(unit);
      merged.set(key, known);
    },
    verdicts: () =>
      [...merged.values()]
        .map(({ verdict, units }) => ({ ...verdict, units: [...units].sort((a, b) => a - b) }))
        .sort(compareVerdicts),
  };
}

/** A subject that fails at several places is one verdict: at the first, the others are related. */
function verdictOf(subject: JudgedSubject, workingDirectory: string | undefined): ReportVerdict {
  const [first, ...others] = subject.verdicts.map((reached) => reached.verdict);
  if (first === undefined) throw new Error('a judged subject has no verdict');
  const location = placeOf(first.location, workingDirectory);
  const related = relatedOf(first, location, workingDirectory);
  for (const other of others) {
    related.add([{ at: other.location, message: other.message }]);
    related.add(other.related);
  }
  return {
    ruleId: first.ruleId,
    kind: subject.kind,
    ...(first.because === undefined ? {} : { because: withRelativePaths(workingDirectory, first.because) }),
    resource: subject.resource,
    location,
    related: [...related.list],
    units: [],
  };
}

function compareVerdicts(a: ReportVerdict, b: ReportVerdict): number {
  return (
    comparePlaces(a.location, b.location) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.resource.id, b.resource.id) ||
    compareText(a.kind, b.kind)
  );
}
