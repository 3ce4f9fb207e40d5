import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Config, didYouMean, type FailOn } from '../config/index.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { reporters, wantsColor } from '../report/index.ts';
import type { ReporterOptions } from '../report/reporter.ts';
import { lint } from '../scan/index.ts';
import { Failure } from '../text/failure.ts';
import type { ExitCode } from './exit-code.ts';
import type { LintFlags } from './flags.ts';
import type { Host } from './host.ts';
import { outputTargetsOf } from './output-targets.ts';
import { commandNames } from './parse-arguments.ts';
import { createProgressLine } from './progress.ts';
import { readOptionsOf } from './read-options.ts';
import { writeFiles } from './write-files.ts';

/**
 * `backuplint lint`: judges templates and writes the report in the formats asked for.
 *
 * @throws {Failure} when it cannot run; then no file is written.
 */
export async function lintCommand(paths: readonly string[], flags: LintFlags, host: Host): Promise<ExitCode> {
  const targets = outputTargetsOf(flags.format ?? [], [...reporters.keys()], host.workingDirectory);
  for (const path of paths) refuseMisspeltCommand(path, host);
  const progress = createProgressLine(host);
  const { report, sources, config } = await lint({
    ...readOptionsOf(flags, host),
    ...(paths.length > 0 && { paths }),
    ...(flags.config !== undefined && { config: flags.config }),
    ruleOptions: flags['rule-option'] ?? [],
    exclude: flags.exclude ?? [],
    allowIncomplete: flags['allow-incomplete'] ?? [],
    verdicts: flags.verdicts ?? false,
    onProgress: (state) => progress.update(state),
  }).finally(() => progress.clear());
  const rendered = targets.map(({ format, file }) => ({
    path: file,
    text: reporterOf(format)(report, reporterOptionsOf(flags, host, file === undefined), sources),
  }));
  writeFiles(rendered.flatMap(({ path, text }) => (path === undefined ? [] : [{ path, text }])));
  for (const { path, text } of rendered) if (path === undefined) host.stdout.write(text);
  return exitCodeOf(report, failurePolicyOf(flags, config));
}

function reporterOf(format: string) {
  const reporter = reporters.get(format);
  if (!reporter) throw new Failure(`there is no format '${format}'`);
  return reporter;
}

/** `backuplint lnt` is taken for a path; say what was probably meant. */
function refuseMisspeltCommand(path: string, host: Host): void {
  if (existsSync(resolve(host.workingDirectory, path))) return;
  const hint = didYouMean(path, commandNames);
  if (hint !== undefined) throw new Failure(`there is no command, file or folder '${path}'`, hint);
}

function reporterOptionsOf(flags: LintFlags, host: Host, toStdout: boolean): ReporterOptions {
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

function failurePolicyOf(flags: LintFlags, config: Config): { failOn: FailOn; failOnOpen: boolean } {
  return {
    failOn: failOnOf(flags['fail-on']) ?? config.failOn ?? 'warning',
    failOnOpen: flags['fail-on-open'] ?? config.failOnOpen ?? false,
  };
}

function failOnOf(text: string | undefined): FailOn | undefined {
  return text === 'error' || text === 'warning' || text === 'note' || text === 'none' ? text : undefined;
}
