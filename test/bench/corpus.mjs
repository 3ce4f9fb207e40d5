// The corpus' Bicep roots and what they load: parsed, evaluated and judged by us, against tree-sitter's parsing of those files alone.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { median, ROUNDS, runCommand } from './measure.mjs';

/** Lints every Bicep root of the corpus in one process of its own, so that its peak memory can be read. */
export async function benchCorpus(root, shared) {
  if (!existsSync(shared)) return console.log('corpus: skipped (there is no ../shared)');
  const script = join(root, 'test/bench/corpus-process.mjs');
  const ours = (...args) => JSON.parse(runCommand(process.execPath, [script, shared, ...args], root).stdout);
  const theirs = treeSitterRound(root);
  const first = ours('--bicep');
  const bicepPaths = first.paths.filter((path) => path.endsWith('.bicep'));
  const texts = bicepPaths.map((path) => readFileSync(path, 'utf8'));
  const rounds = Array.from({ length: ROUNDS }, () => ({ ours: ours('--bicep'), theirs: theirs?.(texts) }));
  const time = median(rounds.map((round) => round.ours.milliseconds));
  console.log(
    `corpus: ${first.roots} Bicep roots (${first.files} files, ${(first.bytes / 1e6).toFixed(1)} MB loaded) parsed, evaluated and judged in ${(time / 1000).toFixed(2)} s: ${((1000 * first.roots) / time).toFixed(0)} templates/s`,
  );
  if (theirs === undefined) console.log('corpus: tree-sitter is not installed (npm ci --prefix test)');
  else compare(rounds, ours('--bicep', '--warm'));
  const whole = ours();
  console.log(
    `corpus: all ${whole.roots} roots, peak memory ${(whole.peakBytes / 1e6).toFixed(0)} MB (goal: < 500 MB)`,
  );
}

/** Both in turns: we in a new process (cold, with reading the files), tree-sitter here (warm, the texts at hand); then we, kept running as tree-sitter is. */
function compare(rounds, warm) {
  const wall = median(rounds.map(({ ours, theirs }) => ours.milliseconds / theirs.milliseconds));
  const cpu = median(rounds.map(({ ours, theirs }) => ours.cpuMilliseconds / theirs.cpuMilliseconds));
  const time = median(rounds.map(({ theirs }) => theirs.milliseconds));
  console.log(
    `corpus: tree-sitter only parses these Bicep files in ${(time / 1000).toFixed(2)} s: we take ${wall.toFixed(2)} of its wall time (goal: <= 1) and ${cpu.toFixed(2)} of its CPU time, all our threads counted (medians of ${ROUNDS} rounds in turns, each in a new process)`,
  );
  console.log(
    `corpus: kept running and reading all anew each round, we take ${(warm.milliseconds / time).toFixed(2)} of its wall time (medians of ${ROUNDS})`,
  );
}

/** What measures one round of tree-sitter's parser; nothing when it is not installed. */
function treeSitterRound(root) {
  const require = createRequire(join(root, 'test/package.json'));
  let Parser;
  try {
    Parser = require('tree-sitter');
  } catch {
    return undefined;
  }
  const parser = new Parser();
  parser.setLanguage(require('tree-sitter-bicep'));
  return (texts) => {
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    for (const text of texts) parser.parse(text, undefined, { bufferSize: Math.max(32 * 1024, text.length * 4) });
    const milliseconds = performance.now() - started;
    const { user, system } = process.cpuUsage(cpuBefore);
    return { milliseconds, cpuMilliseconds: (user + system) / 1000 };
  };
}
