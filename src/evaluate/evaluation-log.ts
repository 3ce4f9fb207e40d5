import type { Diagnostic } from '../text/diagnostic.ts';
import type { Location } from '../text/location.ts';
import type { Gap, Resource } from '../resource/resource.ts';
import type { ExtensionResource } from './evaluation.ts';

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
  /** Failures that were met in branches that perhaps are never taken. */
  #hidden = 0;
  #attempt: { readonly depth: number; failed: boolean } | undefined;

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
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

  /**
   * Finds something out that is to be kept; `keep` is told undefined when it must not be. What failed in a branch that is perhaps never
   * taken must fail aloud when it is surely needed: then it is found out again.
   */
  remember<T>(find: () => T, keep: (found: T | undefined) => void): T {
    const hidden = this.#hidden;
    const found = find();
    keep(this.#hidden === hidden ? found : undefined);
    return found;
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
