import type { Location } from './location.ts';

/** A diagnostic of level `error` makes a run incomplete (exit 3): something in scope could not be evaluated. */
export type DiagnosticLevel = 'error' | 'warning' | 'note';

/** What a reader or an evaluation says about bad input. It never throws at the user's text. */
export interface Diagnostic {
  /** Kebab-case and ours (listed in `docs/diagnostics.md`), or the official `BCPnnn` where there is one. */
  readonly code: string;
  readonly level: DiagnosticLevel;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly hint?: string;
  readonly at?: Location;
}
