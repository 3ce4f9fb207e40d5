import type { SuppressedVerdict } from '../rule/suppress.ts';
import type { Verdict } from '../rule/verdict.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { ExemptResource, RuleInfo, Shard, SubscriptionInfo } from './report.ts';

/** Everything a scan or an audit hands over to be reported. Paths are absolute, with forward slashes. */
export interface ReportInput {
  readonly tool: { readonly name: string; readonly version: string };
  /** Where the tool was started; absent for a live audit. */
  readonly workingDirectory?: string;
  /** The root of the repository, for SARIF; absent for a live audit. */
  readonly sourceRoot?: string;
  /** The address of the Azure portal, in a live audit of a cloud that has one. */
  readonly portal?: string;
  /** The rules that were run, with their effective levels. */
  readonly rules: readonly RuleInfo[];
  readonly units: readonly JudgedUnit[];
  /** Those of the scan itself: a file that no unit could be made of, no template found, a limit. */
  readonly diagnostics: readonly Diagnostic[];
  readonly skippedFiles: number;
  /** With `--verdicts`: list every verdict, passes included. */
  readonly listVerdicts: boolean;
  /** The part of the subscriptions that an audit was about, of several run apart. */
  readonly shard?: Shard;
}

/** One root with one set of parameters and one context, and what the rules said about it. */
export interface JudgedUnit {
  readonly template: string;
  readonly parameters?: string;
  readonly scope: string;
  /** The subscription that the unit is, in an audit. */
  readonly subscription?: SubscriptionInfo;
  /** False when a part of it could not be read or evaluated. */
  readonly complete: boolean;
  /** Its gaps are allowed (`allowIncomplete`): they do not make the run incomplete, and its errors are reported as warnings. */
  readonly gapsAllowed?: boolean;
  /** Number of subjects by kind: `{ virtualMachine: 3, vault: 1 }`. */
  readonly subjects: Readonly<Record<string, number>>;
  readonly verdicts: readonly Verdict[];
  /** Checks that passed and are not among `verdicts`: an audit of a large estate counts them only. */
  readonly passed?: number;
  /** What was not judged, in an audit. */
  readonly exempt?: readonly Omit<ExemptResource, 'unit'>[];
  /** Open verdicts that stand for others of the same place and reason; they are not among `verdicts`. */
  readonly folded?: readonly FoldedVerdict[];
  /** Verdicts that a suppression covers; they are not among `verdicts`. */
  readonly suppressed: readonly SuppressedVerdict[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A verdict, and how many others it stands for. */
export interface FoldedVerdict {
  readonly verdict: Verdict;
  readonly others: number;
}
