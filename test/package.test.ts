import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const project = mkdtempSync(join(tmpdir(), 'backuplint-package-'));
afterAll(() => rmSync(project, { recursive: true }));

/** Uses each entry point as a project does that has nothing else installed. */
const consumer = `
import { type Finding, lint, type LintResult, reporters } from 'backuplint';
import { defineRule } from 'backuplint/rule';
import { bicep, judgeSnippet, testRule } from 'backuplint/testing';

export const rule = defineRule({
  id: 'vault-far', for: 'vault', level: 'warning', summary: '', why: '', fix: '', references: [], controls: [],
  options: { most: { type: 'integer', default: 3, description: '' } },
  check(vault, { options, known, report }) {
    const region = known(vault.location);
    if (region !== undefined && options.most > 2) report(vault, vault.name);
    // @ts-expect-error: a vault has no such fact
    known(vault.distance);
  },
});
const { report }: LintResult = await lint({ paths: ['.'], workingDirectory: '.' });
const finding: Finding | undefined = report.findings[0];
// @ts-expect-error: a finding has no such property
console.log(reporters.keys(), finding?.distance, judgeSnippet(rule, bicep\`\`).length);
testRule((_name, run) => run(), rule, { valid: [], invalid: [], undecided: [] });
`;

/** What `npm publish` would send. */
function packedFiles(): readonly string[] {
  const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, stdio: 'pipe' });
  const [pack]: [{ files: readonly { path: string }[] }] = JSON.parse(answer.toString());
  return pack.files.map(({ path }) => path);
}

describe('the package', () => {
  const files = packedFiles();

  it('holds the program, its entry points and what they load', () => {
    const code = files.filter((path) => path.endsWith('.js') && !path.startsWith('dist/chunks/'));
    expect(code).toEqual(['backuplint', 'index', 'rule', 'testing'].map((name) => `dist/${name}.js`));
  });

  it('holds of the types only what its entry points name', () => {
    const packed = files.filter((path) => path.startsWith('dist/types/'));
    const named = packed.flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/'(\.[^']+)\.ts'/g)].map(([, target = '']) =>
        join(dirname(path), `${target}.d.ts`),
      ),
    );
    const entries = ['scan', 'rule', 'testing'].map((layer) => `dist/types/src/${layer}/index.d.ts`);
    expect(packed).toEqual([...new Set([...entries, ...named])].sort());
  });

  it.each([
    { module: 'node16', moduleResolution: 'node16' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ])('has types for a project with $moduleResolution', (options) => {
    mkdirSync(join(project, 'node_modules'), { recursive: true });
    rmSync(join(project, 'node_modules/backuplint'), { force: true });
    symlinkSync(root, join(project, 'node_modules/backuplint'), 'junction');
    const compilerOptions = {
      ...options,
      noEmit: true,
      strict: true,
      target: 'es2022',
      lib: ['es2023', 'dom'],
      types: [],
    };
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(project, 'consumer.ts'), consumer);
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });
});
