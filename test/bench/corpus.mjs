// The corpus' Bicep roots and what they load: parsed, evaluated and judged by us, against tree-sitter's parsing of those files alone.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { inTurns, runCommand } from './measure.mjs';

/** Lints every Bicep root of the corpus in one process of its own, so that its peak memory can be read. */
export async function benchCorpus(root, shared) {
  if (!existsSync(shared)) return console.log('corpus: skipped (there is no ../shared)');
  const script = join(root, 'test/bench/corpus-process.mjs');
  const ours = (...args) =>
    JSON.parse(runCommand(process.execPath, ['--expose-gc', script, shared, ...args], root).stdout);
  const rounds = Array.from({ length: 5 }, () => ours('--bicep'));
  const time = rounds.map((round) => round.milliseconds).sort((a, b) => a - b)[2];
  const first = rounds[0];
  console.log(
    `corpus: ${first.roots} Bicep roots (${first.files} files, ${(first.bytes / 1e6).toFixed(1)} MB loaded) parsed, evaluated and judged in ${(time / 1000).toFixed(2)} s: ${((1000 * first.roots) / time).toFixed(0)} templates/s`,
  );
  await againstTreeSitter(root, first.paths, time);
  const whole = ours();
  console.log(
    `corpus: all ${whole.roots} roots, peak memory ${(whole.peakBytes / 1e6).toFixed(0)} MB (goal: < 500 MB)`,
  );
}

async function againstTreeSitter(root, paths, ourTime) {
  const require = createRequire(join(root, 'test/package.json'));
  let Parser;
  try {
    Parser = require('tree-sitter');
  } catch {
    return console.log('corpus: tree-sitter is not installed (npm ci --prefix test)');
  }
  const { readFile } = await import('node:fs/promises');
  const parser = new Parser();
  parser.setLanguage(require('tree-sitter-bicep'));
  const texts = await Promise.all(
    paths.filter((path) => path.endsWith('.bicep')).map((path) => readFile(path, 'utf8')),
  );
  const times = await inTurns({
    treeSitter: () =>
      texts.forEach((text) => parser.parse(text, undefined, { bufferSize: Math.max(32 * 1024, text.length * 4) })),
  });
  console.log(
    `corpus: tree-sitter only parses these Bicep files in ${(times.treeSitter / 1000).toFixed(2)} s: we take ${(ourTime / times.treeSitter).toFixed(2)} of its time (goal: <= 1)`,
  );
}
