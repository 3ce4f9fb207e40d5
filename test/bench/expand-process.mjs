// Expands the oracle's `known` runs in this process, kept running with one loader as the CLI is, and prints what it took as JSON.
// Arguments: the shared folder; `--warm` for the median of five more rounds, each with a loader of its own, after the one that starts cold.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';
import { measureRounds } from './measure.mjs';

const [shared, ...flags] = process.argv.slice(2);
const moduleCache = join(shared, 'corpus/bicep-cache');
const cases = JSON.parse(readFileSync(join(shared, 'oracle/index.json'), 'utf8'))
  .items.filter(({ runs }) => runs.known)
  .map(({ folder, runs }) => ({
    path: join(shared, 'oracle', folder, runs.known.parameters),
    deployment: deploymentOf(runs.known.context),
  }));

const { createDiskFiles, createTemplateLoader, createUnits, evaluate, expand, findRoots, preflight } =
  await importTypeScript('test/bench/pipeline.ts');
const { first, cost } = measureRounds(expandAll, flags.includes('--warm'));
console.log(JSON.stringify({ resources: first, ...cost }));

/** Reads and expands each template, and counts their resources; nothing is kept from an earlier round. */
function expandAll() {
  const files = createDiskFiles({ roots: [shared], moduleCache, named: [] });
  const loader = createTemplateLoader(files, { moduleCache });
  let resources = 0;
  for (const { path, deployment } of cases) {
    const { roots } = findRoots({ paths: [path], roots: [shared], isExcluded: () => false }, files, loader);
    const units = createUnits(roots, {
      parameters: new Map(),
      environment: new Map(),
      contextsOf: () => [deployment],
    });
    for (const unit of units)
      resources += expand(evaluate(unit.root.template, unit.inputs, loader, { reading: preflight })).predictedResources
        .length;
  }
  return resources;
}

function deploymentOf({ managementGroupId, ...context }) {
  return { ...context, ...(managementGroupId === undefined ? {} : { managementGroup: managementGroupId }) };
}
