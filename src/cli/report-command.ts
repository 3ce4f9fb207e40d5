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
 * `backuplint report RESULTS.json` renders saved results again. Texts of templates are not in a report: formats that quote them go without. The exit
 * code is that of the run that made the report.
 *
 * @throws {Failure} for a file that holds no report; then nothing is written.
 */
export async function reportCommand(file: string, flags: ReportCommandFlags, host: Host): Promise<ExitCode> {
  return render(() => readReport(file, host), flags, host);
}

/**
 * `backuplint report merge A.json B.json ...` joins the reports of the shards of one audit and renders what the whole audit would have given.
 *
 * @throws {Failure} for a file that holds no report, or reports that do not belong together; then nothing is written.
 */
export async function mergeCommand(files: readonly string[], flags: ReportCommandFlags, host: Host): Promise<ExitCode> {
  const merged = async (): Promise<Report> => {
    const reports: NamedReport[] = [];
    for (const file of files) reports.push({ name: file, report: await readReport(file, host) });
    return mergeReports(reports);
  };
  return render(merged, flags, host);
}

/** Mistakes in the flags come first: to read the reports may take long. */
async function render(read: () => Promise<Report>, flags: ReportCommandFlags, host: Host): Promise<ExitCode> {
  const targets = outputTargetsOf(flags.format ?? [], [...reporters.keys()], host.workingDirectory);
  const report = await read();
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
