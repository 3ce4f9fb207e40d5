// Prints figures as ratios against a reference that is measured in the same run; nothing here passes or fails.
//   npm run bench            (npm ci --prefix test first, for tree-sitter)
//   npm run bench -- --official   also expands the oracle's templates beside the official CLI, where that can run
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchCorpus } from './corpus.mjs';
import { benchParse } from './parse.mjs';
import { benchScaling } from './scaling.mjs';
import { benchStartup } from './startup.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const shared = process.env.BACKUPLINT_SHARED ?? resolve(root, '../shared');

await benchStartup(root);
await benchParse();
await benchScaling();
await benchCorpus(root, shared);
if (process.argv.includes('--official')) {
  const { benchOfficial } = await import('./official.mjs');
  await benchOfficial(root, shared);
}
