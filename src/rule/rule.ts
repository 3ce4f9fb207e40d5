import type { EstateSource, Subject, SubjectKind, Subjects } from '../estate/estate.ts';
import { Judge } from './judge.ts';
import type { JudgeTools, Judgement } from './judge.ts';
import type { OptionSchemas, OptionValues } from './options.ts';
import { withDefaults } from './options.ts';
import type { Level } from './verdict.ts';

/** What is written once about a rule; SARIF, `explain`, the options schema and the documentation derive from it. */
export interface RuleMetadata {
  /** Kebab-case, subject first, naming the problem: `vm-unprotected`. */
  readonly id: string;
  readonly level: Level | Readonly<Record<EstateSource, Level>>;
  /** Where the rule applies when it does not apply everywhere: what only running subscriptions show is no matter of templates. */
  readonly only?: EstateSource;
  /** One sentence that says what is so when the rule passes. */
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  /** Ids of controls in compliance frameworks: `MCSB BR-1`. */
  readonly controls: readonly string[];
}

/** A rule as its author writes it. */
export interface RuleDefinition<K extends SubjectKind, O extends OptionSchemas> extends RuleMetadata {
  readonly for: K;
  readonly options: O;
  /**
   * Judges one subject: it passes unless something is reported or a fact that was asked for is unknown. `notApplicable` gives no verdict.
   */
  check(subject: Subjects[K], tools: RuleTools<OptionValues<O>>): void | 'notApplicable';
}

/** What a rule may do, and how it is configured. */
export interface RuleTools<V> extends JudgeTools {
  readonly options: V;
}

/** A rule as the engine runs it. */
export interface Rule extends RuleMetadata {
  readonly for: SubjectKind;
  readonly options: OptionSchemas;
  /** Starts to judge; undefined where the rule does not apply. */
  judging(source: EstateSource, settings: RuleSettings): JudgeSubject | undefined;
}

/** Judges one subject of the rule's kind; undefined where the rule does not apply to it. Throws what the rule throws. */
export type JudgeSubject = (subject: Subject) => Judgement | undefined;

/** What a configuration says about a rule. */
export interface RuleSettings {
  /** Validated against the schemas of the rule's options. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Replaces the rule's own level. */
  readonly level?: Level;
}

/** Makes a rule out of its definition; subject and options are typed by `for` and `options`. */
export function defineRule<K extends SubjectKind, const O extends OptionSchemas>(
  definition: RuleDefinition<K, O>,
): Rule {
  return {
    ...definition,
    judging(source, settings) {
      if (!appliesTo(definition, source)) return undefined;
      const options = withDefaults(definition.options, settings.options);
      const judge = new Judge(definition, settings.level ?? levelOf(definition, source));
      const tools = { options, ...judge.tools };
      const check = (subject: Subject): void | 'notApplicable' =>
        // The engine hands each subject to the rules for its kind.
        definition.check(subject as Subjects[K], tools);
      return (subject) => judge.judge(subject, check);
    },
  };
}

/** Whether a rule judges templates, or running subscriptions. */
export function appliesTo({ only }: RuleMetadata, source: EstateSource): boolean {
  return only === undefined || only === source;
}

/** The level of a rule's findings in templates, or live. */
export function levelOf({ level }: RuleMetadata, source: EstateSource): Level {
  return typeof level === 'string' ? level : level[source];
}
