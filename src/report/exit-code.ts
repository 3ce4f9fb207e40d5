import type { Level } from '../rule/verdict.ts';
import { reachesLevel } from './levels.ts';
import type { Report } from './report.ts';

/** What makes a run fail. */
export interface FailurePolicy {
  /** The lowest level of a failed finding that fails the run; `none`: findings never do. */
  readonly failOn: Level | 'none';
  /** Whether open findings fail it too. */
  readonly failOnOpen: boolean;
}

/**
 * The exit code of a run that made a report: 3 when it is incomplete, else 1 when a finding fails it, else 0. (2, for a run that made none,
 * is the command line's.) The output format never changes it.
 */
export function exitCodeOf(report: Report, { failOn, failOnOpen }: FailurePolicy): 0 | 1 | 3 {
  if (!report.complete) return 3;
  const fails = report.findings.some((finding) => {
    if (finding.kind === 'open') return failOnOpen;
    return failOn !== 'none' && reachesLevel(finding.level, failOn);
  });
  return fails ? 1 : 0;
}
