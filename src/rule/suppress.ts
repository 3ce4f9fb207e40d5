import type { Suppression } from '../resource/resource.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Location } from '../text/location.ts';
import type { Verdict } from './verdict.ts';

export interface SuppressedVerdict {
  readonly verdict: Verdict;
  readonly suppression: Suppression;
}

export interface SuppressionResult {
  /** Everything that was not suppressed, passes included. */
  readonly verdicts: readonly Verdict[];
  readonly suppressed: readonly SuppressedVerdict[];
  /** Notes about suppressions that have expired or silence nothing. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Takes out the failed and open verdicts that a suppression covers: its rules name them (ignoring case), and their place or their
 * subject's declaration lies in its range. `today` is an ISO date; a suppression holds up to and including its `expires`.
 */
export function applySuppressions(
  verdicts: readonly Verdict[],
  suppressions: readonly Suppression[],
  today: string,
): SuppressionResult {
  const holding = suppressions.filter(({ expires }) => expires === undefined || expires >= today);
  const used = new Set<Suppression>();
  const kept: Verdict[] = [];
  const suppressed: SuppressedVerdict[] = [];
  for (const verdict of verdicts) {
    const suppression = verdict.kind === 'pass' ? undefined : holding.find((candidate) => covers(candidate, verdict));
    if (suppression === undefined) {
      kept.push(verdict);
      continue;
    }
    used.add(suppression);
    suppressed.push({ verdict, suppression });
  }
  return { verdicts: kept, suppressed, diagnostics: suppressions.flatMap((each) => noteAbout(each, used, today)) };
}

function covers({ rules, covers: range }: Suppression, verdict: Verdict): boolean {
  const isNamed = rules.some((rule) => rule.toLowerCase() === verdict.ruleId.toLowerCase());
  if (!isNamed) return false;
  return contains(range, verdict.location) || (verdict.declaredAt !== undefined && contains(range, verdict.declaredAt));
}

function contains(range: Location, place: Location): boolean {
  if (range.kind === 'file' && place.kind === 'file') {
    const isInside = range.span.start <= place.span.start && place.span.end <= range.span.end;
    return range.file.path === place.file.path && isInside;
  }
  return (
    range.kind === 'live' && place.kind === 'live' && range.resourceId.toLowerCase() === place.resourceId.toLowerCase()
  );
}

function noteAbout(suppression: Suppression, used: ReadonlySet<Suppression>, today: string): readonly Diagnostic[] {
  if (used.has(suppression)) return [];
  const { expires, at } = suppression;
  const rules = suppression.rules.join(', ');
  if (expires !== undefined && expires < today) {
    const message = `The suppression of ${rules} expired on ${expires}`;
    return [
      { code: 'suppression-expired', level: 'note', message, hint: 'Remove it, or give it a new date and reason.', at },
    ];
  }
  const message = `The suppression of ${rules} silences nothing`;
  return [{ code: 'suppression-unused', level: 'note', message, hint: 'Remove it.', at }];
}
