import type { Report } from './report.ts';
import type { Sources } from './sources.ts';

/** Turns a report into the text of one format, in pieces to be written one after the other. `sources` serves the formats that quote the templates. */
export type Reporter = (report: Report, options: ReporterOptions, sources: Sources) => Iterable<string>;

/** What the text of a report depends on besides the report. */
export interface ReporterOptions {
  /** Code frames for a person, rather than one line per finding for a log or a pipe. */
  readonly terminal: boolean;
  readonly color: boolean;
  /** Width of the terminal, in columns. */
  readonly width: number;
  /** `--sarif-open`: SARIF holds open findings as notes. */
  readonly sarifOpen: boolean;
  /** `--sarif-suppressed`: SARIF holds suppressed findings, marked as such (GitHub shows them as alerts). */
  readonly sarifSuppressed: boolean;
  /** SARIF's `automationDetails.id`: needed only where one repository has several kinds of results. */
  readonly sarifCategory?: string;
}

/** For a pipe: plain, one line per finding. */
export const defaultReporterOptions: ReporterOptions = {
  terminal: false,
  color: false,
  width: 120,
  sarifOpen: false,
  sarifSuppressed: false,
};
