import type { Estate, Subject, SubjectKind } from '../estate/estate.ts';
import { subjectKinds } from '../estate/estate.ts';
import { agentNotAsked } from '../estate/read-machine.ts';
import type { FoldedVerdict } from '../report/report-input.ts';
import { plainText } from '../resource/text-parts.ts';
import type { Judgement } from '../rule/judge.ts';
import type { Rule, RuleSettings } from '../rule/rule.ts';
import { RuleRunner } from '../rule/run-rules.ts';
import type { Verdict } from '../rule/verdict.ts';
import { compareText } from '../report/place.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { createSubscriptionReader } from '../input/rows/subscription-of-id.ts';

/** What the rules said of one subscription. */
export interface JudgedSubscriptionPart {
  readonly subjects: Readonly<Record<string, number>>;
  /** Passes are only counted, unless all verdicts are wanted. */
  readonly verdicts: readonly Verdict[];
  readonly passed: number;
  /** Machines whose agents nobody asked for: one verdict for each rule, and how many others it stands for. */
  readonly folded: readonly FoldedVerdict[];
  /** Machines that a rule fails and that nothing seems to protect: ids in lower case. */
  readonly suspects: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How an estate is judged. */
export interface JudgeSubscriptionsOptions {
  readonly rules: readonly Rule[];
  readonly settings: ReadonlyMap<string, RuleSettings>;
  /** Keep passes, too. */
  readonly verdicts: boolean;
}

/**
 * Runs the rules on joined estates and adds up by subscription: what passes is counted and let go, so that memory does not grow with rules
 * times resources.
 */
export class SubscriptionTallies {
  readonly #options: JudgeSubscriptionsOptions;
  readonly #tallies = new Map<string, Tally>();
  readonly #subscriptionOf = createSubscriptionReader();

  constructor(options: JudgeSubscriptionsOptions) {
    this.#options = options;
  }

  /** Judges the subjects of these kinds; the others are only what these are joined with. */
  judge(estate: Estate, kinds: readonly SubjectKind[] = subjectKinds): void {
    for (const kind of kinds) {
      for (const subject of estate[kind]) {
        const key = this.#subscriptionOf(plainText(subject.resource.id.value)) ?? '';
        let tally = this.#tallies.get(key);
        if (tally === undefined) this.#tallies.set(key, (tally = new Tally(estate, this.#options)));
        tally.judge(subject);
      }
    }
  }

  /** What was said so far, by subscription (in lower case). */
  parts(): ReadonlyMap<string, JudgedSubscriptionPart> {
    return new Map([...this.#tallies].map(([key, tally]) => [key, tally.part()]));
  }
}

/** What one rule said of the subjects of one subscription. */
interface RuleTally {
  passed: number;
  readonly verdicts: Verdict[];
  folded: { verdict: Verdict; others: number } | undefined;
  readonly suspects: string[];
}

/** Adds up what the rules say of the subjects of one subscription. */
class Tally {
  readonly #runner: RuleRunner;
  readonly #keepsAll: boolean;
  readonly #byRule: ReadonlyMap<Rule, RuleTally>;
  readonly #subjects = new Map<SubjectKind, number>(subjectKinds.map((kind) => [kind, 0]));

  constructor({ source }: Estate, { rules, settings, verdicts }: JudgeSubscriptionsOptions) {
    this.#runner = new RuleRunner(rules, source, settings);
    this.#keepsAll = verdicts;
    this.#byRule = new Map(
      rules.map((rule) => [rule, { passed: 0, verdicts: [], folded: undefined, suspects: [] }] as const),
    );
  }

  judge(subject: Subject): void {
    this.#subjects.set(subject.kind, (this.#subjects.get(subject.kind) ?? 0) + 1);
    this.#runner.judge(subject, this.#add);
  }

  /** One function for all subjects: they come by the million. */
  readonly #add = (judgement: Judgement, rule: Rule, subject: Subject): void => {
    const tally = this.#byRule.get(rule);
    if (tally === undefined) return;
    if (this.#keepsAll) tally.verdicts.push(judgement.verdict());
    else if (judgement.kind === 'pass') tally.passed++;
    // That an agent is not known for want of asking is the same sentence for a million machines.
    else if (judgement.because !== agentNotAsked) tally.verdicts.push(judgement.verdict());
    else tally.folded = fold(tally.folded, judgement, subject);
    if (judgement.kind === 'fail' && seemsUnprotected(subject)) {
      tally.suspects.push(plainText(subject.resource.id.value).toLowerCase());
    }
  };

  /** All that was said, but for what rules said that threw later; by id, whatever the order of rows. */
  part(): JudgedSubscriptionPart {
    const { failed, diagnostics } = this.#runner;
    const tallies = [...this.#byRule].flatMap(([rule, tally]) => (failed.has(rule) ? [] : tally));
    return {
      subjects: Object.fromEntries(this.#subjects),
      verdicts: tallies.flatMap(({ verdicts }) => verdicts.sort(byId)),
      passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
      folded: tallies.flatMap(({ folded }) => folded ?? []),
      suspects: tallies.flatMap(({ suspects }) => suspects),
      diagnostics,
    };
  }
}

type Folded = NonNullable<RuleTally['folded']>;

/** One more; the verdict that stands for all is that of the first id. */
function fold(folded: Folded | undefined, judgement: Judgement, { resource }: Subject): Folded {
  if (folded === undefined) return { verdict: judgement.verdict(), others: 0 };
  folded.others++;
  if (plainText(resource.id.value) < plainText(folded.verdict.resource.id)) folded.verdict = judgement.verdict();
  return folded;
}

function seemsUnprotected(subject: Subject): boolean {
  if (subject.kind !== 'virtualMachine') return false;
  const { protectedItems } = subject;
  return protectedItems.known && protectedItems.value.length === 0;
}

function byId(a: Verdict, b: Verdict): number {
  return compareText(plainText(a.resource.id), plainText(b.resource.id));
}
