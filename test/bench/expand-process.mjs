// Expands the oracle's `known` runs in this process, kept running with one loader as the CLI is, and prints what it took as JSON.
// Arguments: the shared folder, and where the bundle is (default: dist).
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { peakBytes } from './measure.mjs';

const [shared, dist = resolve(import.meta.dirname, '../../dist')] = process.argv.slice(2);
const { createDiskFiles, createTemplateLoader, createUnits, evaluate, expand, findRoots } = await import(
  pathToFileURL(join(dist, 'internal.js')).href
);
const items = JSON.parse(readFileSync(join(shared, 'oracle/index.json'), 'utf8')).items.filter(
  ({ runs }) => runs.known,
);
const moduleCache = join(shared, 'corpus/bicep-cache');
const cpuBefore = process.cpuUsage();
const started = performance.now();
const files = createDiskFiles({ roots: [shared], moduleCache, named: [] });
const loader = createTemplateLoader(files, { moduleCache });
let resources = 0;
for (const item of items) {
  const { managementGroupId, ...context } = item.runs.known.context;
  const path = join(shared, 'oracle', item.folder, item.runs.known.parameters);
  const { roots } = findRoots({ paths: [path], roots: [shared], isExcluded: () => false }, files, loader);
  const deployment = { ...context, ...(managementGroupId === undefined ? {} : { managementGroup: managementGroupId }) };
  const units = createUnits(roots, { parameters: new Map(), environment: new Map(), contextsOf: () => [deployment] });
  for (const unit of units) {
    resources += expand(evaluate(unit.root.template, unit.inputs, loader)).predictedResources.length;
  }
}
const milliseconds = performance.now() - started;
const cpu = process.cpuUsage(cpuBefore);
const cpuMilliseconds = (cpu.user + cpu.system) / 1000;
console.log(JSON.stringify({ milliseconds, cpuMilliseconds, resources, peakBytes: peakBytes() }));
