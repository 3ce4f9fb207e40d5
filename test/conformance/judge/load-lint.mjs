// Bundles the scan pipeline from the sources, so that conformance measures what is checked out.
import { build } from 'esbuild';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

export async function loadLint() {
  const folder = resolve(root, 'node_modules/.cache/backuplint');
  mkdirSync(folder, { recursive: true });
  const outfile = resolve(folder, `lint-${process.pid}.mjs`);
  await build({
    entryPoints: [resolve(root, 'src/scan/index.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    define: { BACKUPLINT_VERSION: '"conformance"' },
    outfile,
    logLevel: 'error',
  });
  const { lint } = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  return lint;
}
