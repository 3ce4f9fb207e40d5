// Type declarations of the library entry points, and nothing else: what no entry point names stays out of the package.
import { spawn } from 'node:child_process';
import { cp, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const project = join(root, 'scripts/tsconfig.types.json');

/** Writes them into a folder. Rejects when the sources have a mistake in their types. */
export async function declareTypes(folder) {
  const all = `${folder}-all`;
  try {
    await compile(all);
    const { files } = JSON.parse(await readFile(project, 'utf8'));
    const named = await reachableFrom(files.map((file) => join(all, declarationOf(relative('..', file)))));
    for (const file of named) await cp(file, join(folder, relative(all, file)));
  } finally {
    await rm(all, { recursive: true, force: true });
  }
}

/** The compiler declares every file that the entry points import, though most are seen in no declaration. */
function compile(folder) {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [compiler, '--project', project, '--outDir', folder], {
      cwd: root,
      stdio: 'inherit',
    });
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`tsc ended with ${code}`))));
  });
}

/** The declarations that some already read, and what they import in turn. */
async function reachableFrom(entries) {
  const found = new Set(entries);
  for (const file of found) {
    const text = await readFile(file, 'utf8');
    for (const [, target] of text.matchAll(/\b(?:from|import)[\s(]*'(\.[^']+)'/g))
      found.add(join(dirname(file), declarationOf(target)));
  }
  return found;
}

function declarationOf(module) {
  return module.replace(/\.ts$/, '.d.ts');
}
