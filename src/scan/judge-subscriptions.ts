import { agentNotAsked } from '../estate/read-machine.ts';
import type { FoldedVerdict } from '../report/report-input.ts';
import type { Entity, Estate, SubjectKind, SubjectLists, Subjects } from '../estate/estate.ts';
import { subjectKinds } from '../estate/estate.ts';
import { runRules, type Rule, type RuleSettings, type Verdict } from '../rule/index.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { subscriptionOfId } from './read-rows.ts';

/** What the rules said of one subscription. */
export interface JudgedSubscriptionPart {
  readonly subjects: Readonly<Record<string, number>>;
  /** Passes are only counted, unless all verdicts are wanted. */
  readonly verdicts: readonly Verdict[];
  readonly passed: number;
  /** Machines whose agents nobody asked for: one verdict for each rule, and how many others it stands for. */
  readonly folded: readonly FoldedVerdict[];
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
 * Runs the rules on one joined estate, subscription by subscription (keys in lower case): what passes is counted and let go, so that memory
 * does not grow with rules times resources.
 */
export function judgeSubscriptions(
  estate: Estate,
  options: JudgeSubscriptionsOptions,
): ReadonlyMap<string, JudgedSubscriptionPart> {
  const parts = new Map<string, JudgedSubscriptionPart>();
  for (const [subscription, lists] of bySubscription(estate)) {
    let passed = 0;
    const count = options.verdicts ? undefined : (number: number) => void (passed += number);
    const part = { ...lists, source: estate.source };
    const { verdicts, diagnostics } = runRules(options.rules, part, options.settings, count);
    const { kept, folded } = options.verdicts ? { kept: verdicts, folded: [] } : fold(verdicts);
    parts.set(subscription, {
      subjects: Object.fromEntries(subjectKinds.map((kind) => [kind, lists[kind].length])),
      verdicts: kept,
      passed,
      folded,
      diagnostics,
    });
  }
  return parts;
}

/** That an agent is not known for want of asking is the same sentence for a million machines. */
function fold(verdicts: readonly Verdict[]): Pick<JudgedSubscriptionPart, 'folded'> & { readonly kept: Verdict[] } {
  const kept: Verdict[] = [];
  const folded = new Map<string, { readonly verdict: Verdict; others: number }>();
  for (const verdict of verdicts) {
    const first = folded.get(verdict.ruleId);
    if (verdict.kind !== 'open' || verdict.because !== agentNotAsked) kept.push(verdict);
    else if (first === undefined) folded.set(verdict.ruleId, { verdict, others: 0 });
    else first.others++;
  }
  return { kept, folded: [...folded.values()] };
}

type Lists = { [K in SubjectKind]: Subjects[K][] };

function bySubscription(estate: Estate): ReadonlyMap<string, Lists> {
  const parts = new Map<string, Lists>();
  for (const kind of subjectKinds) addSubjects(estate, kind, parts);
  return parts;
}

function addSubjects<K extends SubjectKind>(estate: SubjectLists, kind: K, parts: Map<string, Lists>): void {
  for (const subject of estate[kind]) {
    const key = subscriptionOf(subject);
    const lists = parts.get(key) ?? { virtualMachine: [], vault: [], backupPolicy: [], protectedItem: [] };
    parts.set(key, lists);
    lists[kind].push(subject);
  }
}

function subscriptionOf({ resource }: Entity): string {
  const { value } = resource.id;
  return (value.kind === 'string' ? subscriptionOfId(value.value) : undefined) ?? '';
}
