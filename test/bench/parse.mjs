// Parsing of Bicep in MB/s, against tree-sitter-bicep (native) on the same files: `npm ci --prefix test && node test/bench/parse.mjs`.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const ROUNDS = 5;

/**
 * Prints how fast our parser and tree-sitter-bicep read the same files, and the ratio of the medians of five rounds each, taken in turns.
 * @param {readonly string[]} [folders] where to look for `.bicep` files
 * @returns {Promise<{ours: number, treeSitter: number, ratio: number} | undefined>} MB/s; nothing when tree-sitter is not installed
 */
export async function benchParse(folders = defaultFolders()) {
  const texts = await readTexts(folders);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const treeSitter = loadTreeSitter();
  if (treeSitter === undefined) {
    console.log('parse: tree-sitter is not installed (npm ci --prefix test)');
    return undefined;
  }
  const { parseBicep } = await importTypeScript('src/syntax/bicep/parse-bicep.ts');
  const ours = () => texts.forEach((text) => parseBicep(text, 'template'));
  const theirs = () => texts.forEach((text) => treeSitter(text));
  ours();
  theirs();
  const rounds = Array.from({ length: ROUNDS }, () => [
    megabytesPerSecond(bytes, ours),
    megabytesPerSecond(bytes, theirs),
  ]);
  const result = {
    ours: median(rounds.map(([each]) => each)),
    treeSitter: median(rounds.map(([, each]) => each)),
    ratio: 0,
  };
  result.ratio = result.ours / result.treeSitter;
  console.log(
    `parse: ${texts.length} Bicep files, ${(bytes / 1e6).toFixed(2)} MB: ${result.ours.toFixed(1)} MB/s, ` +
      `tree-sitter-bicep ${result.treeSitter.toFixed(1)} MB/s: ${result.ratio.toFixed(1)}x (goal: 15x)`,
  );
  return result;
}

function defaultFolders() {
  return ['examples', 'fixtures', '../shared/corpus']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder));
}

async function readTexts(folders) {
  const texts = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.bicep'));
    for (const { parentPath, name } of files)
      texts.push((await readFile(join(parentPath, name), 'utf8')).replace(/^\uFEFF/, ''));
  }
  return texts;
}

function loadTreeSitter() {
  const require = createRequire(join(root, 'test/package.json'));
  try {
    const Parser = require('tree-sitter');
    const parser = new Parser();
    parser.setLanguage(require('tree-sitter-bicep'));
    // The binding reads a string through a buffer of fixed size; a larger text needs a larger one.
    return (text) => parser.parse(text, undefined, { bufferSize: Math.max(32 * 1024, text.length * 4) });
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function megabytesPerSecond(bytes, run) {
  const started = performance.now();
  run();
  return bytes / 1e3 / (performance.now() - started);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await benchParse();
