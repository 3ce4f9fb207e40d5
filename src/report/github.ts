import type { Level } from '../rule/verdict.ts';
import { compareLevels } from './levels.ts';
import { isFilePlace } from './place.ts';
import { printable } from './printable.ts';
import type { Finding, Report, ReportDiagnostic } from './report.ts';
import type { Reporter } from './reporter.ts';
import { pathInRepository, shownPlace } from './sarif-place.ts';
import { summaryLine } from './summary-line.ts';

/** GitHub shows ten annotations of a kind in a step and drops the rest in silence: nine, and one that says how many more there are. */
const mostOfAKind = 10;
const commands: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

interface Annotation {
  readonly level: Level;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/**
 * Workflow commands that GitHub shows as annotations. What is incomplete comes first, then findings by level; then the summary.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const reportGithub: Reporter = (report) => {
  const failed = report.findings.filter((finding) => finding.kind === 'fail');
  const annotations = [
    ...report.diagnostics.map((diagnostic) => ofDiagnostic(diagnostic, report)),
    ...failed.map((finding) => ofFinding(finding, report)),
  ];
  annotations.sort((a, b) => compareLevels(a.level, b.level));
  const state = report.complete ? '' : 'incomplete: ';
  return [
    `${[...limited(annotations).map(commandLine), escapeData(state + summaryLine(report.summary))].join('\n')}\n`,
  ];
};

function ofFinding(finding: Finding, report: Report): Annotation {
  const place = shownPlace(finding.location, finding.related, report);
  return { level: finding.level, properties: propertiesOf(place, finding.ruleId, report), message: finding.message };
}

function ofDiagnostic({ level, code, message, hint, location }: ReportDiagnostic, report: Report): Annotation {
  const text = hint === undefined ? message : `${message} (${hint})`;
  const properties = location === undefined ? { title: code } : propertiesOf(location, code, report);
  return { level, properties, message: text };
}

function propertiesOf(place: Finding['location'], title: string, report: Report): Annotation['properties'] {
  if (!isFilePlace(place)) return { title };
  const { startLine, startColumn, endLine, endColumn } = place;
  const lines = { file: pathInRepository(place, report), line: startLine, endLine };
  // Columns are for one line only.
  return startLine === endLine ? { ...lines, col: startColumn, endColumn, title } : { ...lines, title };
}

function limited(annotations: readonly Annotation[]): readonly Annotation[] {
  return (['error', 'warning', 'note'] as const).flatMap((level) => {
    const all = annotations.filter((annotation) => annotation.level === level);
    if (all.length <= mostOfAKind) return all;
    const shown = all.slice(0, mostOfAKind - 1);
    const rest: Annotation = {
      level,
      properties: { title: 'backuplint' },
      message: `and ${all.length - shown.length} more`,
    };
    return [...shown, rest];
  });
}

/** Escaped as `@actions/core` does: a line break in a name would start a command of its own. */
function commandLine({ level, properties, message }: Annotation): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${commands[level]} ${list.join(',')}::${escapeData(message)}`;
}

/** Line ends as the runner reads them; other control characters spelled out, since a log would obey them. */
function escapeData(text: string): string {
  const visible = text.replace(/[^\r\n]+/g, printable);
  return visible.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
