// Bundles the command line and the library entry points into dist/, with types and third-party notices. Runs from npm's `prepare`.
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { declareTypes } from './declare-types.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

// Packages that are CommonJS inside ask for `require`, which an ES module does not have. What is not in the bundle are modules of Node.
const banner = 'const require=process.getBuiltinModule;';

// `yaml` has its ES modules where browsers look for them. Of them only what is used gets into the bundle, of CommonJS all of it.
const alias = { yaml: './node_modules/yaml/browser/dist/index.js' };

// Built beside its place and moved there at the end, so that nobody finds half a build.
const unfinished = join(root, `out/build-${process.pid}`);

async function bundle() {
  const entryPoints = {
    backuplint: 'src/cli/main.ts',
    index: 'src/scan/index.ts',
    rule: 'src/rule/index.ts',
    testing: 'src/testing/index.ts',
  };
  const result = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: unfinished,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: banner },
    alias,
    define: { BACKUPLINT_VERSION: JSON.stringify(version) },
    // A good part of the start-up is reading code. Names stay, and lines that a terminal can show: both are in the report of a bug.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    metafile: true,
    logLevel: 'warning',
  });
  await chmod(join(unfinished, 'backuplint.js'), 0o755);
  await writeFile(join(unfinished, 'THIRD-PARTY-NOTICES.txt'), await notices(Object.keys(result.metafile.inputs)));
}

/** The licence of every package that went into the bundle. */
async function notices(inputs) {
  const folders = inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
  const sections = [];
  for (const folder of [...new Set(folders)].sort((a, b) => a.localeCompare(b, 'en'))) {
    const manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE'].find((name) =>
      existsSync(join(root, folder, name)),
    );
    const text = file ? await readFile(join(root, folder, file), 'utf8') : 'No licence file in the package.';
    sections.push(`${manifest.name} ${manifest.version} (${manifest.license})\n\n${text.trim()}\n`);
  }
  sections.push(
    'Azure.Bicep.Types.Az (MIT)\n\nCopyright (c) Microsoft Corporation. The spelling of resource types was taken from it.\n',
  );
  return `backuplint contains the following packages.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

try {
  await mkdir(unfinished, { recursive: true });
  // A mistake in the types fails the build, but the program is there to try out all the same.
  const [, types] = await Promise.all([bundle(), declareTypes(join(unfinished, 'types')).catch((error) => error)]);
  if (types instanceof Error) {
    console.error(types.message);
    process.exitCode = 1;
  }
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await rename(unfinished, join(root, 'dist'));
} finally {
  await rm(unfinished, { recursive: true, force: true });
}
