// Ten times as many random estates and fault scripts as `npm test` reads: the set of machines is exact, or the outcome is incomplete.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const scenarios = 20_000;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'backuplint-model-'));
  const outfile = join(folder, 'model-check.mjs');
  await build({
    entryPoints: [join(root, 'test/input/model-check.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const { checkScenario } = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true });
  const wrong = [];
  let complete = 0;
  for (let seed = 1; seed <= scenarios; seed++) {
    const result = await checkScenario(seed);
    if (result.wrong) wrong.push(`  ${result.wrong}`);
    if (result.complete) complete++;
  }
  return {
    group: `audit model (${complete} of ${scenarios} scenarios read completely, the others say that they are not)`,
    passed: scenarios - wrong.length,
    failed: wrong.length,
    lines: wrong.slice(0, 10),
  };
}
