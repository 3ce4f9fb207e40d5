import { readdirSync, readFileSync } from 'node:fs';
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

/** Which files may use a package, or the disk: `path` or `path/`. What is not here may be used by nobody. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  '@azure/arm-resourcegraph': ['src/input/resource-graph/'],
  '@azure/core-auth': ['src/input/resource-graph/'],
  '@azure/core-rest-pipeline': ['src/input/resource-graph/'],
  '@azure/identity': ['src/input/resource-graph/'],
  ajv: ['src/config/'],
  picocolors: ['src/report/text-style.ts'],
  picomatch: ['src/config/globs.ts'],
  sarif: ['src/report/'],
  yaml: ['src/config/', 'src/template/bicep/literal-from-file.ts'],
  yargs: ['src/cli/parse-arguments.ts'],
  'node:buffer': ['src/input/'],
  'node:crypto': ['src/evaluate/functions/hash.ts', 'src/report/'],
  'node:fs': ['src/input/', 'src/config/load-config.ts', 'src/scan/open-templates.ts', 'src/cli/'],
  'node:fs/promises': ['src/input/'],
  'node:os': ['src/scan/open-templates.ts'],
  'node:path': ['src/'],
  'node:stream': ['src/input/'],
  'node:stream/promises': ['src/input/'],
  'node:zlib': ['src/input/'],
  vitest: ['rules/'],
};

interface Import {
  readonly target: string;
  /** Nothing of it is left when the program runs. */
  readonly isType: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function layerOf(file: string): string {
  const parts = file.split('/');
  return parts[0] === 'rules' ? 'rules' : (parts[1] ?? '');
}

/** `import`, `export from` and `import()`, in code: comments hold none. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, '');
  const declared = [...text.matchAll(/^(?:import|export)\s([^;'"]*?)\bfrom\s*['"]([^'"]+)['"]/gm)].map(
    ([, names = '', target = '']) => ({ target, isType: /^type\b/.test(names) || onlyTypes(names) }),
  );
  // What is imported by an expression could be anything: it is nobody's.
  const others = [...text.matchAll(/^import\s*['"]([^'"]+)['"]|\bimport\(\s*['"`]?([^'"`)]*)/gm)].map(
    ([, effect, loaded]) => ({ target: effect ?? loaded ?? '', isType: false }),
  );
  return [...declared, ...others];
}

function onlyTypes(names: string): boolean {
  const listed = /^\{(.*)\}\s*$/s.exec(names)?.[1]?.split(',') ?? [''];
  return listed.every((name) => name.trim() === '' || name.trim().startsWith('type ')) && listed.length > 1;
}

function inHouse(file: string, imports: readonly Import[]): string[] {
  return imports
    .filter(({ target }) => target.startsWith('.'))
    .map(({ target }) =>
      relative(root, resolve(root, dirname(file), target))
        .split(sep)
        .join('/'),
    );
}

const files = [...sources(join(root, 'src')), ...sources(join(root, 'rules'))];
const importsByFile = new Map(files.map((file) => [file, importsOf(file)]));

describe('layers', () => {
  it.each(files)('%s imports only what its layer may', (file) => {
    const layer = layerOf(file);
    const imports = importsByFile.get(file) ?? [];
    const allowed = [...(mayImport[layer] ?? []), ...(file.endsWith('.test.ts') ? alsoInTests : [])];
    const forbidden = inHouse(file, imports)
      .map(layerOf)
      .filter((target) => target !== layer && !allowed.includes(target));
    const foreign = imports
      .filter(({ target }) => !target.startsWith('.'))
      .filter(({ target }) => !mayUse[target]?.some((place) => file === place || file.startsWith(place)));
    expect(Object.keys(mayImport)).toContain(layer);
    expect(forbidden).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it('are those of ARCHITECTURE.md', () => {
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const told = [...page.matchAll(/^\| `(?:src\/)?(\w+)(?:\/<id>\/)?` \|/gm)].map(([, layer]) => layer);
    expect(told).toEqual(Object.keys(mayImport));
  });
});

it('has no files that need each other when the program runs', () => {
  const needs = new Map(
    files.map((file) => [
      file,
      inHouse(
        file,
        (importsByFile.get(file) ?? []).filter(({ isType }) => !isType),
      ),
    ]),
  );
  expect(files.flatMap((file) => wayBack(file, needs) ?? [])).toEqual([]);
});

/** The files on a shortest way from a file back to itself. */
function wayBack(start: string, needs: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [file, way] of ways) {
    for (const next of needs.get(file) ?? []) {
      if (next === start) return way;
      if (!ways.has(next)) ways.set(next, [...way, next]);
    }
  }
  return undefined;
}
