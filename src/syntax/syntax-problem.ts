import type { Span } from '../text/source-file.ts';

/** What a reader found wrong, at offsets of the text it was given; the template layer turns it into a `Diagnostic`. */
export interface SyntaxProblem {
  /** `BCPnnn` where the official compiler has one; else kebab-case. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly span: Span;
  readonly level: 'error' | 'warning';
}
