import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mistakesOfValue } from '../config/validate-config.ts';
import { exitCodeOf, type Report, reporters, reportSchema } from '../report/index.ts';
import { mergeReports, type NamedReport } from '../report/merge-reports.ts';
import { Failure, reasonOf } from '../text/failure.ts';
import type { ExitCode } from './exit-code.ts';
import type { ReportCommandFlags } from './command.ts';
import type { Host } from './host.ts';
import { outputTargetsOf } from './output-targets.ts';
import { failurePolicyOf, writeReport } from './write-report.ts';

/**
 * `backuplint report RESULTS.json` renders saved results again; `backuplint report merge A.json B.json ...` joins them first. Texts of templates
 * are not in a report: formats that quote them go without. Exit codes are those of the run that made the report.
 *
 * @throws {Failure} for a file that holds no report, or reports that do not belong together; then nothing is written.
 */
export async function reportCommand(args: readonly string[], flags: ReportCommandFlags, host: Host): Promise<ExitCode> {
  const targets = outputTargetsOf(flags.format ?? [], [...reporters.keys()], host.workingDirectory);
  const merges = args[0] === 'merge';
  const files = merges ? args.slice(1) : args;
  if (files.length === 0) throw new Failure('report merge needs the reports to merge', 'name the JSON reports');
  if (!merges && files.length > 1) throw new Failure('report renders one report', "to join several: 'report merge'");
  const reports: NamedReport[] = [];
  for (const file of files) reports.push({ name: file, report: await readReport(file, host) });
  const [first] = reports;
  const report = merges || first === undefined ? mergeReports(reports) : first.report;
  writeReport(report, () => undefined, targets, flags, host);
  return exitCodeOf(report, failurePolicyOf(flags, {}));
}

async function readReport(file: string, host: Host): Promise<Report> {
  const value = parseFile(file, host);
  const [mistake] = await mistakesOfValue(reportSchema, value);
  if (mistake !== undefined) {
    throw new Failure(
      `'${file}' is no report of this version of backuplint: ${mistake}`,
      'make one with --format json=FILE',
    );
  }
  // It fits the schema, which describes the type.
  return value as Report;
}

function parseFile(file: string, host: Host): unknown {
  try {
    return JSON.parse(readFileSync(resolve(host.workingDirectory, file), 'utf8'));
  } catch (error) {
    throw new Failure(`the report '${file}' cannot be read: ${reasonOf(error)}`, 'make one with --format json=FILE');
  }
}
