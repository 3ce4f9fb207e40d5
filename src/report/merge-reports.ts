import { Failure } from '../text/failure.ts';
import { higherLevel } from './levels.ts';
import { compareDiagnostics } from './merge-diagnostics.ts';
import { compareFindings } from './merge-findings.ts';
import { compareText, placeKey } from './place.ts';
import type {
  ExemptResource,
  Finding,
  Report,
  ReportDiagnostic,
  ReportVerdict,
  RuleInfo,
  Summary,
  Unit,
} from './report.ts';

/** A report, and what its file is called. */
export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

/**
 * Joins the reports of shards, or of audits of different subscriptions, into one. A subscription or finding that two reports share is counted once. The result is complete
 * only when every report is and no shard is missing.
 *
 * @throws {Failure} for reports that do not belong together: shards of different counts, one shard twice, one deployment in two reports,
 * files of different folders.
 */
export function mergeReports(reports: readonly NamedReport[]): Report {
  const [first] = reports;
  if (first === undefined) throw new Failure('there is no report to merge', 'name the JSON reports');
  requireSameFolder(reports);
  const missing = missingShards(reports);
  const parts = keepUnits(reports);
  const findings = mergeFindings(parts, (report) => report.findings);
  const suppressed = mergeFindings(parts, (report) => report.suppressed);
  const exempt = parts.flatMap(exemptOf);
  const { sourceRoot, workingDirectory, portal, tool } = first.report;
  return {
    schemaVersion: 1,
    tool,
    complete: missing.length === 0 && reports.every(({ report }) => report.complete),
    ...(sourceRoot === undefined ? {} : { sourceRoot }),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    ...(portal === undefined || reports.some(({ report }) => report.portal !== portal) ? {} : { portal }),
    summary: {
      ...summaryOf(parts, findings, suppressed.length),
      ...(exempt.length === 0 ? {} : { exempt: exempt.length }),
    },
    rules: mergeRules(reports),
    units: parts.flatMap(({ units }) => units),
    findings,
    ...(exempt.length === 0 ? {} : { exempt }),
    suppressed,
    diagnostics: mergeDiagnosticsOf(reports, missing),
    ...verdictsOf(parts),
  };
}

/** What is taken of one report. */
interface Part {
  readonly report: Report;
  readonly units: readonly Unit[];
  /** Units that an earlier report has, too. */
  readonly dropped: readonly Unit[];
  /** The new index of each unit; none of those that are dropped. */
  readonly indexes: ReadonlyMap<number, number>;
}

/** What a report exempts in the units that are kept. */
function exemptOf({ report, indexes }: Part): readonly ExemptResource[] {
  return (report.exempt ?? []).flatMap((each) => {
    const unit = indexes.get(each.unit);
    return unit === undefined ? [] : [{ ...each, unit }];
  });
}

function requireSameFolder(reports: readonly NamedReport[]): void {
  const folders = new Set(reports.map(({ report }) => report.workingDirectory ?? ''));
  if (folders.size < 2) return;
  throw new Failure(
    'the reports are of different folders, so their file names do not belong together',
    'run backuplint from the same folder each time',
  );
}

/** The numbers of the shards that no report is of, as diagnostics. */
function missingShards(reports: readonly NamedReport[]): readonly ReportDiagnostic[] {
  const shards = new Map<number, string>();
  const counts = new Set(reports.map(({ report }) => report.shard?.count));
  const [count] = counts;
  if (counts.size > 1) {
    throw new Failure(
      'the reports are not shards of one audit',
      'merge reports that were all made with --shard I/N and the same N',
    );
  }
  if (count === undefined) return [];
  for (const { name, report } of reports) {
    const index = report.shard?.index ?? 0;
    const other = shards.get(index);
    if (other !== undefined) throw new Failure(`'${other}' and '${name}' are both of shard ${index}/${count}`);
    shards.set(index, name);
  }
  const indexes = Array.from({ length: count }, (_, index) => index + 1);
  return indexes
    .filter((index) => !shards.has(index))
    .map((index) => ({
      code: 'shard-missing',
      level: 'error',
      message: `shard ${index} of ${count} is missing: its subscriptions were not looked at`,
      hint: `backuplint audit --shard ${index}/${count} --format json=FILE`,
    }));
}

/** Of a subscription that two reports have the first one that was read completely is kept. */
function keepUnits(reports: readonly NamedReport[]): readonly Part[] {
  const best = new Map<string, Unit>();
  for (const { name, report } of reports) {
    for (const unit of report.units) {
      const key = keyOfUnit(unit);
      const known = best.get(key);
      if (known !== undefined && unit.subscription === undefined) {
        throw new Failure(`'${name}' and an earlier report are both about '${unit.template}'`);
      }
      if (known === undefined || (!known.complete && unit.complete)) best.set(key, unit);
    }
  }
  const kept = new Set(best.values());
  let next = 0;
  return reports.map(({ report }) => {
    const indexes = new Map<number, number>();
    report.units.forEach((unit, index) => {
      if (kept.has(unit)) indexes.set(index, next++);
    });
    const isKept = (unit: Unit): boolean => kept.has(unit);
    return {
      report,
      units: report.units.filter(isKept),
      dropped: report.units.filter((unit) => !isKept(unit)),
      indexes,
    };
  });
}

function keyOfUnit({ template, parameters = '', scope, subscription }: Unit): string {
  return [subscription === undefined ? template : template.toLowerCase(), parameters, scope].join('\0');
}

/** Those of units that were kept, each once. */
function mergeFindings<F extends Finding>(parts: readonly Part[], findingsOf: (report: Report) => readonly F[]): F[] {
  const merged = new Map<string, F>();
  for (const part of parts) {
    for (const finding of findingsOf(part.report)) {
      const units = unitsOf(finding, part);
      if (units === undefined) continue;
      const key = [finding.ruleId, finding.kind, finding.fingerprint, placeKey(finding.location)].join('\0');
      const known = merged.get(key);
      merged.set(key, known === undefined ? { ...finding, units } : joined(known, finding, units));
    }
  }
  return [...merged.values()].sort(compareFindings);
}

/** The units of a verdict, by their new indexes; undefined when all were dropped. */
function unitsOf(verdict: ReportVerdict, { indexes }: Part): readonly number[] | undefined {
  const units = verdict.units.flatMap((index) => indexes.get(index) ?? []);
  return units.length > 0 || verdict.units.length === 0 ? units : undefined;
}

function joined<F extends Finding>(a: F, b: F, units: readonly number[]): F {
  return {
    ...a,
    units: [...new Set([...a.units, ...units])].sort((x, y) => x - y),
    instances: Math.max(a.instances, b.instances),
    level: higherLevel(a.level, b.level),
  };
}

function summaryOf(parts: readonly Part[], findings: readonly Finding[], suppressed: number): Summary {
  const sum = { checks: 0, failed: 0, open: 0, skippedFiles: 0 };
  const subjects = new Map<string, number>();
  const levels = { error: 0, warning: 0, note: 0 };
  const count = (of: Readonly<Record<string, number>>, sign: 1 | -1): void => {
    for (const [kind, number] of Object.entries(of)) subjects.set(kind, (subjects.get(kind) ?? 0) + sign * number);
  };
  for (const { report, dropped } of parts) {
    count(report.summary.subjects, 1);
    sum.skippedFiles += report.summary.skippedFiles;
    for (const key of ['checks', 'failed', 'open'] as const) sum[key] += report.summary[key];
    for (const { subscription } of dropped) {
      count(subscription?.subjects ?? {}, -1);
      for (const key of ['checks', 'failed', 'open'] as const) sum[key] -= subscription?.[key] ?? 0;
    }
  }
  for (const finding of findings) if (finding.kind === 'fail') levels[finding.level]++;
  return {
    units: parts.reduce((number, { units }) => number + units.length, 0),
    subjects: Object.fromEntries(subjects),
    ...sum,
    decided: sum.checks - sum.open,
    suppressed,
    levels,
  };
}

/** A rule that ran at different levels is told with the higher one. */
function mergeRules(reports: readonly NamedReport[]): readonly RuleInfo[] {
  const rules = new Map<string, RuleInfo>();
  for (const rule of reports.flatMap(({ report }) => report.rules)) {
    const known = rules.get(rule.id);
    rules.set(rule.id, known === undefined ? rule : { ...known, level: higherLevel(known.level, rule.level) });
  }
  return [...rules.values()].sort((a, b) => compareText(a.id, b.id));
}

function mergeDiagnosticsOf(
  reports: readonly NamedReport[],
  missing: readonly ReportDiagnostic[],
): readonly ReportDiagnostic[] {
  const versions = new Set(reports.map(({ report }) => report.tool.version));
  const merged = new Map<string, ReportDiagnostic>();
  const all = [...missing, ...mixedVersions(versions), ...reports.flatMap(({ report }) => report.diagnostics)];
  for (const diagnostic of all) {
    const place = diagnostic.location === undefined ? '' : placeKey(diagnostic.location);
    const key = [diagnostic.code, diagnostic.message, place].join('\0');
    const known = merged.get(key);
    merged.set(key, known === undefined ? diagnostic : { ...known, level: higherLevel(known.level, diagnostic.level) });
  }
  return [...merged.values()].sort(compareDiagnostics);
}

function mixedVersions(versions: ReadonlySet<string>): readonly ReportDiagnostic[] {
  if (versions.size < 2) return [];
  const message = `the reports were made by different versions of backuplint: ${[...versions].join(', ')}`;
  return [{ code: 'mixed-versions', level: 'warning', message }];
}

/** All verdicts, when every report lists them. */
function verdictsOf(parts: readonly Part[]): Pick<Report, 'verdicts'> {
  if (parts.some(({ report }) => report.verdicts === undefined)) return {};
  const verdicts = parts.flatMap((part) =>
    (part.report.verdicts ?? []).flatMap((verdict) => {
      const units = unitsOf(verdict, part);
      return units === undefined ? [] : [{ ...verdict, units }];
    }),
  );
  return { verdicts };
}
