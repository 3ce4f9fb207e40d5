/** The API of the package: judge templates, see what they deploy. */
export { audit, type AuditResult } from './audit.ts';
export type { AuditOptions, AuditProgress, ConnectionOptions, SourceOptions } from './audit-options.ts';
export { diagnose, type Diagnosis, type SubscriptionDiagnosis } from './doctor.ts';
export { customRole } from './permissions.ts';
export { expandTemplate, type ExpandOptions, type ExpandResult } from './expand-template.ts';
export { lint, type LintResult } from './lint.ts';
export type { LintOptions, Progress, ReadOptions } from './options.ts';
export { toolVersion } from './version.ts';
export type { Report } from '../report/report.ts';
