import type { Invocation, Log, Notification, Run } from 'sarif';
import { createLineFingerprints } from './fingerprint.ts';
import { exemptGroups, exemptNames } from './exempt-list.ts';
import { compareLevels } from './levels.ts';
import { jsonPieces } from './json-pieces.ts';
import { isLiveReport } from './live-scopes.ts';
import type { Report, ReportDiagnostic } from './report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { liveParts } from './sarif-live.ts';
import { physicalLocation, sourceRootId } from './sarif-place.ts';
import type { SarifFinding } from './sarif-results.ts';
import { sarifFindings, sarifResult } from './sarif-results.ts';
import { couldNotEvaluate, sarifRule } from './sarif-rules.ts';
import type { Sources } from './sources.ts';

/** What the categories of audits start with. */
const liveCategory = 'backuplint-audit';
/** GitHub keeps 5,000 results of a run, not always the most serious ones: so we choose. */
const mostResults = 5_000;
/** Of one reason, so many exempt machines have a place; JSON has them all. */
const mostExempt = 1_000;

/** Down to the single result of a run. */
const levels = 3;

/** SARIF 2.1.0 as GitHub code scanning accepts it: one run for templates, one for each subscription that an audit read completely and one for what it
 * did not read. */
export const reportSarif: Reporter = (report, options, sources) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: isLiveReport(report)
      ? liveParts(report, options.sarifCategory ?? liveCategory).map((part) =>
          sarifRun(part.report, { ...options, sarifCategory: part.category }, sources),
        )
      : [sarifRun(report, options, sources)],
  };
  return jsonPieces(log, levels);
};

function sarifRun(report: Report, options: ReporterOptions, sources: Sources): Run {
  const context = { report, sources, fingerprints: createLineFingerprints() };
  const { kept, omitted } = mostSerious(sarifFindings(context, options));
  const rules = [...report.rules, couldNotEvaluate];
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules: rules.map(sarifRule),
      },
    },
    ...(options.sarifCategory === undefined ? {} : { automationDetails: { id: options.sarifCategory } }),
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [sourceRootId]: { description: { text: 'The root of the repository.' } } },
    invocations: [invocationOf(report, omitted)],
    results: kept.map((finding) => sarifResult(finding, indexes.get(finding.ruleId) ?? -1, report)),
  };
}

function mostSerious(findings: readonly SarifFinding[]): { kept: readonly SarifFinding[]; omitted: number } {
  if (findings.length <= mostResults) return { kept: findings, omitted: 0 };
  const sorted = [...findings].sort((a, b) => compareLevels(a.level, b.level));
  return { kept: sorted.slice(0, mostResults), omitted: findings.length - mostResults };
}

function invocationOf(report: Report, omitted: number): Invocation {
  const notifications = [
    ...report.diagnostics.map((diagnostic) => notificationOf(diagnostic, report)),
    ...exemptNotifications(report),
  ];
  if (!report.complete && report.diagnostics.every((diagnostic) => diagnostic.level !== 'error')) {
    notifications.push({
      level: 'error',
      descriptor: { id: 'incomplete' },
      message: { text: 'Something in scope could not be evaluated: what is not reported is not fixed.' },
    });
  }
  if (omitted > 0) {
    notifications.push({
      level: 'warning',
      descriptor: { id: 'results-omitted' },
      message: { text: `${omitted} results of the lowest level are left out: SARIF holds the first ${mostResults}.` },
    });
  }
  return {
    executionSuccessful: report.complete,
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
  };
}

/**
 * What was not judged is told, one notification for each reason. It is no suppressed result: nothing was found, and code scanning would open an alert.
 */
function exemptNotifications(report: Report): readonly Notification[] {
  return exemptGroups(report).map((group) => ({
    level: 'note',
    descriptor: { id: 'exempt' },
    message: {
      text: `${group.resources.length} not judged because ${group.because}: ${exemptNames(group).join(', ')}`,
    },
    locations: group.resources
      .slice(0, mostExempt)
      .map(({ resource: { id } }) => ({ physicalLocation: physicalLocation({ resourceId: id }, report) })),
  }));
}

function notificationOf(diagnostic: ReportDiagnostic, report: Report): Notification {
  const { code, level, message, hint, location } = diagnostic;
  return {
    level,
    descriptor: { id: code },
    message: { text: hint === undefined ? message : `${message} (${hint})` },
    ...(location === undefined ? {} : { locations: [{ physicalLocation: physicalLocation(location, report) }] }),
  };
}
