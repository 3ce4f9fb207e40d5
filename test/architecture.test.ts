import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The layers that the pipeline joins. */
const underScan = ['text', 'syntax', 'template', 'resource', 'evaluate', 'input', 'estate', 'rule', 'report', 'config'];

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
  scan: [...underScan, 'rules'],
  testing: [...underScan, 'scan'],
  cli: [...underScan, 'scan', 'rules'],
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
  yaml: ['src/config/', 'src/template/bicep/load/literal-from-yaml.ts'],
  yargs: ['src/cli/parse-arguments.ts'],
  'node:buffer': ['src/input/'],
  'node:crypto': ['src/text/digest.ts'],
  'node:fs': ['src/input/', 'src/config/load-config.ts', 'src/scan/open-templates.ts', 'src/cli/'],
  'node:fs/promises': ['src/input/'],
  'node:net': ['src/input/resource-graph/proxy-bypass.ts'],
  'node:os': ['src/scan/open-templates.ts'],
  'node:path': ['src/'],
  'node:stream': ['src/input/'],
  'node:stream/promises': ['src/input/'],
  'node:tls': ['src/input/resource-graph/trusting.ts'],
  'node:zlib': ['src/input/'],
  vitest: ['rules/'],
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function layerOf(file: string): string {
  const parts = file.split('/');
  return parts[0] === 'rules' ? 'rules' : (parts[1] ?? '');
}

/** What `import`, `export from`, `import()` and `getBuiltinModule()` name, in code: comments name nothing. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, '');
  const declared = text.matchAll(/^(?:import|export)\s(?:[^;'"]*?\bfrom\s*)?['"]([^'"]+)['"]/gm);
  // What is imported by an expression could be anything: it is nobody's.
  const loaded = text.matchAll(/\b(?:import|getBuiltinModule)\(\s*['"`]?([^'"`)]*)/g);
  return [...declared, ...loaded].map(([, target = '']) => target);
}

const files = [...sources(join(root, 'src')), ...sources(join(root, 'rules'))];

describe('layers', () => {
  it.each(files)('%s imports only what its layer may', (file) => {
    const layer = layerOf(file);
    const allowed = [layer, ...(mayImport[layer] ?? []), ...(file.endsWith('.test.ts') ? alsoInTests : [])];
    const imports = importsOf(file);
    const forbidden = imports
      .filter((target) => target.startsWith('.'))
      .map((target) => layerOf(posix.join(posix.dirname(file), target)))
      .filter((target) => !allowed.includes(target));
    const foreign = imports
      .filter((target) => !target.startsWith('.'))
      .filter((target) => !mayUse[target]?.some((place) => file === place || file.startsWith(place)));
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
