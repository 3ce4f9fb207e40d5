// Runs the conformance groups: our answers against the official compiler's, the deployment engine's and independent judges', as kept in
// the sibling folder `../shared` (or $BACKUPLINT_SHARED). Without that folder there is nothing to compare with, and it says so.
//   npm run conformance [-- GROUP...]
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const shared = process.env.BACKUPLINT_SHARED ?? resolve(here, '../../../shared');
const wanted = process.argv.slice(2);
const groups = readdirSync(here)
  .filter((name) => name.endsWith('.mjs') && name !== 'run.mjs')
  .map((name) => basename(name, '.mjs'))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort();

if (!existsSync(shared)) {
  console.log(`Skipped: ${groups.join(', ')} (there is no ${shared} to compare with)`);
} else {
  let passed = 0;
  let failed = 0;
  for (const name of groups) {
    const { run } = await import(pathToFileURL(join(here, `${name}.mjs`)).href);
    const result = await run({ shared });
    console.log(`\n== ${result.group}: ${result.passed} of ${result.passed + result.failed}`);
    for (const line of result.lines) console.log(line);
    passed += result.passed;
    failed += result.failed;
    // A group may set its own goal (`met`); without one, every case must pass.
    if (!(result.met ?? result.failed === 0)) process.exitCode = 1;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
}
