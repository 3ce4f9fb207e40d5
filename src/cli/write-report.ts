import { relative } from 'node:path';
import { type Config, failOnLevels } from '../config/index.ts';
import { type FailurePolicy, type Report, type ReporterOptions, reporters, type Sources } from '../report/index.ts';
import { wantsColor } from '../report/index.ts';
import { closingLine, incompleteLine, summaryLine } from '../report/summary-line.ts';
import { Failure } from '../text/failure.ts';
import type { Host } from './host.ts';
import type { OutputTarget } from './output-targets.ts';
import { writeFiles } from './write-files.ts';

/** The flags that say what reports look like. */
export interface ReportFlags {
  readonly 'sarif-open'?: boolean;
  readonly 'sarif-suppressed'?: boolean;
  readonly 'sarif-category'?: string;
  readonly color?: string;
}

/** The flags that say when a run fails. */
export interface FailureFlags {
  readonly 'fail-on'?: string;
  readonly 'fail-on-open'?: boolean;
}

/**
 * Writes a report in every format that was asked for: files whole or not at all, then what goes to stdout. When nothing does, stderr gets
 * the summary.
 *
 * @throws {Failure} when a file cannot be written; then none is.
 */
export function writeReport(
  report: Report,
  sources: Sources,
  targets: readonly OutputTarget[],
  flags: ReportFlags,
  host: Host,
): void {
  const rendered = targets.map(({ format, file }) => {
    const reporter = reporters.get(format);
    if (!reporter) throw new Failure(`there is no format '${format}'`);
    return { path: file, pieces: reporter(report, reporterOptionsOf(flags, host, file === undefined), sources) };
  });
  writeFiles(rendered.flatMap(({ path, pieces }) => (path === undefined ? [] : [{ path, pieces }])));
  for (const { path, pieces } of rendered) {
    if (path === undefined) for (const piece of pieces) host.stdout.write(piece);
  }
  const files = rendered.flatMap(({ path }) => (path === undefined ? [] : [relative(host.workingDirectory, path)]));
  if (files.length === rendered.length) host.stderr.write(summaryText(report, files));
}

/** Who asked for files only should not have to open them to see what was judged, and whether that was all. */
function summaryText(report: Report, files: readonly string[]): string {
  const lines = [summaryLine(report.summary), incompleteLine(report), `${closingLine(report)}: ${files.join(', ')}`];
  return lines.flatMap((line) => (line === undefined ? [] : [`${line}\n`])).join('');
}

/** When a run fails: the command line over the configuration. */
export function failurePolicyOf(flags: FailureFlags, config: Pick<Config, 'failOn' | 'failOnOpen'>): FailurePolicy {
  return {
    failOn: failOnLevels.find((level) => level === flags['fail-on']) ?? config.failOn ?? 'warning',
    failOnOpen: flags['fail-on-open'] ?? config.failOnOpen ?? false,
  };
}

function reporterOptionsOf(flags: ReportFlags, host: Host, toStdout: boolean): ReporterOptions {
  const terminal = toStdout && host.stdout.isTerminal;
  return {
    terminal,
    color: toStdout && isColored(flags.color, host),
    width: terminal ? host.stdout.width : 120,
    sarifOpen: flags['sarif-open'] ?? false,
    sarifSuppressed: flags['sarif-suppressed'] ?? false,
    ...(flags['sarif-category'] !== undefined && { sarifCategory: flags['sarif-category'] }),
  };
}

function isColored(choice: string | undefined, host: Host): boolean {
  if (choice === 'always' || choice === 'never') return choice === 'always';
  return wantsColor(host.environment, host.stdout.isTerminal);
}
