import type { Level, VerdictKind } from '../rule/verdict.ts';

/** The JSON report: the single source of every other format and the contract that scripts rely on (`schemas/report.schema.json`). */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** False when something in scope could not be evaluated (exit 3). */
  readonly complete: boolean;
  /** Absolute path that SARIF's URIs are relative to; absent for live audits. */
  readonly sourceRoot?: string;
  /** Absolute path that every `file` is relative to; absent for live audits. */
  readonly workingDirectory?: string;
  /** The address of the Azure portal in which live resources are shown. */
  readonly portal?: string;
  readonly summary: Summary;
  readonly rules: readonly RuleInfo[];
  readonly units: readonly Unit[];
  readonly findings: readonly Finding[];
  /** In an audit: machines that were not judged, and why. */
  readonly exempt?: readonly ExemptResource[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly diagnostics: readonly ReportDiagnostic[];
  /** With `--verdicts`. */
  readonly verdicts?: readonly ReportVerdict[];
  /** In an audit of a part of the subscriptions (`--shard`); `report merge` joins the parts. */
  readonly shard?: Shard;
}

/** Part `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** How much was judged, and what came of it. `checks` is `decided` + `open`; suppressed checks are in neither. */
export interface Summary {
  readonly units: number;
  /** Subjects by kind, in the words of the estate: `{ virtualMachine: 3, vault: 1, ... }`. */
  readonly subjects: Readonly<Record<string, number>>;
  readonly checks: number;
  readonly decided: number;
  readonly failed: number;
  readonly open: number;
  readonly suppressed: number;
  /** Findings of kind `fail` by level. */
  readonly levels: Readonly<Record<Level, number>>;
  /** JSON files that hold no template. */
  readonly skippedFiles: number;
  /** Machines that an audit did not judge: the length of `exempt`. */
  readonly exempt?: number;
}

/** Something that was seen and not judged. */
export interface ExemptResource {
  readonly resource: { readonly type: string; readonly name: string; readonly id: string };
  /** `young`, `excluded`, or the class of what owns it: `aks`, `spot`, ... */
  readonly kind: string;
  readonly because: string;
  /** Index into `units`. */
  readonly unit: number;
}

/** A rule of the run, at the level that its findings had. */
export interface RuleInfo {
  readonly id: string;
  readonly level: Level;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly controls: readonly string[];
}

/** One deployment that was judged: a template with one set of parameters, or a subscription. */
export interface Unit {
  /** The template; in an audit, the id of the subscription. */
  readonly template: string;
  readonly parameters?: string;
  readonly scope: string;
  readonly complete: boolean;
  /** In an audit. */
  readonly subscription?: JudgedSubscription;
}

/** A subscription of an audit, and how much of it could be read. */
export interface SubscriptionInfo {
  readonly id: string;
  readonly name?: string;
  readonly tenantId?: string;
  /** `hidden`: it was asked for, and is not visible to the signed-in identity. */
  readonly status: 'read' | 'partly' | 'denied' | 'hidden' | 'failed';
  /** Why it was not read completely. */
  readonly because?: string;
}

/** A subscription, and what was judged in it. */
export interface JudgedSubscription extends SubscriptionInfo {
  /** Number of subjects by kind. */
  readonly subjects: Readonly<Record<string, number>>;
  readonly checks: number;
  readonly failed: number;
  readonly open: number;
}

/** What one rule says about one deployed instance of its subject. */
export interface ReportVerdict {
  readonly ruleId: string;
  readonly kind: VerdictKind;
  readonly resource: { readonly type: string; readonly name: string; readonly id: string };
  readonly location: Place;
  readonly related: readonly RelatedPlace[];
  /** Indexes into `units`. */
  readonly units: readonly number[];
  readonly because?: string;
}

/** One rule, kind and place: the failed or open verdicts of all instances that are written there. */
export interface Finding extends ReportVerdict {
  readonly kind: 'fail' | 'open';
  readonly level: Level;
  readonly message: string;
  /** Deployed instances that share this rule, kind and place. */
  readonly instances: number;
  /** SARIF's `primaryLocationLineHash`; of a live finding, a hash of rule and resource id. */
  readonly fingerprint: string;
}

/** A finding that a comment or metadata of the template takes back, with its reason. */
export interface SuppressedFinding extends Finding {
  readonly suppression: { readonly reason?: string; readonly expires?: string; readonly location?: Place };
}

/** What could not be read or evaluated (level `error`), or should be known about the run. */
export interface ReportDiagnostic {
  readonly code: string;
  readonly level: Level;
  readonly message: string;
  readonly hint?: string;
  readonly location?: Place;
}

/** Lines and columns are 1-based, the end is exclusive; `file` has forward slashes and is relative to the working directory. */
export type Place = FilePlace | { readonly resourceId: string };

/** A span of a file. */
export interface FilePlace {
  readonly file: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place that helps to understand a finding, and why. */
export type RelatedPlace = Place & { readonly message?: string };
