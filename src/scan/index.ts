/**
 * The API of the package: judge templates and running subscriptions, see what templates deploy, render what was found.
 * Functions throw a `Failure` when they cannot run; what could not be evaluated is in the report (`complete: false`).
 */
export { audit, type AuditResult } from './audit.ts';
export type { AuditOptions, AuditProgress, ConnectionOptions, SourceOptions } from './audit-options.ts';
export { diagnose, type Diagnosis, type SubscriptionDiagnosis } from './doctor.ts';
export { customRole } from './custom-role.ts';
export { expandTemplate, type ExpandOptions, type ExpandResult } from './expand-template.ts';
export { lint, type LintResult } from './lint.ts';
export type { LintOptions, Progress, ReadOptions } from './options.ts';
export { toolVersion } from './version.ts';
export type { Config } from '../config/index.ts';
export {
  defaultReporterOptions,
  exitCodeOf,
  type FailurePolicy,
  type Reporter,
  type ReporterOptions,
  reporters,
  type Sources,
} from '../report/index.ts';
export type {
  ExemptResource,
  FilePlace,
  Finding,
  JudgedSubscription,
  Place,
  RelatedPlace,
  Report,
  ReportDiagnostic,
  ReportVerdict,
  RuleInfo,
  Summary,
  SuppressedFinding,
  Unit,
} from '../report/report.ts';
export type { Level, Rule, VerdictKind } from '../rule/index.ts';
export { Failure } from '../text/failure.ts';
export { builtInRules } from '../../rules/index.ts';
