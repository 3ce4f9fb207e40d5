/** The API of rule authors. */
export { defineRule } from './rule.ts';
export { durationText } from './duration-text.ts';
export type { Rule, RuleDefinition, RuleMetadata, RuleTools } from './rule.ts';
export type { OptionSchema, OptionSchemas, OptionValues } from './options.ts';
export type { Target } from './places.ts';
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
