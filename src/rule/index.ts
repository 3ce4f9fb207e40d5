/** The API of rule authors. */
export { appliesTo, defineRule, levelOf } from './rule.ts';
export { durationText } from './duration-text.ts';
export type { JudgeSubject, Rule, RuleDefinition, RuleInfo, RuleSettings, RuleTools } from './rule.ts';
export { optionsSchema, withDefaults } from './options.ts';
export type { OptionSchema, OptionSchemas, OptionValues } from './options.ts';
export type { Target } from './places.ts';
export { Bench, runRules } from './run-rules.ts';
export type { Judgement } from './judge.ts';
export type { RuleRun } from './run-rules.ts';
export { applySuppressions } from './suppress.ts';
export type { SuppressedVerdict, SuppressionResult } from './suppress.ts';
export type { Level, RelatedLocation, Verdict, VerdictKind } from './verdict.ts';
export { storageRedundancies } from '../estate/estate.ts';
export type {
  AgentState,
  BackupOutcome,
  BackupPolicy,
  BackupSchedule,
  Entity,
  Estate,
  EstateSource,
  ItemState,
  ProtectedItem,
  RecoveryPoint,
  RedundancySetting,
  Region,
  Retention,
  StorageRedundancy,
  Subject,
  SubjectKind,
  Subjects,
  Vault,
  VirtualMachine,
} from '../estate/estate.ts';
export type { BackupError } from '../estate/backup-errors.ts';
export type { Fact, FactPlace } from '../estate/fact.ts';
export type { Resource } from '../resource/resource.ts';
export type { Value } from '../resource/value.ts';
export type { Location } from '../text/location.ts';
