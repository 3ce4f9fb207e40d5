import { createHash } from 'node:crypto';
import { isFilePlace } from './place.ts';
import type { Finding, Report, Unit } from './report.ts';

/** GitHub takes so many runs in one upload. */
const mostRuns = 20;

/** The part of an audit that becomes one SARIF run. */
export interface LivePart {
  /** The run's category: alerts of another one are not touched by it. */
  readonly category: string;
  readonly report: Report;
}

/**
 * One part for each subscription, or for each of 20 fixed groups where there are more. A part in which a subscription was not read completely
 * is left out: code scanning would take what is not in its run for fixed.
 */
export function liveParts(report: Report, prefix: string): readonly LivePart[] {
  const groups = new Map<string, number[]>();
  report.units.forEach((unit, index) => {
    const name = groupOf(unit, report.units.length);
    groups.set(name, [...(groups.get(name) ?? []), index]);
  });
  return [...groups].flatMap(([name, indexes]) => {
    const units = indexes.flatMap((index) => report.units[index] ?? []);
    if (units.some(({ complete }) => !complete)) return [];
    // The trailing slash says that all of it is the category: what follows would tell one run of it from another.
    return [{ category: `${prefix}/${name}/`, report: partOf(report, units, new Set(indexes)) }];
  });
}

function groupOf({ template, subscription }: Unit, count: number): string {
  const id = (subscription?.id ?? template).toLowerCase();
  if (count <= mostRuns) return id;
  const hash = createHash('sha256').update(id).digest().readUInt16BE(0);
  return `group-${String((hash % mostRuns) + 1).padStart(2, '0')}`;
}

function partOf(report: Report, units: readonly Unit[], indexes: ReadonlySet<number>): Report {
  const isOwn = (finding: Finding): boolean => finding.units.some((unit) => indexes.has(unit));
  const prefixes = units.map(({ template }) => template.toLowerCase());
  return {
    ...report,
    complete: true,
    units,
    findings: report.findings.filter(isOwn),
    suppressed: report.suppressed.filter(isOwn),
    ...(report.exempt && { exempt: report.exempt.filter(({ unit }) => indexes.has(unit)) }),
    // Errors without a place are about what was not seen of the whole; this part was read completely.
    diagnostics: report.diagnostics.filter(({ location, level }) => {
      if (location === undefined) return level !== 'error';
      const id = isFilePlace(location) ? undefined : location.resourceId.toLowerCase();
      return id !== undefined && prefixes.some((prefix) => id === prefix || id.startsWith(`${prefix}/`));
    }),
  };
}
