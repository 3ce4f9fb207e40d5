import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/diagnostics.md'), 'utf8');
const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| (\S.*?) \|/gm)].map(([, code = '', level = '']) => ({
  code,
  level,
}));

/** Layers that make diagnostics. */
const layers = ['text', 'syntax', 'template', 'evaluate', 'input', 'scan', 'rule', 'report'];

/** Words of the same shape that are no codes. A new word fails the test until it is written down, here or on the page. */
const otherWords: ReadonlySet<string> = new Set(
  [
    // Credentials and headers.
    'azure-cli azure-developer-cli azure-powershell env-token github-oidc managed-identity workload-identity',
    'api-version retry-after retry-after-ms x-ms-retry-after-ms x-ms-tenant-subscription-limit-hit',
    'x-ms-user-quota-remaining x-ms-user-quota-resets-after',
    // Encodings, tags, pragmas.
    'iso-8859-1 us-ascii utf-16 utf-16be utf-16le utf-32 utf-8 cm-resource-parent',
    'backuplint-disable disable-diagnostics disable-next-line restore-diagnostics',
    // Words of SARIF.
    'could-not-evaluate results-omitted security-severity backuplint-audit',
    // Kinds of files and damage; `saved-rows-` and the damage make a code.
    'broken-template columns-missing depth-cut',
  ].flatMap((words) => words.split(' ')),
);

describe('docs/diagnostics.md', () => {
  const sources = layers.flatMap((layer) => sourcesBelow(join(root, 'src', layer)));
  const words = new Set(sources.flatMap(wordsOf));

  it('describes each code once, by the alphabet in its section', () => {
    const codes = rows.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const section of page.split(/^## /m).slice(1)) {
      const listed = [...section.matchAll(/^\| `([a-z0-9-]+)`/gm)].map(([, code]) => code);
      expect(listed).toEqual(listed.toSorted((a = '', b = '') => a.localeCompare(b, 'en')));
    }
  });

  it('leaves none out', () => {
    const known = new Set([...rows.map(({ code }) => code), ...otherWords]);
    expect([...words].filter((word) => !known.has(word))).toEqual([]);
  });

  it('describes only what there is', () => {
    expect(rows.filter(({ code }) => !words.has(code.replace(/^saved-rows-(?=columns|depth)/, '')))).toEqual([]);
    expect([...otherWords].filter((word) => !words.has(word))).toEqual([]);
  });

  it('gives each a level', () => {
    expect(
      rows.filter(({ level }) => !/^(error|warning|note|as theirs|error; warning in a folder scan)$/.test(level)),
    ).toEqual([]);
  });
});

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Texts of lower-case words with hyphens, outside comments and imports. */
function wordsOf(source: string): string[] {
  const code = source.replaceAll(/^\s*\/?\*.*$|^\s*\/\/.*$|\bfrom '[^']*'/gm, '');
  return [...code.matchAll(/'([a-z][a-z0-9]*(?:-[a-z0-9]+)+)'/g)].map(([, word = '']) => word);
}
