// Lints the corpus' roots in this process and prints what it took as JSON. Arguments: the shared folder, `--bicep` for Bicep roots only.
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
import { peakBytes } from './measure.mjs';

const [shared, only] = process.argv.slice(2);
const corpus = join(shared, 'corpus');
const moduleCache = join(corpus, 'bicep-cache');
const index = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8'));
const wanted = only === '--bicep' ? /\.bicep$/ : /\.(bicep|bicepparam|json)$/;
const paths = [...new Set(index.items.map((item) => item.entry))]
  .filter((entry) => wanted.test(entry ?? '') && !entry.startsWith('eval/'))
  .map((entry) => join(corpus, entry));

const files = createDiskFiles({ roots: [corpus], moduleCache, named: paths });
const read = new Map();
const recording = {
  bytes: (path) => files.bytes(path),
  list: (path) => files.list(path),
  exists: (path) => files.exists(path),
  text(path) {
    const result = files.text(path);
    if (result.ok) read.set(result.value.path, result.value.text.length);
    return result;
  },
};

const cpuBefore = process.cpuUsage();
const started = performance.now();
const loader = createTemplateLoader(recording, { moduleCache });
let verdicts = 0;
for (const path of paths) {
  const found = findRoots({ paths: [path], roots: [corpus], isExcluded: () => false }, recording, loader);
  const units = createUnits(found.roots, { parameters: new Map(), environment: new Map(), contextsOf: () => [{}] });
  for (const unit of units) {
    const { inventory } = readUnit(unit, loader);
    const estate = buildEstate(inventory, { source: 'template', protectedBy: 'template' });
    verdicts += runRules(builtInRules, estate, new Map()).verdicts.length;
  }
}
const milliseconds = performance.now() - started;
const cpu = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({
    roots: paths.length,
    files: read.size,
    bytes: [...read.values()].reduce((sum, size) => sum + size, 0),
    paths: [...read.keys()],
    verdicts,
    milliseconds,
    cpuMilliseconds: (cpu.user + cpu.system) / 1000,
    peakBytes: peakBytes(),
  }),
);
