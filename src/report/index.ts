import { reportGithub } from './github.ts';
import { reportJson } from './json.ts';
import { reportJunit } from './junit.ts';
import { reportMarkdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';
import { reportSarif } from './sarif.ts';
import { reportText } from './text.ts';

export { buildReport } from './build-report.ts';
export { exitCodeOf, type FailurePolicy } from './exit-code.ts';
export type {
  FilePlace,
  Finding,
  Place,
  RelatedPlace,
  Report,
  ReportDiagnostic,
  ReportVerdict,
  RuleInfo,
  Summary,
  SuppressedFinding,
  Unit,
} from './report.ts';
export type { JudgedUnit, ReportInput } from './report-input.ts';
export { reportSchema } from './report-schema.ts';
export { defaultReporterOptions, type Reporter, type ReporterOptions } from './reporter.ts';
export { collectSources, type Sources } from './sources.ts';
export { wantsColor } from './text-style.ts';

/** The formats of `--format`, by name. A new one is one line here. */
export const reporters: ReadonlyMap<string, Reporter> = new Map([
  ['text', reportText],
  ['json', reportJson],
  ['sarif', reportSarif],
  ['github', reportGithub],
  ['junit', reportJunit],
  ['markdown', reportMarkdown],
]);
