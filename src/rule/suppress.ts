import type { Suppression } from '../resource/resource.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Location } from '../text/location.ts';
import type { Verdict } from './verdict.ts';

/** A verdict, and the suppression that covers it. */
export interface SuppressedVerdict {
  readonly verdict: Verdict;
  readonly suppression: Suppression;
}

/** What suppressions left over. */
export interface SuppressionResult {
  /** Everything that was not suppressed, passes included. */
  readonly verdicts: readonly Verdict[];
  readonly suppressed: readonly SuppressedVerdict[];
  /** About suppressions that have expired, silence nothing, name no rule or give no reason. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Takes out the failed and open verdicts that a suppression covers: its rules name them (ignoring case), and their place or their
 * subject's declaration lies in its range. `today` is an ISO date; a suppression holds up to and including its `expires`. `ruleIds`, in lower
 * case, are the rules that ran.
 */
export function applySuppressions(
  verdicts: readonly Verdict[],
  suppressions: readonly Suppression[],
  today: string,
  ruleIds?: ReadonlySet<string>,
): SuppressionResult {
  const holding = suppressions.filter((each) => holds(each, today));
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
  return {
    verdicts: kept,
    suppressed,
    diagnostics: suppressions.flatMap((each) => noteAbout(each, used, today, ruleIds)),
  };
}

/** A date that nobody can read would never come. */
function holds({ expires }: Suppression, today: string): boolean {
  return expires === undefined || (isDate(expires) && expires >= today);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
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

function noteAbout(
  suppression: Suppression,
  used: ReadonlySet<Suppression>,
  today: string,
  ruleIds: ReadonlySet<string> | undefined,
): readonly Diagnostic[] {
  const { expires, at, reason } = suppression;
  const rules = suppression.rules.join(', ');
  const note = (code: string, message: string, hint: string): readonly Diagnostic[] => [
    { code, level: 'note', message, hint, at },
  ];
  if (suppression.rules.length === 0) {
    const hint =
      "Write 'backuplint-disable-next-line RULE -- reason', or 'backuplint-disable RULE -- reason' for the whole file.";
    const message = 'This comment names no rule: it silences nothing';
    return [{ code: 'invalid-suppression', level: 'warning', message, hint, at }];
  }
  if (used.has(suppression)) {
    if (reason !== undefined && reason.trim() !== '') return [];
    const hint = "Say why, behind two dashes in a comment or as 'reason' in metadata.";
    return note('suppression-without-reason', `The suppression of ${rules} gives no reason`, hint);
  }
  if (expires !== undefined && !holds(suppression, today)) {
    const hint = 'Remove it, or give it a new date and reason.';
    const because = isDate(expires) ? `expired on ${expires}` : `has a date that cannot be read: '${expires}'`;
    return note('suppression-expired', `The suppression of ${rules} ${because}`, hint);
  }
  const unknown = suppression.rules.filter((rule) => ruleIds?.has(rule.toLowerCase()) === false);
  const hint =
    unknown.length > 0
      ? `No rule of this run is called '${unknown.join("', '")}': is it misspelt, or switched off?`
      : 'Remove it.';
  return note('suppression-unused', `The suppression of ${rules} silences nothing`, hint);
}
