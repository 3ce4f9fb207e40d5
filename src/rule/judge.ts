import type { Entity, Subject } from '../estate/estate.ts';
import type { Fact, FactPlace } from '../estate/fact.ts';
import { perhapsBecause } from '../estate/perhaps.ts';
import { placesOf } from './places.ts';
import type { Target } from './places.ts';
import type { Level, RelatedLocation, Verdict, VerdictKind } from './verdict.ts';

/** One call of `report`. */
interface Reported {
  readonly at: Target;
  readonly message: string;
  readonly related: readonly (readonly [Target, string])[];
}

/** What a rule may do, whatever its options are. */
export interface JudgeTools {
  /**
   * The value of a fact. If it is unknown the subject is left open with the fact's reason, and this gives undefined. The last known fact
   * is the place of a pass.
   */
  readonly known: <T>(fact: Fact<T>) => T | undefined;
  /** The subject fails. `at`: the fact that decides, or the subject. The first report is the finding, later ones are related to it. */
  readonly report: (at: Target, message: string, ...related: readonly (readonly [Target, string])[]) => void;
}

/** The check of a rule, for subjects of its kind. */
type Check = (subject: Subject) => void | 'notApplicable';

/** What a rule says of the subject that it judged last; it holds until the next one is judged. */
export interface Judgement {
  readonly kind: VerdictKind;
  /** Why a fact is not known, where that leaves it open. */
  readonly because: string | undefined;
  /** The whole verdict. Passes are often only counted: then theirs need not be made. */
  verdict(): Verdict;
}

/**
 * Runs the checks of one rule, one subject after the other, and sums up: a report is a fail, also where something else is unknown; else an
 * unknown fact leaves it open; else it passes. A subject that perhaps does not exist cannot fail: it is open.
 */
export class Judge implements Judgement {
  kind: VerdictKind = 'pass';
  because: string | undefined;
  /** For the check that is running; the same for all of them. */
  readonly tools: JudgeTools;
  readonly #rule: { readonly id: string; readonly summary: string };
  readonly #level: Level;
  #reports: Reported[] = [];
  #open: (FactPlace & { readonly because: string }) | undefined;
  #decided: FactPlace | undefined;
  #subject: Entity | undefined;

  constructor(rule: { readonly id: string; readonly summary: string }, level: Level) {
    this.#rule = rule;
    this.#level = level;
    this.tools = {
      known: (fact) => {
        if (!fact.known) {
          this.#open ??= fact;
          return undefined;
        }
        this.#decided = fact;
        return fact.value;
      },
      report: (at, message, ...related) => void this.#reports.push({ at, message, related }),
    };
  }

  /** Undefined where the rule does not apply. Throws what the check throws. */
  judge(subject: Subject, check: Check): Judgement | undefined {
    const judgement = this.#judge(subject, check);
    const cases = judgement?.kind === 'open' ? (subject.cases?.() ?? []) : [];
    if (cases.length === 0 || this.#judgeAll(cases, check)) return judgement;
    return this.#judge(subject, check);
  }

  /** Whether all cases are decided alike. What is reported of one is related to what is reported of the first. */
  #judgeAll(cases: readonly Subject[], check: Check): boolean {
    const kinds = new Set<VerdictKind | undefined>();
    const reports: Reported[] = [];
    for (const one of cases) {
      kinds.add(this.#judge(one, check)?.kind);
      reports.push(...this.#reports);
    }
    this.#reports = reports;
    return kinds.size === 1 && (kinds.has('pass') || kinds.has('fail'));
  }

  #judge(subject: Subject, check: Check): Judgement | undefined {
    this.#forget();
    this.#subject = subject;
    if (check(subject) === 'notApplicable') return undefined;
    const isReported = this.#reports.length > 0;
    this.because = isReported ? undefined : this.#open?.because;
    if (isReported) this.kind = perhapsBecause(subject.resource) === undefined ? 'fail' : 'open';
    else this.kind = this.#open === undefined ? 'pass' : 'open';
    return this;
  }

  verdict(): Verdict {
    if (this.#subject === undefined) throw new Error('there is no verdict before a subject was judged');
    return this.#verdictOf(this.#subject);
  }

  #forget(): void {
    if (this.#reports.length > 0) this.#reports = [];
    this.#open = undefined;
    this.#decided = undefined;
  }

  #verdictOf(subject: Entity): Verdict {
    const { resource } = subject;
    const base = {
      ruleId: this.#rule.id,
      level: this.#level,
      resource: { type: resource.type, name: resource.name, id: resource.id.value },
      declaredAt: subject.at,
    };
    const [first, ...others] = this.#reports;
    const { summary } = this.#rule;
    if (first !== undefined) {
      const related = [...first.related, ...others.map(({ at, message }) => [at, message] as const)];
      return failed({ ...base, message: first.message, ...placesOf(first.at, subject, related) }, subject, summary);
    }
    if (this.#open !== undefined) {
      const { because } = this.#open;
      const message = undecided(subject, summary);
      return { ...base, kind: 'open', message, because, ...placesOf(this.#open, subject, []) };
    }
    return { ...base, kind: 'pass', message: '', ...placesOf(this.#decided ?? subject, subject, []) };
  }
}

type FailedVerdict = Omit<Verdict, 'kind'> & { readonly related: readonly RelatedLocation[] };

function failed(verdict: FailedVerdict, subject: Entity, summary: string): Verdict {
  const perhaps = perhapsBecause(subject.resource);
  if (perhaps === undefined) return { ...verdict, kind: 'fail' };
  const because = `it is not known whether '${subject.name}' is deployed: ${perhaps}`;
  return { ...verdict, kind: 'open', message: undecided(subject, summary), because };
}

function undecided({ name }: Entity, summary: string): string {
  return `Cannot tell for '${name}': ${summary}`;
}
