// Ten times as many random estates and fault scripts as `npm test` reads: the set of machines is exact, or the outcome is incomplete.
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const scenarios = 20_000;

export async function run() {
  const { checkScenario } = await importTypeScript('test/input/model-check.ts');
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
