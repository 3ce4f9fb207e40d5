import type { Report, ReporterOptions, Sources } from '../../src/report/index.ts';
import { defaultReporterOptions, reporters } from '../../src/report/index.ts';

/** The whole text of a report in a format. */
export function render(
  format: string,
  report: Report,
  options: Partial<ReporterOptions> = {},
  sources: Sources = () => undefined,
): string {
  const reporter = reporters.get(format);
  if (reporter === undefined) throw new Error(`no format '${format}'`);
  return [...reporter(report, { ...defaultReporterOptions, ...options }, sources)].join('');
}
