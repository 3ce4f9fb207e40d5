import type { Location, Result } from 'sarif';
import { keyFingerprint } from './fingerprint.ts';
import type { LineFingerprints } from './fingerprint.ts';
import { compareLevels } from './levels.ts';
import { comparePlaces, isFilePlace, placeKey } from './place.ts';
import type { Finding, Place, RelatedPlace, Report, ReportDiagnostic, SuppressedFinding } from './report.ts';
import type { ReporterOptions } from './reporter.ts';
import { pathInRepository, physicalLocation, shownPlace } from './sarif-place.ts';
import { couldNotEvaluate } from './sarif-rules.ts';
import type { Sources } from './sources.ts';

/** A template on one line can hold thousands of findings: one result does not list them all. */
const mostRelated = 50;

/** A result of one run, before rules have numbers. */
export interface SarifFinding {
  readonly ruleId: string;
  readonly level: Finding['level'];
  readonly place: Place;
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  readonly fingerprint: string;
  readonly resource?: Finding['resource'];
  readonly suppression?: SuppressedFinding['suppression'];
}

/** The files of a report, and how to get the fingerprint of a line in them. */
export interface SarifContext {
  readonly report: Report;
  readonly sources: Sources;
  readonly fingerprints: LineFingerprints;
}

/**
 * What becomes a result: failed findings, open ones as notes (`sarifOpen`), suppressed ones (`sarifSuppressed`), and one result for each
 * file that could not be evaluated. Findings of one rule on one line, which GitHub would take for one alert, are one result.
 */
export function sarifFindings(context: SarifContext, options: ReporterOptions): readonly SarifFinding[] {
  const { report } = context;
  const wanted = (finding: Finding): boolean => finding.kind === 'fail' || options.sarifOpen;
  const found = [
    ...report.findings.filter(wanted).map((finding) => toSarifFinding(finding, context)),
    ...unreadFiles(context),
    ...(options.sarifSuppressed ? report.suppressed.filter(wanted).map((finding) => suppressed(finding, context)) : []),
  ];
  found.sort((a, b) => comparePlaces(a.place, b.place));
  return mergeSameLine(found, report);
}

/** The SARIF result of a finding: one physical location, and related ones that its message links to. */
export function sarifResult(finding: SarifFinding, ruleIndex: number, report: Report): Result {
  const related = finding.related.map((place, index): Location => {
    const message = place.message ?? 'related';
    return { id: index + 1, physicalLocation: physicalLocation(place, report), message: { text: plain(message) } };
  });
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: finding.level,
    message: { text: plain(finding.message) + linksTo(finding.related) },
    locations: [
      {
        physicalLocation: physicalLocation(finding.place, report),
        ...(finding.resource === undefined
          ? {}
          : {
              logicalLocations: [
                { kind: 'resource', name: finding.resource.name, fullyQualifiedName: finding.resource.id },
              ],
            }),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(finding.suppression === undefined ? {} : { suppressions: [suppressionOf(finding.suppression, report)] }),
  };
}

function toSarifFinding(finding: Finding, context: SarifContext): SarifFinding {
  const { report } = context;
  const place = shownPlace(finding.location, finding.related, report);
  const moved = placeKey(place) !== placeKey(finding.location);
  const own: RelatedPlace = { ...finding.location, message: 'the place that decides' };
  const others = finding.related.filter((other) => placeKey(other) !== placeKey(place));
  return {
    ruleId: finding.ruleId,
    level: finding.kind === 'open' ? 'note' : finding.level,
    place,
    message: messageOf(finding),
    related: moved ? [own, ...others] : finding.related,
    fingerprint: moved ? lineFingerprint(finding.ruleId, place, context) : finding.fingerprint,
    resource: finding.resource,
  };
}

function suppressed(finding: SuppressedFinding, context: SarifContext): SarifFinding {
  return { ...toSarifFinding(finding, context), suppression: finding.suppression };
}

function messageOf(finding: Finding): string {
  const count = finding.instances > 1 ? ` (${finding.instances} deployed instances)` : '';
  if (finding.kind === 'fail') return `${finding.message}${count}`;
  const because = finding.because === undefined ? 'Open' : `Open because ${finding.because}`;
  return `${finding.message}${count}. ${because}.`;
}

/** What could not be read of an audit is told beside its results: nothing would close the alert when all is read again. */
function unreadFiles(context: SarifContext): SarifFinding[] {
  const first = new Map<string, ReportDiagnostic & { readonly location: Place }>();
  for (const diagnostic of context.report.diagnostics) {
    const { location } = diagnostic;
    if (diagnostic.level !== 'error' || location === undefined || !isFilePlace(location)) continue;
    const path = pathInRepository(location, context.report);
    if (!first.has(path)) first.set(path, { ...diagnostic, location });
  }
  return [...first.values()].map(({ location, message, hint }) => ({
    ruleId: couldNotEvaluate.id,
    level: couldNotEvaluate.level,
    place: location,
    message: `Could not be evaluated, and so was not judged: ${message}${hint === undefined ? '' : ` (${hint})`}`,
    related: [],
    fingerprint: lineFingerprint(couldNotEvaluate.id, location, context),
  }));
}

function lineFingerprint(ruleId: string, place: Place, { sources, fingerprints }: SarifContext): string {
  if (!isFilePlace(place)) return keyFingerprint(ruleId, place.resourceId);
  const file = sources(place.file);
  const hash = file === undefined ? undefined : fingerprints(file, place.startLine);
  return hash ?? keyFingerprint(ruleId, `${place.file}:${place.startLine}`);
}

function mergeSameLine(found: readonly SarifFinding[], report: Report): readonly SarifFinding[] {
  const merged = new Map<string, SarifFinding>();
  for (const next of found) {
    const isSuppressed = next.suppression !== undefined;
    const key = [next.ruleId, pathInRepository(next.place, report), next.fingerprint, isSuppressed].join('\0');
    const known = merged.get(key);
    merged.set(key, known === undefined ? next : join(known, next));
  }
  return [...merged.values()];
}

/** The more serious of two results stays; the other becomes a related place, with its message. */
function join(a: SarifFinding, b: SarifFinding): SarifFinding {
  const [stays, joins] = compareLevels(a.level, b.level) <= 0 ? [a, b] : [b, a];
  const related = [...stays.related, { ...joins.place, message: joins.message }, ...joins.related];
  return { ...stays, related: related.slice(0, mostRelated) };
}

function suppressionOf(
  suppression: SuppressedFinding['suppression'],
  report: Report,
): NonNullable<Result['suppressions']>[number] {
  const { reason, location } = suppression;
  return {
    kind: 'inSource',
    status: 'accepted',
    ...(reason === undefined ? {} : { justification: reason }),
    ...(location === undefined ? {} : { location: { physicalLocation: physicalLocation(location, report) } }),
  };
}

/** GitHub shows a related location only where the message links to it. */
function linksTo(related: readonly RelatedPlace[]): string {
  if (related.length === 0) return '';
  const links = related.map((place, index) => `[${linkText(place.message ?? 'related')}](${index + 1})`);
  return `\nRelated: ${links.join(', ')}`;
}

function linkText(text: string): string {
  return plain(text).replace(/[[\]]/g, (bracket) => `\\${bracket}`);
}

/** Text from a template must not become a link of ours. */
function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
