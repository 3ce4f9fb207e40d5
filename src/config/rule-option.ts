import { Failure } from '../text/failure.ts';
import type { ConfigurableRule, RuleSetting } from './config.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { mistakesOfValue } from './validate-config.ts';

/**
 * Lays `--rule-option ID.KEY=VALUE` over the settings of a configuration; later ones win.
 *
 * @throws {Failure} when a rule or option does not exist or a value does not fit its schema.
 */
export async function withRuleOptions(
  settings: ReadonlyMap<string, RuleSetting>,
  ruleOptions: readonly string[],
  rules: readonly ConfigurableRule[],
): Promise<ReadonlyMap<string, RuleSetting>> {
  const result = new Map(settings);
  for (const ruleOption of ruleOptions) {
    const { rule, key, schema, text } = parseRuleOption(ruleOption, rules);
    const value = valueOf(text, schema);
    const [mistake] = await mistakesOfValue(schema, value);
    if (mistake !== undefined) throw new Failure(`--rule-option ${ruleOption}: ${mistake}`);
    const before = result.get(rule.id);
    result.set(rule.id, { ...before, options: { ...before?.options, [key]: value } });
  }
  return result;
}

function parseRuleOption(ruleOption: string, rules: readonly ConfigurableRule[]) {
  const match = /^([^.=]+)\.([^.=]+)=(.*)$/s.exec(ruleOption);
  if (!match) {
    throw new Failure(`--rule-option '${ruleOption}' is not ID.KEY=VALUE`, 'for example backup-retention.minDays=30');
  }
  const [, id = '', key = '', text = ''] = match;
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) {
    const ids = rules.map((candidate) => candidate.id);
    throw new Failure(`there is no rule '${id}'`, didYouMean(id, ids) ?? 'backuplint rules lists them');
  }
  const schema = Object.hasOwn(rule.options, key) ? rule.options[key] : undefined;
  if (!schema) {
    const keys = Object.keys(rule.options);
    const known = keys.length > 0 ? `its options are ${keys.join(', ')}` : 'it has no options';
    throw new Failure(`rule '${id}' has no option '${key}'`, didYouMean(key, keys) ?? known);
  }
  return { rule, key, schema, text };
}

/** A string stays as typed, a list may be written with commas, everything else is JSON. */
function valueOf(text: string, schema: object): unknown {
  const type: unknown = 'type' in schema ? schema.type : undefined;
  if (type === 'string') return text;
  if (type === 'array' && !text.startsWith('[')) return text === '' ? [] : text.split(',').map((item) => item.trim());
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
