import type { SyntaxProblem } from '../syntax-problem.ts';

const maximumPerLevel = 100;

/** Collects problems, of each level no more than 100: a text that is no JSON at all would have one per character. Says when it left some out. */
export class ProblemList {
  readonly #kept: SyntaxProblem[] = [];
  readonly #counts = { error: 0, warning: 0 };

  add(problem: SyntaxProblem): void {
    const count = ++this.#counts[problem.level];
    if (count <= maximumPerLevel) this.#kept.push(problem);
  }

  /** The problems in the order of the text. */
  list(): readonly SyntaxProblem[] {
    const problems = this.#kept.toSorted((a, b) => a.span.start - b.span.start);
    for (const level of ['error', 'warning'] as const) {
      const more = this.#counts[level] - maximumPerLevel;
      const last = problems.findLast((problem) => problem.level === level);
      if (more > 0 && last !== undefined) {
        problems.push({
          ...last,
          code: 'json-more-problems',
          message: `${more} more ${level}s of this file are not listed`,
        });
      }
    }
    return problems;
  }
}
