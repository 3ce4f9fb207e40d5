import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Who may import whom: the law of the house. A new folder fails until it is written down here. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  syntax: ['text'],
  template: ['text', 'syntax'],
  resource: ['text'],
  evaluate: ['text', 'syntax', 'resource', 'template'],
  input: ['text', 'resource', 'syntax', 'template', 'evaluate'],
  estate: ['text', 'resource'],
  rule: ['text', 'resource', 'estate'],
  report: ['text', 'resource', 'rule'],
  config: ['text', 'resource', 'rule'],
  scan: ['text', 'syntax', 'template', 'resource', 'evaluate', 'input', 'estate', 'rule', 'report', 'config', 'rules'],
  testing: [
    'text',
    'syntax',
    'template',
    'resource',
    'evaluate',
    'input',
    'estate',
    'rule',
    'report',
    'config',
    'scan',
  ],
  cli: [
    'text',
    'syntax',
    'template',
    'resource',
    'evaluate',
    'input',
    'estate',
    'rule',
    'report',
    'config',
    'scan',
    'rules',
  ],
  rules: ['rule'],
};
const alsoInTests: readonly string[] = ['testing'];

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function layerOf(path: string): string {
  const parts = relative(root, path).split(sep);
  return parts[0] === 'rules' ? 'rules' : (parts[1] ?? '');
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => resolve(dirname(path), match[1] ?? ''));
}

describe('layers', () => {
  const files = [...sources(join(root, 'src')), ...sources(join(root, 'rules'))];

  it.each(files.map((file) => relative(root, file)))('%s imports only what its layer may', (name) => {
    const file = join(root, name);
    const layer = layerOf(file);
    const allowed = [...(mayImport[layer] ?? []), ...(file.endsWith('.test.ts') ? alsoInTests : [])];
    const forbidden = importsOf(file)
      .map(layerOf)
      .filter((target) => target !== layer && !allowed.includes(target));
    expect(Object.keys(mayImport)).toContain(layer);
    expect(forbidden).toEqual([]);
  });
});
