// Every Bicep and ARM file of the corpus is read without a crash; files that the official compiler takes have no syntax error, files that it
// refuses are refused, with its syntax errors on their lines.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const { createDiskFiles, createTemplateLoader, parseBicep } = await importTypeScript('test/bench/pipeline.ts');

/** Codes of the official lexer and parser. */
const syntaxCodes = /^BCP(00[1-9]|01\d|02[0-3]|13[0269]|23[678]|24[0134]|25[0-3]|26[0-2])$/;
/** Share of the official syntax errors that must stand on their lines. */
const goal = 0.95;

export async function run({ shared }) {
  const corpus = join(shared, 'corpus');
  const { items } = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8'));
  const loader = loaderOf(corpus);
  const read = readAll(corpus, loader);
  const parsed = parseOfficiallyValid(corpus, items);
  const refused = checkRefused(corpus, items, loader);
  const onLine = checkLines(corpus, items);
  const share = onLine.found / onLine.wanted;
  const failures = [...read.crashes, ...parsed.problems, ...refused.accepted];
  return {
    group: 'reading the corpus',
    passed: read.files + parsed.files + refused.files - failures.length,
    failed: failures.length,
    met: failures.length === 0 && share >= goal,
    lines: [
      `${read.files} files read, ${read.crashes.length} crashes; ${read.withErrors} have errors: ${read.codes}`,
      `${parsed.files} Bicep files of entries that the official compiler takes: ${parsed.problems.length} with a syntax error`,
      `${refused.files} files that it refuses: ${refused.accepted.length} not refused`,
      `official syntax errors on their line: ${onLine.found} of ${onLine.wanted} (${(100 * share).toFixed(1)} %); other codes: ${onLine.others}`,
      ...failures,
    ],
  };
}

function loaderOf(corpus) {
  const moduleCache = join(corpus, 'bicep-cache');
  return createTemplateLoader(createDiskFiles({ roots: [corpus], moduleCache, named: [] }), { moduleCache });
}

function readAll(corpus, loader) {
  const paths = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(bicep|bicepparam|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        path.endsWith('.bicepparam') ||
        path.endsWith('.bicep') ||
        /deploymentTemplate\.json/i.test(readFileSync(path, 'latin1')),
    );
  const crashes = [];
  const counts = new Map();
  let withErrors = 0;
  for (const path of paths) {
    try {
      const errors = diagnosticsOf(path, loader).filter(({ level }) => level === 'error');
      if (errors.length > 0) withErrors++;
      for (const { code } of errors) counts.set(code, (counts.get(code) ?? 0) + 1);
    } catch (error) {
      crashes.push(`crash: ${relative(corpus, path)}: ${error.message}`);
    }
  }
  const codes = [...counts].sort(([, a], [, b]) => b - a).slice(0, 12);
  return {
    files: paths.length,
    crashes,
    withErrors,
    codes: codes.map(([code, count]) => `${code} ${count}`).join(', '),
  };
}

function diagnosticsOf(path, loader) {
  if (path.endsWith('.bicepparam')) {
    const result = loader.openParameters(path);
    return result.ok ? result.file.diagnostics : [result.diagnostic];
  }
  const result = loader.open(path);
  return result.ok ? result.template.diagnostics : [result.diagnostic];
}

function parseOfficiallyValid(corpus, items) {
  const entries = items
    .filter(({ kind, errors = 0 }) => ['bicep-pair', 'bicepparam-pair', 'snapshot'].includes(kind) && errors === 0)
    .map(({ entry }) => entry);
  const problems = [];
  for (const entry of entries) {
    const text = readFileSync(join(corpus, entry), 'utf8').replace(/^\uFEFF/, '');
    const [first] = parseBicep(text, entry.endsWith('.bicepparam') ? 'parameters' : 'template').problems;
    if (first !== undefined) problems.push(`syntax error: ${entry}: ${first.code} ${first.message}`);
  }
  return { files: entries.length, problems };
}

function checkRefused(corpus, items, loader) {
  const entries = items.filter(({ kind }) =>
    ['bicep-invalid', 'bicepparam-invalid', 'arm-invalid-json'].includes(kind),
  );
  const accepted = entries
    .filter(({ entry }) => !diagnosticsOf(join(corpus, entry), loader).some(({ level }) => level === 'error'))
    .map(({ entry }) => `not refused: ${entry}`);
  return { files: entries.length, accepted };
}

function checkLines(corpus, items) {
  const counts = { found: 0, wanted: 0, others: 0 };
  for (const { entry, diagnostics } of items.filter(({ kind }) => kind === 'bicep-invalid')) {
    if (!existsSync(join(corpus, diagnostics))) continue;
    const text = readFileSync(join(corpus, entry), 'utf8').replace(/^\uFEFF/, '');
    const ours = new Set(
      parseBicep(text, 'template').problems.map(({ code, span }) => `${lineOf(text, span.start)} ${code}`),
    );
    for (const { line, code } of officialErrors(readFileSync(join(corpus, diagnostics), 'utf8'))) {
      if (!syntaxCodes.test(code)) counts.others++;
      else {
        counts.wanted++;
        if (ours.has(`${line} ${code}`)) counts.found++;
      }
    }
  }
  return counts;
}

/** The official listing is the source with a line `//@[start:end) [BCPnnn (Error)] ...` below each line that has a diagnostic. */
function* officialErrors(listing) {
  let line = 0;
  for (const text of listing.split(/\r?\n/)) {
    const match = /^\/\/@\[\d+:\d+\) \[([\w-]+) \((\w+)\)\]/.exec(text);
    if (match === null) line++;
    else if (match[2] === 'Error') yield { line, code: match[1] };
  }
}

function lineOf(text, offset) {
  return text.slice(0, offset).split('\n').length;
}
