// Verdicts on real templates against those judged by hand (../shared/corpus/judged.json).
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';

export async function run({ shared, only }) {
  const { lint } = await importTypeScript('src/scan/index.ts');
  const corpus = resolve(shared, 'corpus');
  const { templates } = JSON.parse(readFileSync(join(corpus, 'judged.json'), 'utf8'));
  const lines = [];
  const recall = new Map();
  let passed = 0;
  let failed = 0;
  for (const entry of templates) {
    if (only !== undefined && !entry.id.includes(only)) continue;
    const differences = await judge(entry, corpus, lint, recall);
    if (differences.length === 0) passed += 1;
    else failed += 1;
    if (differences.length > 0) lines.push(`  ${entry.id}`, ...differences.map((line) => `      ${line}`));
  }
  return { group: 'judged templates', passed, failed, lines: [...recallLines(recall), ...lines] };
}

async function judge(entry, corpus, lint, recall) {
  const { folder, isCopy } = prepare(entry, corpus);
  try {
    const { report } = await lint({
      workingDirectory: folder,
      roots: [folder],
      paths: [join(folder, entry.entry)],
      moduleCache: join(corpus, 'bicep-cache'),
      parameters: parametersOf(entry, folder),
      verdicts: true,
    });
    return entry.findings.flatMap((expected) => {
      const problem = compare(expected, report.verdicts ?? []);
      count(recall, `${expected.rule} ${expected.verdict}`, problem === undefined);
      if (problem === undefined) return [];
      return [problem, ...report.diagnostics.slice(0, 3).map(({ level, message }) => `  (${level}: ${message})`)];
    });
  } catch (error) {
    return [`threw ${error.stack}`];
  } finally {
    if (isCopy) rmSync(folder, { recursive: true });
  }
}

/** The corpus as it is, or a copy of the entry's folder with its edits. */
function prepare(entry, corpus) {
  if (!entry.edits?.length) return { folder: corpus, isCopy: false };
  const folder = mkdtempSync(join(tmpdir(), 'judged-'));
  for (const name of new Set([entry.entry, ...entry.edits.map(({ file }) => file)])) {
    cpSync(join(corpus, dirname(name)), join(folder, dirname(name)), { recursive: true });
  }
  for (const { file, find, from, replace, to } of entry.edits) {
    const path = join(folder, file);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(find ?? from, () => replace ?? to),
    );
  }
  return { folder, isCopy: true };
}

function parametersOf(entry, folder) {
  const values = Object.entries(entry.parameters ?? {}).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [...(entry.parameterFile ? [join(folder, entry.parameterFile)] : []), ...values];
}

const kinds = { unknown: 'open', 'not-applicable': undefined, pass: 'pass', fail: 'fail' };

/** Undefined when the verdicts of the rule at the judged line are as judged. */
function compare({ rule, verdict, accept = [], file, line, count: instances }, verdicts) {
  const accepted = [verdict, ...accept].map((word) => kinds[word]);
  const ofRule = verdicts.filter(({ ruleId }) => ruleId === rule);
  const here = line === undefined ? ofRule : ofRule.filter((each) => startsAt(each, file, line));
  const at = line === undefined ? 'anywhere' : `at line ${line}`;
  const found = here.length > 0 || accepted.includes('fail') || verdict === 'not-applicable' ? here : ofRule;
  const shown = ofRule.map(
    ({ kind, because, location }) => `${kind} at ${location.startLine}${because ? ` (${because})` : ''}`,
  );
  const problem = `${rule}: ${[verdict, ...accept].join('|')} ${at} expected, found ${shown.join(', ') || 'nothing'}`;
  if (found.length === 0) return accepted.includes(undefined) ? undefined : problem;
  if (found.some(({ kind }) => !accepted.includes(kind))) return problem;
  return instances === undefined || accepted.includes(undefined) || found.length === instances
    ? undefined
    : `${problem}; ${instances} instances expected`;
}

function startsAt({ location, related }, file, line) {
  return [location, ...related].some((place) => place.file === file && place.startLine === line);
}

function count(recall, key, isRight) {
  const [right, all] = recall.get(key) ?? [0, 0];
  recall.set(key, [right + (isRight ? 1 : 0), all + 1]);
}

function recallLines(recall) {
  return [...recall]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, [right, all]]) => `  ${key}: ${right} of ${all}`);
}
