// Our `expand` against the answers of Azure's own engine (../shared/oracle), graded by the measuring stick that lies there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadExpander } from './expand/load-expander.mjs';

const RUNS = ['known', 'bare', 'inputs'];
const GRADES = ['exact', 'spelling', 'imprecise', 'wrong', 'refused'];
/** The kinds of difference that make a grade. */
const DECIDING = { spelling: ['spelling'], imprecise: ['vague'], wrong: ['missing', 'extra', 'value', 'overclaim'] };
const LONGEST = 160;
const KNOWN = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  subscriptionId: '00000000-1111-2222-3333-444444444444',
  resourceGroup: 'rg-oracle',
  managementGroup: 'contoso',
  location: 'westeurope',
  deploymentName: 'oracle',
};

export async function run({ shared, only }) {
  const { compareSnapshots } = await import(pathToFileURL(join(shared, 'oracle/compare.mjs')).href);
  const expandCase = await loadExpander({ shared });
  const index = JSON.parse(readFileSync(join(shared, 'oracle/index.json'), 'utf8'));
  const selected = (item) => only === undefined || item.name.includes(only);
  const isHere = (item) => existsSync(join(shared, 'corpus', item.template));
  const counts = Object.fromEntries(RUNS.map((name) => [name, Object.fromEntries(GRADES.map((grade) => [grade, 0]))]));
  const failures = [];
  for (const item of index.items.filter((item) => selected(item) && isHere(item))) {
    for (const [name, one] of Object.entries(item.runs)) {
      const official = JSON.parse(readFileSync(join(shared, 'oracle', item.folder, one.expected), 'utf8'));
      const ours = expandOne(expandCase, shared, item, one);
      const { grade, first } = gradeOf(official, ours, compareSnapshots);
      counts[name][grade] += 1;
      if (grade === 'exact') continue;
      // A difference in spelling alone is counted; which expression it is matters to who looks for it.
      if (grade !== 'spelling' || only !== undefined) failures.push({ name, item, grade, first });
    }
  }
  const refusals = checkRefusals(expandCase, shared, index, selected);
  return summarise(counts, failures, refusals);
}

function expandOne(expandCase, shared, item, one) {
  const { managementGroupId, ...context } = one.context;
  return expandCase({
    template: join(shared, 'corpus', item.template),
    parameters: join(shared, 'oracle', item.folder, one.parameters),
    context: { ...context, ...(managementGroupId === undefined ? {} : { managementGroup: managementGroupId }) },
  });
}

function gradeOf(official, ours, compareSnapshots) {
  const { grade, differences } = compareSnapshots(official, ours);
  if (grade === 'exact') return { grade, first: '' };
  const empty = ours.predictedResources.length === 0 && Object.keys(ours.outputs).length === 0;
  if (empty && ours.diagnostics.length > 0) return { grade: 'refused', first: ours.diagnostics[0] };
  const difference = differences.find(({ kind }) => DECIDING[grade].includes(kind));
  const shown = [difference.official, difference.ours].map((value) => cut(JSON.stringify(value)));
  return {
    grade,
    first: `${difference.kind} ${cut(difference.at)}\n        official ${shown[0]}\n        ours     ${shown[1]}`,
  };
}

/**
 * What the engine refuses, we refuse too, or it is unknown. Where the oracle holds no parameter file (it refused every run), required
 * parameters are filled in as its README says.
 */
function checkRefusals(expandCase, shared, index, selected) {
  const items = new Map(index.items.map((item) => [item.name, item]));
  const corpus = JSON.parse(readFileSync(join(shared, 'corpus/index.json'), 'utf8'));
  const cases = new Map(corpus.items.map((one) => [one.name, one]));
  const result = { refused: 0, unknown: 0, missed: [], missing: 0 };
  for (const refusal of index.refused.filter(selected)) {
    const ours = expandRefused(expandCase, shared, refusal, items.get(refusal.name), cases.get(refusal.name));
    if (ours === undefined) result.missing += 1;
    else if (ours.diagnostics.length > 0) result.refused += 1;
    else if (/"\[[^[]/.test(JSON.stringify(ours))) result.unknown += 1;
    else result.missed.push(refusal);
  }
  return result;
}

function expandRefused(expandCase, shared, { run: runName }, item, entry) {
  const file = `${runName === 'inputs' ? 'inputs' : 'known'}.bicepparam`;
  const folder = item === undefined ? undefined : join(shared, 'oracle', item.folder);
  const template = item?.template ?? templateOf(entry);
  if (template === undefined || !existsSync(join(shared, 'corpus', template))) return undefined;
  const parameters = folder !== undefined && existsSync(join(folder, file)) ? join(folder, file) : undefined;
  return expandCase({
    template: join(shared, 'corpus', template),
    context: runName === 'known' ? KNOWN : {},
    fill: runName,
    ...(parameters === undefined ? {} : { parameters }),
  });
}

function templateOf(entry) {
  const file = entry?.entry ?? entry?.template;
  if (file === undefined) return undefined;
  return entry.dir === undefined ? file : join(entry.dir, file);
}

function cut(text) {
  return text === undefined || text.length <= LONGEST ? String(text) : `${text.slice(0, LONGEST)}...`;
}

function summarise(counts, failures, refusals) {
  const lines = [`run      ${GRADES.map((grade) => grade.padStart(10)).join('')}   exact  exact+spelling`];
  let passed = 0;
  let total = 0;
  let met = true;
  for (const name of RUNS) {
    const sum = GRADES.reduce((all, grade) => all + counts[name][grade], 0);
    const { exact, spelling, wrong } = counts[name];
    passed += exact + spelling;
    total += sum;
    met &&= wrong === 0 && (name !== 'known' || exact >= 0.99 * sum);
    lines.push(
      `${name.padEnd(9)}${GRADES.map((grade) => String(counts[name][grade]).padStart(10)).join('')}  ${percent(exact, sum)}  ${percent(exact + spelling, sum)}`,
    );
  }
  const asked = refusals.refused + refusals.unknown + refusals.missed.length;
  lines.push(
    `refused by the engine: ${refusals.refused} refused by us too, ${refusals.unknown} unknown, ${refusals.missed.length} missed (${refusals.missing} have no template here)`,
  );
  met &&= passed >= 0.99 * total && asked - refusals.missed.length >= 0.95 * asked;
  for (const { name, item, grade, first } of failures) lines.push(`  ${grade} ${name} ${item.name}\n        ${first}`);
  for (const { name, run: runName, message } of refusals.missed)
    lines.push(`  not refused: ${runName} ${name}\n        ${cut(message)}`);
  return { group: 'oracle', passed, failed: total - passed, lines, met };
}

function percent(part, whole) {
  return whole === 0 ? '      -' : `${((100 * part) / whole).toFixed(2)} %`.padStart(8);
}
