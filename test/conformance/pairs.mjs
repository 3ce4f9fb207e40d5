// Both sides of a pair expand to the same: a Bicep file and the template that the official compiler made of it, an ARM template and its
// decompiled Bicep, a parameter file and the official snapshot of it (../shared/corpus).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadExpander } from './expand/load-expander.mjs';

const LONGEST = 200;
/** Shapes of compiled templates changed over time: from here on they are what today's compiler writes. */
const FIRST_VERSION = [0, 30];
const KNOWN = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  subscriptionId: '00000000-1111-2222-3333-444444444444',
  resourceGroup: 'rg-pairs',
  managementGroup: 'contoso',
  location: 'westeurope',
  deploymentName: 'pairs',
};
/** Pairs whose two sides say different things themselves. */
const EXPLAINED = new Map([
  [
    'avm:avm/res/azure-stack-hci/virtual-hard-disk',
    'the template was compiled from an earlier Bicep file, with another API version',
  ],
  [
    'quickstart:quickstarts/microsoft.machinelearningservices/aifoundry-basics',
    'the template was compiled from another Bicep file, with apiProperties',
  ],
  [
    'quickstart:subscription-deployments/microsoft.network/virtual-network-manager-connectivity',
    'the loaded script had other line ends when it was compiled',
  ],
  [
    'decompiler:copyloop',
    'copyIndex() stands outside of its loop: the engine refuses the template, the decompiler mends it',
  ],
  ['decompiler:201-vm-copy-index-loops', 'the decompiled Bicep depends on a text (BCP034), which the compiler refuses'],
  ['decompiler:issue5455', 'the decompiled Bicep has a type `?` that the compiler refuses'],
  ['decompiler:nested-outer#test', 'the decompiled Bicep has a type `?` that the compiler refuses'],
]);
const DECIDING = new Set(['missing', 'extra', 'value', 'overclaim', 'vague']);

export async function run({ shared, only }) {
  const { compareSnapshots } = await import(pathToFileURL(join(shared, 'oracle/compare.mjs')).href);
  const expandCase = await loadExpander({ shared });
  const index = JSON.parse(readFileSync(join(shared, 'corpus/index.json'), 'utf8'));
  const counts = {};
  const lines = [];
  for (const item of index.items) {
    if (only !== undefined && !item.name.includes(only)) continue;
    const sides = sidesOf(item, shared, expandCase);
    if (sides === undefined) continue;
    const count = (counts[item.kind] ??= { same: 0, different: 0, explained: 0, skipped: 0 });
    if (sides === 'skipped' || sides.some(isIncomplete)) {
      count.skipped += 1;
      continue;
    }
    const difference = firstDifference(sides, compareSnapshots);
    const reason = EXPLAINED.get(item.name);
    count[difference === undefined ? 'same' : reason === undefined ? 'different' : 'explained'] += 1;
    if (difference !== undefined && reason !== undefined)
      lines.push(`  explained ${item.kind} ${item.name}: ${reason}`);
    else if (difference !== undefined) lines.push(`  ${item.kind} ${item.name}\n        ${difference}`);
  }
  const total = Object.values(counts);
  const passed = total.reduce((sum, { same }) => sum + same, 0);
  const failed = total.reduce((sum, { different }) => sum + different, 0);
  const heads = Object.entries(counts).map(
    ([kind, one]) =>
      `${kind}: ${one.same} same, ${one.different} different, ${one.explained} explained, ${one.skipped} left out`,
  );
  return { group: 'pairs', passed, failed, lines: [...heads, ...lines] };
}

/** The two expansions; `skipped` when a file or module is not there, or the compiler is too old; undefined for other kinds. */
function sidesOf(item, shared, expandCase) {
  const path = (file) => join(shared, 'corpus', file);
  const missing = Object.keys(item.unresolvedRefs ?? {}).length > 0 || (item.missingFiles ?? []).length > 0;
  const both = (first, second) =>
    [first, second].map((file) =>
      expandCase({ template: path(file), context: KNOWN, fill: 'known', fillFrom: path(first) }),
    );
  switch (item.kind) {
    case 'bicep-pair':
      if (missing || !isRecent(item.bicepVersion) || !existsSync(path(item.expected))) return 'skipped';
      return both(item.expected, item.entry);
    case 'arm-bicep-equivalent':
      return missing ? 'skipped' : both(item.entry, item.equivalent);
    case 'snapshot':
      return [JSON.parse(readFileSync(path(item.expected), 'utf8')), snapshot(item, path, expandCase)];
    default:
      return undefined;
  }
}

function snapshot({ entry, context = {} }, path, expandCase) {
  const using = /using\s+'([^']+)'/.exec(readFileSync(path(entry), 'utf8'))?.[1] ?? '';
  return expandCase({ template: join(path(entry), '..', using), parameters: path(entry), context });
}

function isRecent(version) {
  if (version === undefined || version === 'dev') return true;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return Number.isNaN(major) || major > FIRST_VERSION[0] || minor >= FIRST_VERSION[1];
}

/** A module that nobody has here. */
function isIncomplete({ diagnostics }) {
  return diagnostics.some((line) => line.includes(' module-not-restored:'));
}

function firstDifference([official, ours], compareSnapshots) {
  const refused = [official, ours].map(
    ({ predictedResources, diagnostics }) => predictedResources.length === 0 && diagnostics.length > 0,
  );
  if (refused[0] && refused[1]) return undefined;
  if (refused[0] || refused[1]) return `only one is refused: ${cut((refused[0] ? official : ours).diagnostics[0])}`;
  const { differences } = compareSnapshots(official, ours);
  const first = differences.find(({ kind }) => DECIDING.has(kind));
  if (first === undefined) return undefined;
  return `${first.kind} ${cut(first.at)}\n        first    ${cut(JSON.stringify(first.official))}\n        second   ${cut(JSON.stringify(first.ours))}`;
}

function cut(text) {
  return text === undefined || text.length <= LONGEST ? String(text) : `${text.slice(0, LONGEST)}...`;
}
