import { exemptLines } from './exempt-list.ts';
import { openGroups } from './open-groups.ts';
import { scopeTable } from './live-scopes.ts';
import { isFilePlace } from './place.ts';
import { printable } from './printable.ts';
import type { Finding, Place, Report, ReportDiagnostic } from './report.ts';
import type { ReporterOptions } from './reporter.ts';
import { closingLine, count, incompleteLine, summaryLine } from './summary-line.ts';
import type { TextStyle } from './text-style.ts';
import { textStyle } from './text-style.ts';

/** Lines that scripts, editors and problem matchers can read: `file:line:col: level rule-id message`. */
export function plainReport(report: Report, options: ReporterOptions): readonly string[] {
  const style = textStyle(options.color);
  const incomplete = incompleteLine(report);
  const failed = report.findings.filter((finding) => finding.kind === 'fail');
  return [
    summaryLine(report.summary),
    ...(incomplete === undefined ? [] : [style.level('error', incomplete)]),
    ...report.diagnostics.map((diagnostic) => diagnosticLine(diagnostic, style)),
    ...failed.map((finding) => findingLine(finding, style)),
    ...openGroups(report.findings).flatMap((group) => [
      `${style.open('open')} (${count(group.checks, 'check')}): ${printable(group.because)}`,
      ...group.findings.map((finding) => `  ${findingLine(finding, style)}`),
    ]),
    ...exemptLines(report),
    ...scopeTable(report),
    closingLine(report),
  ];
}

/** `file:line:col`, or the id of a live resource. */
export function placeText(place: Place): string {
  if (!isFilePlace(place)) return printable(place.resourceId);
  return `${printable(place.file)}:${place.startLine}:${place.startColumn}`;
}

/** How often a finding occurs, where it is more than once: ` (3 instances, in 2 deployments)`. */
export function occurrences(finding: Finding): string {
  const parts = [
    ...(finding.instances > 1 ? [count(finding.instances, 'instance')] : []),
    ...(finding.units.length > 1 ? [`in ${count(finding.units.length, 'deployment')}`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function findingLine(finding: Finding, style: TextStyle): string {
  const level = finding.kind === 'open' ? style.open('open') : style.level(finding.level, finding.level);
  return `${placeText(finding.location)}: ${level} ${finding.ruleId} ${printable(finding.message)}${occurrences(finding)}`;
}

function diagnosticLine({ location, level, code, message, hint }: ReportDiagnostic, style: TextStyle): string {
  const place = location === undefined ? '' : `${placeText(location)}: `;
  const help = hint === undefined ? '' : ` (${printable(hint)})`;
  return `${place}${style.level(level, level)} ${printable(code)} ${printable(message)}${help}`;
}
