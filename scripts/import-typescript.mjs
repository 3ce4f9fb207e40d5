// Node 20 imports no TypeScript: scripts, benches and conformance bundle what they need from the sources, so that what runs is what is checked out.
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Below `node_modules`, so that packages resolve. */
const folder = join(root, 'node_modules/.cache/backuplint');

/** Bundles a module, named by its path in the project, and gives the file that it became. The caller may remove it. */
export async function bundleTypeScript(module) {
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, `${basename(module, '.ts')}-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [module],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}

/** The exports of a module, named by its path in the project. */
export async function importTypeScript(module) {
  const file = await bundleTypeScript(module);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(file);
  }
}
