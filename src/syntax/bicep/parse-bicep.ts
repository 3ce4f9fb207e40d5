import type { SyntaxProblem } from '../syntax-problem.ts';
import type { BicepFile } from './nodes.ts';
import { ParametersParser } from './parameters-parser.ts';
import { TemplateParser } from './template-parser.ts';

/**
 * Reads a Bicep file (`template`) or a Bicep parameter file (`parameters`).
 *
 * @param text the whole text, without a byte order mark
 * @returns the tree, whole even where parts of it are missing, and what is wrong, in the order of the text, with the
 *   compiler's codes and words. Never throws.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */
export function parseBicep(
  text: string,
  kind: 'template' | 'parameters',
): { file: BicepFile; problems: readonly SyntaxProblem[] } {
  const parser = kind === 'template' ? new TemplateParser(text) : new ParametersParser(text);
  const file = parser.file();
  const problems = [...parser.tokenProblems, ...parser.problems];
  problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { file, problems: problems.filter((problem, i) => !isSame(problem, problems[i - 1])) };
}

/** Several unclosed brackets miss the same character at the same place; once is enough. */
function isSame(problem: SyntaxProblem, before: SyntaxProblem | undefined): boolean {
  return (
    before !== undefined &&
    before.message === problem.message &&
    before.span.start === problem.span.start &&
    before.span.end === problem.span.end
  );
}
