// Expands the oracle's `known` runs in this process, each on its own, and prints what it took as JSON. Argument: the shared folder.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expandTemplate } from '../../dist/internal.js';

const [shared] = process.argv.slice(2);
const items = JSON.parse(readFileSync(join(shared, 'oracle/index.json'), 'utf8')).items;
const started = performance.now();
let resources = 0;
for (const item of items.filter(({ runs }) => runs.known)) {
  const { managementGroupId, ...context } = item.runs.known.context;
  const { snapshot } = expandTemplate({
    template: join(shared, 'oracle', item.folder, item.runs.known.parameters),
    workingDirectory: shared,
    roots: [shared],
    moduleCache: join(shared, 'corpus/bicep-cache'),
    context: { ...context, ...(managementGroupId === undefined ? {} : { managementGroup: managementGroupId }) },
  });
  resources += snapshot.predictedResources.length;
}
const milliseconds = performance.now() - started;
console.log(JSON.stringify({ milliseconds, resources, peakBytes: process.resourceUsage().maxRSS * 1024 }));
