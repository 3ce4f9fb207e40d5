// Lints the corpus' roots in this process and prints what it took as JSON. Arguments: the shared folder; `--bicep` for Bicep roots only; `--warm` for the
// median of five more rounds, each with a loader of its own, after the one that starts cold.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';
import { measureRounds } from './measure.mjs';

const [shared, ...flags] = process.argv.slice(2);
const corpus = join(shared, 'corpus');
const moduleCache = join(corpus, 'bicep-cache');
const index = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8'));
const wanted = flags.includes('--bicep') ? /\.bicep$/ : /\.(bicep|bicepparam|json)$/;
const paths = [...new Set(index.items.map((item) => item.entry))]
  .filter((entry) => wanted.test(entry ?? '') && !entry.startsWith('eval/'))
  .map((entry) => join(corpus, entry));

const pipeline = await importTypeScript('test/bench/pipeline.ts');
const { buildEstate, builtInRules, createDiskFiles, createTemplateLoader } = pipeline;
const { createUnits, findRoots, readUnit, runRules } = pipeline;
const { first, cost } = measureRounds(lintAll, flags.includes('--warm'));
console.log(
  JSON.stringify({
    roots: paths.length,
    files: first.read.size,
    bytes: [...first.read.values()].reduce((sum, size) => sum + size, 0),
    paths: [...first.read.keys()],
    verdicts: first.verdicts,
    ...cost,
  }),
);

/** Reads, evaluates and judges each root; nothing is kept from an earlier round. */
function lintAll() {
  const { files, read } = recordingFiles();
  const loader = createTemplateLoader(files, { moduleCache });
  let verdicts = 0;
  for (const path of paths) {
    const found = findRoots({ paths: [path], roots: [corpus], isExcluded: () => false }, files, loader);
    const units = createUnits(found.roots, { parameters: new Map(), environment: new Map(), contextsOf: () => [{}] });
    for (const unit of units) {
      const { inventory } = readUnit(unit, loader);
      const estate = buildEstate(inventory, { source: 'template', protectedBy: 'template' });
      verdicts += runRules(builtInRules, estate, new Map()).verdicts.length;
    }
  }
  return { read, verdicts };
}

/** The disk, with a note of each text that was read and its length. */
function recordingFiles() {
  const disk = createDiskFiles({ roots: [corpus], moduleCache, named: paths });
  const read = new Map();
  const text = (path) => {
    const result = disk.text(path);
    if (result.ok) read.set(result.value.path, result.value.text.length);
    return result;
  };
  const files = {
    bytes: (path) => disk.bytes(path),
    list: (path) => disk.list(path),
    exists: (path) => disk.exists(path),
    text,
  };
  return { files, read };
}
