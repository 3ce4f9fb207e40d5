import { builtInRules } from '../../rules/index.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { levelOf, type Rule } from '../rule/rule.ts';
import { Failure } from '../text/failure.ts';
import type { ExitCode } from './exit-code.ts';
import type { RulesFlags } from './command.ts';
import type { Host } from './host.ts';

/** `backuplint rules`: the list, for people or as JSON. */
export function rulesCommand(flags: RulesFlags, host: Host): ExitCode {
  host.stdout.write(
    flags.format === 'json' ? `${JSON.stringify(builtInRules.map(dataOf), null, 2)}\n` : listOf(builtInRules),
  );
  return 0;
}

/**
 * `backuplint explain <rule>`: everything about one rule.
 *
 * @throws {Failure} when there is no such rule.
 */
export function explainCommand(id: string, host: Host): ExitCode {
  const rule = builtInRules.find((candidate) => candidate.id === id);
  if (!rule) {
    const ids = builtInRules.map((candidate) => candidate.id);
    throw new Failure(`there is no rule '${id}'`, didYouMean(id, ids) ?? 'backuplint rules lists them');
  }
  host.stdout.write(pageOf(rule));
  return 0;
}

function dataOf({ id, level, only, summary, why, fix, references, controls, options, for: subject }: Rule) {
  return {
    id,
    for: subject,
    ...(only !== undefined && { only }),
    level,
    summary,
    why,
    fix,
    references,
    controls,
    options,
  };
}

function listOf(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => [rule.id, levelsOf(rule), rule.summary] as const);
  const [idWidth, levelWidth] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    ([id, levels, summary]) => `${id.padEnd(idWidth ?? 0)}  ${levels.padEnd(levelWidth ?? 0)}  ${summary}`,
  );
  return `${lines.join('\n')}\n`;
}

/** `warning`, `warning (audit only)`, or the level in templates and that in running subscriptions. */
function levelsOf(rule: Rule): string {
  if (rule.only !== undefined) {
    return `${levelOf(rule, rule.only)} (${rule.only === 'live' ? 'audit' : 'lint'} only)`;
  }
  const [template, live] = [levelOf(rule, 'template'), levelOf(rule, 'live')];
  return template === live ? template : `${template}, ${live} in audits`;
}

function pageOf(rule: Rule): string {
  const [template, live] = [levelOf(rule, 'template'), levelOf(rule, 'live')];
  const level = template === live ? template : `${template} in templates, ${live} in running subscriptions`;
  const options = Object.entries(rule.options).map(
    ([key, option]) => `  ${key} (default ${JSON.stringify(option.default)}): ${option.description}`,
  );
  const sections = [
    `${rule.id}\n${rule.summary}\n\nLevel: ${level}${rule.only === 'live' ? '\nJudges running subscriptions only (backuplint audit)' : ''}`,
    `Why\n${indented(rule.why)}`,
    `How to fix it\n${indented(rule.fix)}`,
    ...(options.length > 0 ? [`Options (--rule-option ${rule.id}.NAME=VALUE)\n${options.join('\n')}`] : []),
    ...(rule.controls.length > 0 ? [`Controls\n  ${rule.controls.join(', ')}`] : []),
    `Read more\n${rule.references.map((reference) => `  ${reference}`).join('\n')}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
