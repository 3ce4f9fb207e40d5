import type { Reporter } from './reporter.ts';

/** The report itself, as `schemas/report.schema.json` describes it. */
export const reportJson: Reporter = (report) => `${JSON.stringify(report, null, 2)}\n`;
