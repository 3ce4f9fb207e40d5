import type { Estate } from '../estate/estate.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Rule, RuleSettings } from './rule.ts';
import type { Verdict } from './verdict.ts';

export interface RuleRun {
  readonly verdicts: readonly Verdict[];
  /** One of level error for each rule that threw. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Judges an estate by rules; `settings` by rule id. A rule that throws is named in a diagnostic and gives no verdicts. With `onPass` what passes
 * has no verdict: the function is called with how many there are.
 */
export function runRules(
  rules: readonly Rule[],
  estate: Estate,
  settings: ReadonlyMap<string, RuleSettings> = new Map(),
  onPass?: (number: number) => void,
): RuleRun {
  const verdicts: Verdict[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const rule of rules) {
    try {
      let passed = 0;
      const count = onPass && (() => void passed++);
      for (const verdict of rule.evaluate(estate, settings.get(rule.id) ?? {}, count)) verdicts.push(verdict);
      onPass?.(passed);
    } catch (error) {
      diagnostics.push({
        code: 'rule-failed',
        level: 'error',
        message: `Rule '${rule.id}' threw an error: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'Report it to the author of the rule; its verdicts are missing from this run.',
      });
    }
  }
  return { verdicts, diagnostics };
}
