import type { Entity } from '../estate/estate.ts';
import type { Fact, FactPlace } from '../estate/fact.ts';
import { perhapsBecause } from '../estate/perhaps.ts';
import { placesOf } from './places.ts';
import type { Target } from './places.ts';
import type { Level, RelatedLocation, Verdict } from './verdict.ts';

interface Report {
  readonly at: Target;
  readonly message: string;
  readonly related: readonly (readonly [Target, string])[];
}

/** `known` and `report`, without the options. */
export interface JudgeTools {
  readonly known: <T>(fact: Fact<T>) => T | undefined;
  readonly report: (at: Target, message: string, ...related: readonly (readonly [Target, string])[]) => void;
}

/**
 * Runs one check on one subject and sums up: a report is a fail, also where something else is unknown; else an unknown fact leaves it
 * open; else it passes. A subject that perhaps does not exist cannot fail: it is open. Undefined when the rule does not apply.
 */
export function judge(
  rule: { readonly id: string; readonly summary: string },
  level: Level,
  subject: Entity,
  check: (tools: JudgeTools) => void | 'notApplicable',
): Verdict | undefined {
  const reports: Report[] = [];
  let open: (FactPlace & { readonly because: string }) | undefined;
  let decided: FactPlace = subject;
  const outcome = check({
    known(fact) {
      if (!fact.known) {
        open ??= fact;
        return undefined;
      }
      decided = fact;
      return fact.value;
    },
    report: (at, message, ...related) => void reports.push({ at, message, related }),
  });
  if (outcome === 'notApplicable') return undefined;
  const { resource } = subject;
  const base = {
    ruleId: rule.id,
    level,
    resource: { type: resource.type, name: resource.name, id: resource.id.value },
    declaredAt: subject.at,
  };
  const [first, ...others] = reports;
  if (first !== undefined) {
    const related = [...first.related, ...others.map(({ at, message }) => [at, message] as const)];
    return failed({ ...base, message: first.message, ...placesOf(first.at, subject, related) }, subject, rule.summary);
  }
  if (open !== undefined) {
    const message = undecided(subject, rule.summary);
    return { ...base, kind: 'open', message, because: open.because, ...placesOf(open, subject, []) };
  }
  const { location, related } = placesOf(decided, subject, []);
  return {
    ruleId: base.ruleId,
    kind: 'pass',
    level,
    resource: base.resource,
    message: '',
    location,
    declaredAt: subject.at,
    related,
  };
}

type Failure = Omit<Verdict, 'kind'> & { readonly related: readonly RelatedLocation[] };

function failed(verdict: Failure, subject: Entity, summary: string): Verdict {
  const perhaps = perhapsBecause(subject.resource);
  if (perhaps === undefined) return { ...verdict, kind: 'fail' };
  const because = `it is not known whether '${subject.name}' is deployed: ${perhaps}`;
  return { ...verdict, kind: 'open', message: undecided(subject, summary), because };
}

function undecided({ name }: Entity, summary: string): string {
  return `Cannot tell for '${name}': ${summary}`;
}
