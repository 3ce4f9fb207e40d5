import type { Diagnostic } from '../text/diagnostic.ts';
import type { Location } from '../text/location.ts';
import type { Gap, Resource } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { TemplateLoader } from '../template/loader.ts';
import type { DeclaredGroups } from './declared-groups.ts';
import type { Budget, DeploymentInputs, ExtensionResource } from './evaluation.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { Env, Frame } from './frame.ts';
import type { Reading } from './reading.ts';
import type { InstanceFinder } from './find-instance.ts';
import type { InstanceSet } from './instance.ts';

/** One evaluation of one unit: its limits, what it found, and the one recursion that everything else is built on. */
export interface Session {
  readonly loader: TemplateLoader;
  readonly inputs: DeploymentInputs;
  /** What the unit is evaluated for. */
  readonly reading: Reading;
  readonly log: EvaluationLog;
  readonly groups: DeclaredGroups;
  /** The value of an expression; never throws. */
  evaluate(expression: Expression, env: Env): Value;
  /** A key for a symbol that is like no other. */
  freshIdentity(): string;
  /** Counts work; false when the budget of steps is used up. */
  spend(steps: number): boolean;
  /** Counts a nested deployment; false when there are too many. */
  countDeployment(at: Location): boolean;
  /** The instances of a declaration in a deployment, found out once. */
  instancesOf(frame: Frame, declaration: ResourceDeclaration): InstanceSet;
  /** Finds declared resources of a deployment by their ids and names. */
  finderOf(frame: Frame): InstanceFinder;
  /** The number of each `externalInput(...)` call of the parameter file. */
  readonly externalInputs: ReadonlyMap<Expression, number>;
  readonly budget: Budget;
}

/** What an evaluation has found so far: resources, diagnostics, gaps. */
export class EvaluationLog {
  readonly resources: Resource[] = [];
  readonly extensionResources: ExtensionResource[] = [];
  readonly gaps: Gap[] = [];
  /** Where the values of secure parameters are written. */
  readonly secrets: Location[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  readonly #seenGaps = new Set<string>();
  #tentative = 0;
  #hidden = 0;
  #attempt: { readonly depth: number; failed: boolean } | undefined;

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** How many failures were met in branches that perhaps are never taken. What they touched must not be remembered as evaluated. */
  get hidden(): number {
    return this.#hidden;
  }

  /** Notes a diagnostic, once per place; not while trying a branch that is perhaps never taken. Limits are always noted. */
  note(diagnostic: Diagnostic): void {
    if (this.#tentative > 0 && !diagnostic.code.startsWith('limit-')) {
      this.#hidden += 1;
      if (this.#attempt?.depth === this.#tentative) this.#attempt.failed = true;
      return;
    }
    const key = `${diagnostic.code} ${placeKey(diagnostic.at)} ${diagnostic.message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#diagnostics.push(diagnostic);
  }

  /** Notes, once, a part that could not be looked into. */
  gap(gap: Gap): void {
    const key = `${placeKey(gap.at)} ${gap.because}`;
    if (this.#seenGaps.has(key)) return;
    this.#seenGaps.add(key);
    this.gaps.push(gap);
  }

  /** Runs `action` tentatively and says whether it failed itself, which a branch in it that is perhaps never taken may without harm. */
  attempt<T>(action: () => T): { readonly value: T; readonly failed: boolean } {
    const outer = this.#attempt;
    const attempt = { depth: this.#tentative + 1, failed: false };
    this.#attempt = attempt;
    const value = this.tentatively(action);
    this.#attempt = outer;
    return { value, failed: attempt.failed };
  }

  /** Runs `action` as the branch of a condition that is unknown: what fails in there is no error. */
  tentatively<T>(action: () => T): T {
    this.#tentative += 1;
    const result = action();
    this.#tentative -= 1;
    return result;
  }
}

function placeKey(at: Location | undefined): string {
  if (at === undefined) return '';
  return at.kind === 'file' ? `${at.file.path}:${at.span.start}` : at.resourceId;
}
