import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { didYouMean } from '../text/did-you-mean.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { reporters } from '../report/index.ts';
import { lint } from '../scan/lint.ts';
import { Failure } from '../text/failure.ts';
import type { ExitCode } from './exit-code.ts';
import { commandNames, type LintFlags } from './command.ts';
import type { Host } from './host.ts';
import { outputTargetsOf } from './output-targets.ts';
import { createProgressLine } from './progress.ts';
import { readOptionsOf } from './read-options.ts';
import { failurePolicyOf, writeReport } from './write-report.ts';

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
  writeReport(report, sources, targets, flags, host);
  return exitCodeOf(report, failurePolicyOf(flags, config));
}

/** `backuplint lnt` is taken for a path; say what was probably meant. */
function refuseMisspeltCommand(path: string, host: Host): void {
  if (existsSync(resolve(host.workingDirectory, path))) return;
  const hint = didYouMean(path, commandNames);
  if (hint !== undefined) throw new Failure(`there is no command, file or folder '${path}'`, hint);
}
