import type { Suppression } from '../resource/resource.ts';
import { renderJson } from '../resource/render-expression.ts';
import { sameValue } from '../resource/same-value.ts';
import type { Value } from '../resource/value.ts';
import type { Verdict, VerdictKind } from '../rule/verdict.ts';
import type { JudgedUnit } from './report-input.ts';

/** What one rule says, in the end, of one deployed instance of its subject in one unit. */
export interface JudgedSubject {
  readonly kind: VerdictKind;
  /** The verdicts of that kind: several where one subject fails at several places. Never empty. */
  readonly verdicts: readonly ReachedVerdict[];
  readonly resource: RenderedResource;
  /** The same text for the same instance, in every unit. */
  readonly key: string;
}

/** A verdict, and the suppression that covers it, if any. */
export interface ReachedVerdict {
  readonly verdict: Verdict;
  readonly suppression?: Suppression;
}

/** A subject with its unknown parts as ARM expressions. */
export interface RenderedResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

interface Group {
  readonly id: Value;
  readonly resource: RenderedResource;
  readonly key: string;
  readonly reached: ReachedVerdict[];
}

/**
 * The verdicts of a unit by rule and subject. A fail of a subject replaces its open, and an open its pass. Subjects are the same when
 * their ids are: two that merely read alike (`newGuid()`) stay two.
 */
export function judgedSubjects(unit: JudgedUnit): readonly JudgedSubject[] {
  const groups = new Map<string, Group[]>();
  const inOrder: Group[] = [];
  const reached = [...unit.verdicts.map((verdict): ReachedVerdict => ({ verdict })), ...unit.suppressed];
  for (const item of reached) {
    const resource = renderResource(item.verdict);
    const readsAs = `${item.verdict.ruleId}\0${resource.id.toLowerCase()}`;
    const alike = groups.get(readsAs) ?? [];
    groups.set(readsAs, alike);
    const known = alike.find((group) => isSame(group.id, item.verdict.resource.id));
    if (known !== undefined) {
      known.reached.push(item);
      continue;
    }
    const group = { id: item.verdict.resource.id, resource, key: `${readsAs}\0${alike.length}`, reached: [item] };
    alike.push(group);
    inOrder.push(group);
  }
  return inOrder.map(settle);
}

function settle(group: Group): JudgedSubject {
  const kinds = group.reached.map((item) => item.verdict.kind);
  const kind = kinds.includes('fail') ? 'fail' : kinds.includes('open') ? 'open' : 'pass';
  const verdicts = group.reached.filter((item) => item.verdict.kind === kind);
  return { kind, verdicts, resource: group.resource, key: group.key };
}

/** Ids that read the same differ only where something in them is known to be unequal to itself. */
function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'string' && b.kind === 'string') return true;
  return sameValue(a, b) === true;
}

function renderResource({ resource }: Verdict): RenderedResource {
  return { type: resource.type, name: renderText(resource.name), id: renderText(resource.id) };
}

function renderText(value: Value): string {
  const json = renderJson(value);
  return typeof json === 'string' ? json : JSON.stringify(json);
}
