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
    const { verdicts, diagnostics } = runRules(options.rules, { ...lists, source: estate.source }, options.settings);
    const kept = options.verdicts ? verdicts : verdicts.filter(({ kind }) => kind !== 'pass');
    parts.set(subscription, {
      subjects: Object.fromEntries(subjectKinds.map((kind) => [kind, lists[kind].length])),
      verdicts: kept,
      passed: verdicts.length - kept.length,
      diagnostics,
    });
  }
  return parts;
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
