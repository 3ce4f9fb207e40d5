import { createLineFingerprints } from './fingerprint.ts';
import type { JudgedSubject } from './judged-subjects.ts';
import { judgedSubjects } from './judged-subjects.ts';
import { mergeDiagnostics } from './merge-diagnostics.ts';
import { createFindingMerger } from './merge-findings.ts';
import { createVerdictMerger } from './merge-verdicts.ts';
import { compareText, relativePath } from './place.ts';
import type { Finding, Report, ReportDiagnostic, Summary, Unit } from './report.ts';
import type { JudgedUnit, ReportInput } from './report-input.ts';

/**
 * Makes the report of a run: one finding per rule, kind and place with the number of instances, units merged, in a stable order (file,
 * line, rule). It is complete when every unit is (or its gaps are allowed) and no diagnostic is an error.
 */
export function buildReport(input: ReportInput): Report {
  const { workingDirectory, sourceRoot } = input;
  const findingMerger = createFindingMerger(workingDirectory, createLineFingerprints());
  const verdictMerger = createVerdictMerger(workingDirectory);
  const tallies = input.units.map((unit, index) => {
    const tally = createTally(unit.passed ?? 0);
    for (const subject of judgedSubjects(unit)) {
      tally.add(subject);
      findingMerger.add(subject, index);
      if (input.listVerdicts) verdictMerger.add(subject, index);
    }
    for (const { verdict, others } of unit.folded ?? []) {
      for (const subject of judgedSubjects({ ...unit, verdicts: [verdict], suppressed: [] })) {
        tally.add(subject, 1 + others);
        findingMerger.add(subject, index, others);
      }
    }
    return tally.counts();
  });
  const findings = findingMerger.findings();
  const suppressed = findingMerger.suppressed();
  const exempt = input.units.flatMap((unit, index) => (unit.exempt ?? []).map((each) => ({ ...each, unit: index })));
  const diagnostics = mergeDiagnostics(input);
  return {
    schemaVersion: 1,
    tool: { name: input.tool.name, version: input.tool.version },
    complete: isComplete(input.units, diagnostics),
    ...(sourceRoot === undefined ? {} : { sourceRoot }),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    ...(input.portal === undefined ? {} : { portal: input.portal }),
    summary: {
      ...summaryOf(input, findings),
      ...total(tallies),
      suppressed: suppressed.length,
      ...(exempt.length === 0 ? {} : { exempt: exempt.length }),
    },
    rules: [...input.rules].sort((a, b) => compareText(a.id, b.id)),
    units: input.units.map((unit, index) => toReportUnit(unit, tallies[index] ?? total([]), workingDirectory)),
    findings,
    ...(exempt.length === 0 ? {} : { exempt }),
    suppressed,
    diagnostics,
    ...(input.listVerdicts ? { verdicts: verdictMerger.verdicts() } : {}),
    ...(input.shard === undefined ? {} : { shard: input.shard }),
  };
}

function isComplete(units: readonly JudgedUnit[], diagnostics: readonly ReportDiagnostic[]): boolean {
  const allRead = units.every((unit) => unit.complete || unit.gapsAllowed === true);
  return allRead && diagnostics.every((diagnostic) => diagnostic.level !== 'error');
}

type Counts = Pick<Summary, 'checks' | 'decided' | 'failed' | 'open'>;

/** Counts checks: one rule on one instance. Those that are suppressed altogether are left out. */
function createTally(passedBefore: number): {
  add(subject: JudgedSubject, number?: number): void;
  counts(): Counts;
} {
  let passed = passedBefore;
  let failed = 0;
  let open = 0;
  return {
    add({ kind, verdicts }, number = 1) {
      if (verdicts.every((reached) => reached.suppression !== undefined)) return;
      if (kind === 'pass') passed += number;
      else if (kind === 'fail') failed += number;
      else open += number;
    },
    counts: () => ({ checks: passed + failed + open, decided: passed + failed, failed, open }),
  };
}

function total(counts: readonly Counts[]): Counts {
  const sum = { checks: 0, decided: 0, failed: 0, open: 0 };
  for (const { checks, decided, failed, open } of counts) {
    sum.checks += checks;
    sum.decided += decided;
    sum.failed += failed;
    sum.open += open;
  }
  return sum;
}

function summaryOf(
  input: ReportInput,
  findings: readonly Finding[],
): Pick<Summary, 'units' | 'subjects' | 'levels' | 'skippedFiles'> {
  const subjects = new Map<string, number>();
  for (const unit of input.units) {
    for (const [kind, count] of Object.entries(unit.subjects)) subjects.set(kind, (subjects.get(kind) ?? 0) + count);
  }
  const levels = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) if (finding.kind === 'fail') levels[finding.level]++;
  return {
    units: input.units.length,
    subjects: Object.fromEntries(subjects),
    levels,
    skippedFiles: input.skippedFiles,
  };
}

function toReportUnit(unit: JudgedUnit, { checks, failed, open }: Counts, workingDirectory: string | undefined): Unit {
  const { subscription, subjects } = unit;
  return {
    template: relativePath(workingDirectory, unit.template),
    ...(unit.parameters === undefined ? {} : { parameters: relativePath(workingDirectory, unit.parameters) }),
    scope: unit.scope,
    complete: unit.complete,
    ...(subscription === undefined ? {} : { subscription: { ...subscription, subjects, checks, failed, open } }),
  };
}
