// Real templates with a machine and backup added to them, against an independent judge (../shared/grafts), with and without a context.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const goal = 0.99;

export async function run({ shared, only }) {
  const { lint } = await importTypeScript('src/scan/index.ts');
  const folder = resolve(shared, 'grafts');
  const { cases } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  const totals = { passed: 0, failed: 0 };
  const recall = new Map();
  const lines = [];
  for (const graft of cases.filter(({ name }) => only === undefined || name.includes(only))) {
    for (const mode of ['accept', 'acceptInContext']) {
      const problems = await judge(graft, mode, { lint, shared, folder, recall });
      totals.passed += graft.verdicts.length - problems.length;
      totals.failed += problems.length;
      if (problems.length > 0)
        lines.push(`  ${graft.name} (${mode})`, ...problems.slice(0, 2).map((line) => `      ${line}`));
    }
  }
  const share = totals.passed / (totals.passed + totals.failed);
  const recallLines = [...recall]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, [right, all]]) => `  ${key}: ${right} of ${all}`);
  return {
    group: 'grafts',
    ...totals,
    met: share >= goal,
    lines: [`  accepted: ${(share * 100).toFixed(2)} %`, ...recallLines, ...lines],
  };
}

async function judge(graft, mode, { lint, shared, folder, recall }) {
  let verdicts = [];
  let diagnostics = [];
  try {
    const { report } = await lint({
      workingDirectory: folder,
      roots: [join(folder, graft.name)],
      paths: [join(folder, graft.parameters)],
      moduleCache: join(shared, 'corpus/bicep-cache'),
      ...(mode === 'accept' ? {} : { context: graft.context }),
      verdicts: true,
    });
    verdicts = report.verdicts ?? [];
    diagnostics = report.diagnostics;
  } catch (error) {
    diagnostics = [{ level: 'threw', message: error.stack }];
  }
  const problems = compare(graft.verdicts, mode, verdicts, recall);
  const notes = diagnostics
    .filter(({ level }) => level !== 'note')
    .slice(0, 1)
    .map(({ level, message }) => ` (${level}: ${message})`);
  return problems.map((problem) => problem + notes.join(''));
}

/**
 * Verdicts meet by rule and by the name of their subject; names that hold symbols on our side are handed out to what is left, the best
 * fitting kind first.
 */
function compare(expected, mode, verdicts, recall) {
  const left = new Set(verdicts);
  const pairs = expected.map((each) => ({
    each,
    found: take(left, each, ({ resource }) => same(resource.name, each.subject)),
  }));
  for (const pair of pairs.filter(({ found }) => found === undefined)) {
    const { each } = pair;
    pair.found = take(left, each, ({ kind }) => each[mode].includes(kind)) ?? take(left, each, () => true);
  }
  // The judge names every subject: a verdict about something else would be about nothing.
  for (const { ruleId, kind } of left) count(recall, `${mode} ${ruleId} ${kind} of no expected subject`, false);
  return pairs.flatMap(({ each, found }) => {
    const accepted = each[mode];
    const isRight = accepted.includes(found?.kind ?? null);
    if (accepted.length === 1) count(recall, `${mode} ${each.rule} ${accepted[0]}`, isRight);
    if (isRight) return [];
    const because = found?.because === undefined ? '' : ` (${found.because})`;
    return [
      `${each.rule} ${each.subject}: ${accepted.join('|')} expected, found ${found?.kind ?? 'nothing'}${because}`,
    ];
  });
}

function take(left, { rule }, fits) {
  const found = [...left].find((verdict) => verdict.ruleId === rule && fits(verdict));
  left.delete(found);
  return found;
}

function same(a, b) {
  return a.toLowerCase() === b.toLowerCase();
}

function count(recall, key, isRight) {
  const [right, all] = recall.get(key) ?? [0, 0];
  recall.set(key, [right + (isRight ? 1 : 0), all + 1]);
}
