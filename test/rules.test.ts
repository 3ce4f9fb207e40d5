import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { builtInRules } from '../rules/index.ts';
import { levelOf } from '../src/rule/rule.ts';
import templateRule from '../rules/_template/_template.ts';
import { judgeSnippet, parseSnippet } from '../src/testing/index.ts';

const folder = fileURLToPath(new URL('../rules', import.meta.url));
const folders = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

it('lists the rule of each folder, by id', () => {
  const ids = builtInRules.map(({ id }) => id);
  expect(ids).toEqual(folders.filter((name) => name !== templateRule.id).sort());
});

it('are in the README, with their levels in templates or live', () => {
  const readme = readFileSync(join(folder, '../README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| \[`([\w-]+)`\]\(rules\/\1\/README\.md\) \| (\w+) \|/gm)];
  const told = new Map(rows.map(([, id = '', level = '']) => [id, level]));
  const levels = builtInRules.map((rule) => [rule.id, levelOf(rule, rule.only ?? 'template')] as const);
  expect(told).toEqual(new Map(levels));
});

describe.each([...builtInRules, templateRule])('$id', (rule) => {
  const page = readFileSync(join(folder, rule.id, 'README.md'), 'utf8');

  it('has its id as its title', () => {
    expect(page.startsWith(`# ${rule.id}\n`)).toBe(true);
  });

  it.each(['Fails', 'Passes'])('shows what %s', (heading) => {
    const examples = examplesUnder(page, heading);
    expect(examples).toHaveLength(1);
    const language = rule.only === 'live' ? 'rows' : 'bicep';
    const kinds = judgeSnippet(rule, parseSnippet(language, examples[0] ?? '')).map(({ kind }) => kind);
    expect(kinds).toEqual([heading === 'Fails' ? 'fail' : 'pass']);
  });

  it('says what, why and what to do in whole sentences, with sources', () => {
    expect(rule.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].*\.$/);
    expect(rule.fix).toMatch(/^[A-Z].*\.$/);
    expect(rule.references.length).toBeGreaterThan(0);
    expect(rule.references.every((url) => url.startsWith('https://learn.microsoft.com/'))).toBe(true);
  });

  it('has a default and a description for each option', () => {
    for (const option of Object.values(rule.options)) {
      expect(option.default).toBeDefined();
      expect(option.description).toMatch(/\.$/);
    }
  });
});

/** The blocks of Bicep, or of rows, between a heading of the second level and the next. */
function examplesUnder(page: string, heading: string): readonly string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/```(?:bicep|json)\n(.*?)```/gs)].map(([, code = '']) => code);
}
