import { subjectKinds } from '../estate/estate.ts';
import type { Estate, EstateSource, Subject, SubjectKind } from '../estate/estate.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { reasonOf } from '../text/failure.ts';
import type { Judgement } from './judge.ts';
import type { JudgeSubject, Rule, RuleSettings } from './rule.ts';
import type { Verdict } from './verdict.ts';

/** What came of judging an estate. */
export interface RuleRun {
  readonly verdicts: readonly Verdict[];
  /** One of level error for each rule that threw. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Judges an estate by rules; `settings` by rule id. A rule that throws is named in a diagnostic and gives no verdicts. */
export function runRules(
  rules: readonly Rule[],
  estate: Estate,
  settings: ReadonlyMap<string, RuleSettings> = new Map(),
): RuleRun {
  // Most templates hold nothing that is judged: a rule without subjects need not run.
  const running = rules.filter((rule) => estate[rule.for].length > 0);
  const runner = new RuleRunner(running, estate.source, settings);
  const verdicts = new Map(running.map((rule): [Rule, Verdict[]] => [rule, []]));
  for (const kind of subjectKinds) {
    for (const subject of estate[kind]) {
      runner.judge(subject, (judgement, rule) => void verdicts.get(rule)?.push(judgement.verdict()));
    }
  }
  for (const rule of runner.failed) verdicts.delete(rule);
  return { verdicts: [...verdicts.values()].flat(), diagnostics: runner.diagnostics };
}

interface RunningRule {
  readonly rule: Rule;
  readonly judge: JudgeSubject;
}

/**
 * Rules that judge one subject after the other: what is computed for a subject can be forgotten after it, so that an estate of any size
 * is judged in the memory of one subject.
 */
export class RuleRunner {
  readonly diagnostics: Diagnostic[] = [];
  /** Rules that threw: they judge no more, and what they said before does not count. */
  readonly failed = new Set<Rule>();
  readonly #running = new Map<SubjectKind, RunningRule[]>(subjectKinds.map((kind) => [kind, []]));

  constructor(rules: readonly Rule[], source: EstateSource, settings: ReadonlyMap<string, RuleSettings>) {
    for (const rule of rules) {
      const judge = rule.judging(source, settings.get(rule.id) ?? {});
      if (judge !== undefined) this.#running.get(rule.for)?.push({ rule, judge });
    }
  }

  /** Hands over what each rule says of a subject; a judgement holds until the next one. */
  judge(subject: Subject, take: (judgement: Judgement, rule: Rule, subject: Subject) => void): void {
    for (const { rule, judge } of this.#running.get(subject.kind) ?? []) {
      if (this.failed.has(rule)) continue;
      let judgement: Judgement | undefined;
      try {
        judgement = judge(subject);
      } catch (error) {
        this.#fail(rule, error);
      }
      if (judgement !== undefined) take(judgement, rule, subject);
    }
  }

  #fail(rule: Rule, error: unknown): void {
    this.failed.add(rule);
    this.diagnostics.push({
      code: 'rule-failed',
      level: 'error',
      message: `Rule '${rule.id}' threw an error: ${reasonOf(error)}`,
      hint: 'Report it to the author of the rule; its verdicts are missing from this run.',
    });
  }
}
