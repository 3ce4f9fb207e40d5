import { digest } from '../text/digest.ts';
import { groupBy } from '../text/group-by.ts';
import { isFilePlace } from './place.ts';
import type { Finding, Report, ReportDiagnostic, Unit } from './report.ts';

/** GitHub takes 20 runs in one upload; one is for what was not read. */
const mostParts = 19;

/** The part of an audit that becomes one SARIF run. */
export interface LivePart {
  /** The run's category: alerts of another one are not touched by it. */
  readonly category: string;
  readonly report: Report;
}

/**
 * One part for each subscription, or for each of 19 fixed groups where there are more. A part in which a subscription was not read completely
 * is left out: code scanning would take what is not in its run for fixed. What is missing is told in a part of its own: it has no results, and touches no alert.
 */
export function liveParts(report: Report, prefix: string): readonly LivePart[] {
  const groups = groupBy(report.units.entries(), ([, unit]) => groupOf(unit, report.units.length));
  const unread: Unit[] = [];
  const parts = [...groups].flatMap(([name, entries]) => {
    const units = entries.map(([, unit]) => unit);
    const indexes = new Set(entries.map(([index]) => index));
    const isRead = units.every(({ complete }) => complete);
    if (!isRead) unread.push(...units);
    return isRead ? [{ category: categoryOf(prefix, name), report: partOf(report, units, indexes) }] : [];
  });
  if (report.complete && unread.length === 0) return parts;
  return [...parts, { category: categoryOf(prefix, 'incomplete'), report: unreadPart(report, unread) }];
}

/** The trailing slash says that all of it is the category: what follows would tell one run of it from another. */
function categoryOf(prefix: string, name: string): string {
  return `${prefix}/${name}/`;
}

function groupOf({ template, subscription }: Unit, count: number): string {
  const id = (subscription?.id ?? template).toLowerCase();
  if (count <= mostParts) return id;
  const hash = digest('sha256', id).readUInt16BE(0);
  return `group-${String((hash % mostParts) + 1).padStart(2, '0')}`;
}

function partOf(report: Report, units: readonly Unit[], indexes: ReadonlySet<number>): Report {
  const isOwn = (finding: Finding): boolean => finding.units.some((unit) => indexes.has(unit));
  return {
    ...report,
    complete: true,
    units,
    findings: report.findings.filter(isOwn),
    suppressed: report.suppressed.filter(isOwn),
    ...(report.exempt && { exempt: report.exempt.filter(({ unit }) => indexes.has(unit)) }),
    // Errors without a place are about what was not seen of the whole; this part was read completely.
    diagnostics: diagnosticsOf(report, units).filter(
      ({ location, level }) => location !== undefined || level !== 'error',
    ),
  };
}

function unreadPart(report: Report, units: readonly Unit[]): Report {
  const { exempt: _, ...rest } = report;
  return { ...rest, units, findings: [], suppressed: [], diagnostics: diagnosticsOf(report, units) };
}

/** What is said of these units, and of the whole. */
function diagnosticsOf({ diagnostics }: Report, units: readonly Unit[]): readonly ReportDiagnostic[] {
  const prefixes = units.map(({ template }) => template.toLowerCase());
  return diagnostics.filter(({ location }) => {
    if (location === undefined) return true;
    const id = isFilePlace(location) ? undefined : location.resourceId.toLowerCase();
    return id !== undefined && prefixes.some((prefix) => id === prefix || id.startsWith(`${prefix}/`));
  });
}
