import type { MultiformatMessageString, ReportingDescriptor } from 'sarif';
import type { Level } from '../rule/verdict.ts';
import type { RuleInfo } from './report.ts';

/** GitHub refuses longer texts. */
const longestDescription = 1024;
const mostTags = 10;

/** The rule of the results that stand for files which could not be evaluated. */
export const couldNotEvaluate: RuleInfo = {
  id: 'could-not-evaluate',
  level: 'error',
  summary: 'Every template in scope can be evaluated',
  why: 'What could not be read or evaluated was not judged: findings in it are missing, not fixed.',
  fix: 'Mend what the message names, then run backuplint again.',
  references: [],
  controls: [],
};

/**
 * Scores in the middle of GitHub's bands high and medium; a note has none.
 * https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const securitySeverity: Readonly<Record<Level, string | undefined>> = { error: '8.0', warning: '5.5', note: undefined };
const problemSeverity: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'recommendation' };

/** A rule as SARIF describes it: help in Markdown, tags and severities as GitHub code scanning reads them. */
export function sarifRule(rule: RuleInfo): ReportingDescriptor {
  const severity = securitySeverity[rule.level];
  const [helpUri] = rule.references;
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: atMost(sentence(rule.summary)) },
    fullDescription: { text: atMost(sentence(rule.why === '' ? rule.summary : rule.why)) },
    help: helpOf(rule),
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: rule.level },
    properties: {
      tags: ['security', 'azure', 'backup', ...rule.controls].slice(0, mostTags),
      precision: 'high',
      'problem.severity': problemSeverity[rule.level],
      ...(severity === undefined ? {} : { 'security-severity': severity }),
    },
  };
}

function helpOf(rule: RuleInfo): MultiformatMessageString {
  const parts = [
    { title: 'Why', body: rule.why },
    { title: 'How to fix', body: rule.fix },
    { title: 'References', body: rule.references.map((url) => `- <${url}>`).join('\n') },
    { title: 'Controls', body: rule.controls.map((control) => `- ${control}`).join('\n') },
  ].filter((part) => part.body !== '');
  const more = `backuplint explain ${rule.id}`;
  return {
    text: [rule.why, rule.fix, `More: ${more}`].filter((line) => line !== '').join('\n\n'),
    markdown: [...parts.map((part) => `## ${part.title}\n\n${part.body}`), `More: \`${more}\``].join('\n\n'),
  };
}

function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function atMost(text: string): string {
  return text.length <= longestDescription ? text : `${text.slice(0, longestDescription - 1)}…`;
}
