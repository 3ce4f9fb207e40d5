// Lints the corpus' roots in this process and prints what it took as JSON. Arguments: the shared folder; `--bicep` for Bicep roots only; `--warm` for the
// median of five more rounds, each with a loader of its own, after the one that starts cold.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildEstate,
  builtInRules,
  createDiskFiles,
  createTemplateLoader,
  createUnits,
  findRoots,
  readUnit,
  runRules,
} from '../../dist/internal.js';
import { median, peakBytes, ROUNDS } from './measure.mjs';

const [shared, ...flags] = process.argv.slice(2);
const corpus = join(shared, 'corpus');
const moduleCache = join(corpus, 'bicep-cache');
const index = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8'));
const wanted = flags.includes('--bicep') ? /\.bicep$/ : /\.(bicep|bicepparam|json)$/;
const paths = [...new Set(index.items.map((item) => item.entry))]
  .filter((entry) => wanted.test(entry ?? '') && !entry.startsWith('eval/'))
  .map((entry) => join(corpus, entry));

const cold = lintAll();
const rounds = flags.includes('--warm') ? Array.from({ length: ROUNDS }, lintAll) : [cold];
console.log(
  JSON.stringify({
    roots: paths.length,
    files: cold.read.size,
    bytes: [...cold.read.values()].reduce((sum, size) => sum + size, 0),
    paths: [...cold.read.keys()],
    verdicts: cold.verdicts,
    milliseconds: median(rounds.map((round) => round.milliseconds)),
    cpuMilliseconds: median(rounds.map((round) => round.cpuMilliseconds)),
    peakBytes: peakBytes(),
  }),
);

/** Reads, evaluates and judges each root; nothing is kept from an earlier round. */
function lintAll() {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
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
  const milliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { read, verdicts, milliseconds, cpuMilliseconds: (user + system) / 1000 };
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
