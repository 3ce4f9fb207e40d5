// Writes what is derived from the code: schemas/ and docs/. With --check it writes nothing and fails when a file is not up to date.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './import-typescript.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Each generated file, the module it comes from, and the text made of that module's exports. */
const generators = [
  {
    file: 'schemas/report.schema.json',
    module: 'src/report/report-schema.ts',
    text: ({ reportSchema }) => json(reportSchema),
  },
  {
    file: 'schemas/config.schema.json',
    module: 'src/scan/config-file-schema.ts',
    text: ({ configFileSchema }) => json(configFileSchema),
  },
];

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const check = process.argv.includes('--check');
let stale = 0;
for (const { file, module, text } of generators) {
  const wanted = text(await importTypeScript(module));
  const path = join(root, file);
  const current = await readFile(path, 'utf8').catch(() => undefined);
  if (current === wanted) continue;
  if (check) {
    stale += 1;
    console.error(`${file} is not up to date; run: npm run generate`);
    continue;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
  console.log(`wrote ${file}`);
}
if (stale > 0) process.exitCode = 1;
