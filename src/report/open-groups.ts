import { groupBy } from '../text/group-by.ts';
import { compareText } from './place.ts';
import type { Finding } from './report.ts';

/** Open findings that one act would close. */
export interface OpenGroup {
  /** What is not known, and what to do about it. */
  readonly because: string;
  /** Deployed instances times rules. */
  readonly checks: number;
  readonly findings: readonly Finding[];
}

/** The open findings by how to close them: what closes most comes first. */
export function openGroups(findings: readonly Finding[]): readonly OpenGroup[] {
  const open = findings.filter(({ kind }) => kind === 'open');
  const groups = groupBy(open, ({ because, message }) => because ?? message);
  return [...groups]
    .map(([because, group]) => ({ because, checks: sum(group), findings: group }))
    .sort((a, b) => b.checks - a.checks || compareText(a.because, b.because));
}

function sum(findings: readonly Finding[]): number {
  return findings.reduce((total, finding) => total + finding.instances, 0);
}
