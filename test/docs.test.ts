import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { auditFlags, doctorFlags } from '../src/cli/audit-flags.ts';
import { lintFlags, readFlags, reportFlags, rulesFlags } from '../src/cli/flags.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['.', 'docs', ...readdirSync(join(root, 'rules')).map((rule) => `rules/${rule}`)].flatMap((folder) =>
  folder.endsWith('.ts')
    ? []
    : readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name)),
);

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

describe('the documentation', () => {
  it('names every flag', () => {
    const flags = { ...lintFlags, ...readFlags, ...auditFlags, ...doctorFlags, ...reportFlags, ...rulesFlags };
    const text = pages.map(read).join('\n');
    const unnamed = Object.keys(flags).filter((name) => !new RegExp(`--${name}(?![a-z-])`).test(text));
    expect(unnamed).toEqual([]);
  });

  it.each(pages)('%s links to files that are there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});
