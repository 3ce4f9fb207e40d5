// How an audit scales. Offline: saved rows of estates of growing size (of the largest, generated into a pipe and never stored); wall and CPU time against
// reading the same rows line by line with JSON.parse, and peak memory. Live: through the local counterpart at the real quota of 15 requests in 5 seconds, our own CPU time
// against the wall time. Nothing here passes or fails.
//   npm run bench:audit               10,000 and 100,000 machines, and live
//   npm run bench:audit -- --large    1,000,000 machines, too
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleTypeScript } from '../../scripts/import-typescript.mjs';
import { linearFit } from './measure.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const large = process.argv.includes('--large');
const sizes = [10_000, 30_000, 100_000, ...(large ? [1_000_000] : [])];
/** More would fill disks: they are generated as they are read, and what generates them may set the pace. */
const mostStored = 100_000;
/** Azure allows 25,000 machines a region and subscription; estates of this size have many subscriptions. */
const machinesPerSubscription = 2_500;

const folder = join(root, 'node_modules/.cache/backuplint');
mkdirSync(folder, { recursive: true });

const generator = await bundleTypeScript('test/counterpart/estate-generator.ts');

/** Writes the rows of an estate, one a line, to its stdout. */
const generate = join(folder, 'generate-rows.mjs');
writeFileSync(
  generate,
  `import { generateEstate } from ${JSON.stringify(pathToFileURL(generator).href)};
import { once } from 'node:events';
const machines = Number(process.argv[2]);
const subscriptions = Math.max(2, Math.ceil(machines / ${machinesPerSubscription}));
let text = '';
for (const { table, ...row } of generateEstate({ seed: 7, subscriptions, machines })) {
  text += JSON.stringify(row) + '\\n';
  if (text.length < 1 << 20) continue;
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  text = '';
}
process.stdout.end(text);
`,
);

/** Reads the rows line by line and parses each: what nobody can do without. */
const parseOnly = `
  let rest = '';
  let rows = 0;
  process.stdin.setEncoding('latin1');
  for await (const chunk of process.stdin) {
    rest += chunk;
    let start = 0;
    for (let end = rest.indexOf('\\n'); end >= 0; end = rest.indexOf('\\n', start)) {
      JSON.parse(rest.slice(start, end));
      rows++;
      start = end + 1;
    }
    rest = rest.slice(start);
  }`;

/** Prints CPU time and peak memory of the process to a descriptor of its own. */
const reportUsage = `
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    require('node:fs').writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, peak: maxRSS / 1024 }));
  });`;
const reporter = join(folder, 'report-usage.cjs');
writeFileSync(reporter, reportUsage);
const parser = join(folder, 'parse-rows.mjs');
writeFileSync(parser, parseOnly);

const stored = join(folder, 'rows.jsonl');

/** Writes the rows of an estate to a file. */
async function store(machines) {
  const file = openSync(stored, 'w');
  await exitOf(spawn(process.execPath, [generate, String(machines)], { stdio: ['ignore', file, 'inherit'] }));
  closeSync(file);
}

/** Gives the rows to a process as its standard input; gives its wall time, CPU time (ms) and peak memory (MB). A shell makes a pipe that can be opened by name. */
async function measure(machines, args) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const [command, ...source] =
    machines > mostStored
      ? ['"$0" "$1" "$2" | { shift 2; exec "$0" --require "$@"; }', process.execPath, generate, String(machines)]
      : ['exec < "$1"; shift; exec "$0" --require "$@"', process.execPath, stored];
  const started = performance.now();
  const child = spawn('sh', ['-c', command, ...source, reporter, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  let usage = '';
  for await (const chunk of child.stdio[3]) usage += chunk;
  const exit = await exitOf(child);
  return { wall: performance.now() - started, exit, ...JSON.parse(usage) };
}

async function exitOf(child) {
  if (child.exitCode === null) await new Promise((done) => child.on('exit', done));
  return child.exitCode;
}

const parseArgs = [parser];
const auditArgs = [process.env.BACKUPLINT_DIST ?? 'dist/backuplint.js', 'audit', '--from', '/dev/stdin', '-f', 'json'];

console.log('Saved rows (machines with items, policies and vaults), stored up to 100,000 machines:');
console.log('  machines   parse CPU   audit CPU   ratio   parse wall   audit wall   ratio   peak memory');
const points = [];
for (const machines of sizes) {
  if (machines <= mostStored) await store(machines);
  const parse = await measure(machines, parseArgs);
  const audit = await measure(machines, auditArgs);
  if (audit.exit !== 1) throw new Error(`the audit ended with ${audit.exit}`);
  points.push([machines, audit.cpu]);
  const cells = [
    machines.toLocaleString('en').padStart(10),
    `${(parse.cpu / 1000).toFixed(2)} s`.padStart(10),
    `${(audit.cpu / 1000).toFixed(2)} s`.padStart(10),
    (audit.cpu / parse.cpu).toFixed(2).padStart(6),
    `${(parse.wall / 1000).toFixed(1)} s`.padStart(11),
    `${(audit.wall / 1000).toFixed(1)} s`.padStart(11),
    (audit.wall / parse.wall).toFixed(2).padStart(6),
    `${audit.peak.toFixed(0)} MB`.padStart(12),
  ];
  console.log(`  ${cells.join('  ')}`);
}
rmSync(stored, { force: true });
console.log(`  linear fit of CPU time over machines: r2 = ${linearFit(points).r2.toFixed(4)}`);

const { benchLive } = await import('./audit-live.mjs');
await benchLive(root);
