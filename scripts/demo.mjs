// Lints examples/ as a user would: findings on the terminal, SARIF and JSON in out/. Ends with 0 although there are findings: it is a demo.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const args = [
  'lint',
  'examples',
  '--fail-on',
  'none',
  '-f',
  'text',
  '-f',
  'sarif=out/demo.sarif',
  '-f',
  'json=out/demo.json',
];

console.log(`$ backuplint ${args.join(' ')}\n`);
const { status } = spawnSync(process.execPath, [join(root, 'dist/backuplint.js'), ...args], {
  cwd: root,
  stdio: 'inherit',
});
console.log('\nThe same results are in out/demo.sarif (for code scanning) and out/demo.json (for scripts).');
process.exitCode = status ?? 2;
