import { builtInRules } from '../../rules/index.ts';
import { type Config, loadConfig, withRuleOptions } from '../config/index.ts';
import type { EstateSource } from '../estate/estate.ts';
import type { RuleInfo } from '../report/report.ts';
import { withDefaults } from '../rule/options.ts';
import { appliesTo, levelOf, type Rule, type RuleSettings } from '../rule/rule.ts';
import { Failure } from '../text/failure.ts';

/** The rules of a run, with their settings. */
export interface RuleSet {
  readonly config: Config;
  /** Those that are not off. */
  readonly rules: readonly Rule[];
  /** Options and levels by rule id. */
  readonly settings: ReadonlyMap<string, RuleSettings>;
  /** What reports say of the rules. */
  readonly infos: readonly RuleInfo[];
}

/** What the caller says of rules. */
export interface RuleSetOptions {
  readonly workingDirectory: string;
  readonly config?: string;
  readonly rules?: readonly Rule[];
  readonly ruleOptions?: readonly string[];
}

/**
 * The configuration and the rules that are to run under it.
 *
 * @throws {Failure} for a configuration with mistakes or an option that does not exist, or options that contradict each other.
 */
export async function loadRuleSet(options: RuleSetOptions, source: EstateSource): Promise<RuleSet> {
  const all = options.rules ?? builtInRules;
  const config = await loadConfig(
    { workingDirectory: options.workingDirectory, ...(options.config !== undefined && { path: options.config }) },
    all,
  );
  const configured = await withRuleOptions(config.rules, options.ruleOptions ?? [], all);
  for (const rule of all) refuseContradiction(rule, configured.get(rule.id)?.options);
  const rules = all.filter((rule) => appliesTo(rule, source) && configured.get(rule.id)?.level !== 'off');
  const settings = new Map(
    [...configured].flatMap(([id, setting]) => {
      const { level } = setting;
      return level === 'off'
        ? []
        : [[id, { options: setting.options, ...(level !== undefined && { level }) }] as const];
    }),
  );
  return { config, rules, settings, infos: rules.map((rule) => infoOf(rule, settings.get(rule.id), source)) };
}

/** Two options that no value can satisfy together would fail everything, for a reason that nobody sees. */
function refuseContradiction({ id, options }: Rule, given: RuleSettings['options']): void {
  const values: Readonly<Record<string, unknown>> = withDefaults(options, given);
  for (const [key, option] of Object.entries(options)) {
    const other = option.type === 'integer' ? option.atMost : undefined;
    if (other === undefined) continue;
    const [least, most] = [values[key], values[other]];
    if (typeof least !== 'number' || typeof most !== 'number' || least <= most) continue;
    throw new Failure(
      `the options of rule '${id}' contradict each other: ${key} is ${least}, ${other} is ${most}`,
      `make ${other} at least ${least}, or ${key} at most ${most}`,
    );
  }
}

function infoOf(rule: Rule, settings: RuleSettings | undefined, source: EstateSource): RuleInfo {
  const { id, summary, why, fix, references, controls } = rule;
  return { id, level: settings?.level ?? levelOf(rule, source), summary, why, fix, references, controls };
}
