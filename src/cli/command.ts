import type { AuditFlags, DoctorFlags } from './audit-flags.ts';
import type { lintFlags, readFlags, reportFlags, rulesFlags, Values } from './flags.ts';

/** What was given to `expand`, and what `lint` shares with it. */
export type ReadFlags = Values<typeof readFlags>;
/** What was given to `lint`. */
export type LintFlags = Values<typeof lintFlags>;
/** What was given to `rules`. */
export type RulesFlags = Values<typeof rulesFlags>;
/** What was given to `report` and `report merge`. */
export type ReportCommandFlags = Values<typeof reportFlags>;

/** What the user asked for. */
export type Command =
  | { readonly name: 'lint'; readonly paths: readonly string[]; readonly flags: LintFlags }
  | { readonly name: 'expand'; readonly template: string; readonly flags: ReadFlags }
  | { readonly name: 'audit'; readonly files: readonly string[]; readonly flags: AuditFlags }
  | { readonly name: 'doctor'; readonly flags: DoctorFlags }
  | { readonly name: 'report'; readonly file: string; readonly flags: ReportCommandFlags }
  | { readonly name: 'report merge'; readonly files: readonly string[]; readonly flags: ReportCommandFlags }
  | { readonly name: 'rules'; readonly flags: RulesFlags }
  | { readonly name: 'explain'; readonly rule: string }
  /** `text` is not wrapped yet. */
  | { readonly name: 'help'; readonly text: string };

/** The commands, for suggestions; those of two words before those of their first. */
export const commandNames: readonly Command['name'][] = [
  'lint',
  'audit',
  'doctor',
  'expand',
  'report merge',
  'report',
  'rules',
  'explain',
];
