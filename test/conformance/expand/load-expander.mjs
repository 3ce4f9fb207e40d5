// Bundles the expander from the sources, so that conformance measures what is checked out.
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export async function loadExpander({ shared }) {
  const folder = resolve(here, '../../../node_modules/.cache/backuplint');
  mkdirSync(folder, { recursive: true });
  const outfile = resolve(folder, `expander-${process.pid}.mjs`);
  await build({
    entryPoints: [resolve(here, 'expander.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'error',
  });
  const { createExpander } = await import(pathToFileURL(outfile).href);
  const roots = [resolve(shared, 'corpus'), resolve(shared, 'oracle')];
  return createExpander(roots, resolve(shared, 'corpus/bicep-cache'));
}
