import type { Reporter } from './reporter.ts';
import { terminalReport } from './terminal.ts';
import { harmlessLine } from './printable.ts';
import { plainReport } from './plain.ts';

/** The report for people: code frames on a terminal, one line per finding in a log or a pipe. */
export const reportText: Reporter = (report, options, sources) => {
  const lines = options.terminal ? terminalReport(report, options, sources) : plainReport(report, options);
  return [`${lines.map(harmlessLine).join('\n')}\n`];
};
