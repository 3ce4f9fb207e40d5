// Expands the oracle's templates with the official CLI, kept running, and with us; total wall and CPU time and peak memory of each.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, ROUNDS, runCommand } from './measure.mjs';

export async function benchOfficial(root, shared) {
  const items = JSON.parse(readFileSync(join(shared, 'oracle/index.json'), 'utf8')).items;
  const cases = items
    .filter((item) => item.runs.known)
    .map((item) => ({
      path: join(shared, 'oracle', item.folder, item.runs.known.parameters),
      context: item.runs.known.context,
    }));
  const official = await timeOfficial(join(shared, 'tools/bicep'), cases);
  if (official === undefined) return;
  // The CLI takes minutes, so that it runs twice; we run five times, each time in a new process that starts cold, and then five times kept running.
  const rounds = Array.from({ length: ROUNDS }, () => timeOurs(root, shared));
  const of = (field) => median(rounds.map((round) => round[field]));
  const peak = of('peakBytes');
  console.log(
    `official: ${cases.length} templates, one after the other in one process each; the CLI predicts ${official.resources} resources, we ${rounds[0].resources}. ` +
      `Peak memory: ${megabytes(official.peakBytes)} and ${megabytes(peak)}: ${(peak / official.peakBytes).toFixed(2)} of it (goal: <= 0.25)`,
  );
  compare('from the start of each process', official.first, {
    milliseconds: of('milliseconds'),
    cpuMilliseconds: of('cpuMilliseconds'),
  });
  compare('once more, each kept running', official.second, timeOurs(root, shared, '--warm'));
}

function compare(what, theirs, ours) {
  const faster = (field) => `${(theirs[field] / ours[field]).toFixed(0)}x faster`;
  console.log(
    `official: ${what}: wall time ${seconds(theirs.milliseconds)} and ${seconds(ours.milliseconds)} (median of ${ROUNDS}): ${faster('milliseconds')} (goal: >= 50x); ` +
      `CPU time of all threads ${seconds(theirs.cpuMilliseconds)} and ${seconds(ours.cpuMilliseconds)}: ${faster('cpuMilliseconds')}`,
  );
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

async function timeOfficial(command, cases) {
  const child = spawn(command, ['jsonrpc', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const failed = new Promise((resolve) =>
    child.once('error', resolve).once('exit', () => resolve(new Error('it ended'))),
  );
  const ask = createRpc(child);
  const warm = await Promise.race([ask('bicep/version', {}), failed]);
  if (warm instanceof Error) {
    console.log(`official: skipped, the CLI does not run here (${warm.message})`);
    return undefined;
  }
  const first = await timeRound(ask, child.pid, cases);
  const second = await timeRound(ask, child.pid, cases);
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  child.kill();
  return { first, second, resources: first.resources, peakBytes: Number(peak?.[1] ?? Number.NaN) * 1024 };
}

async function timeRound(ask, pid, cases) {
  const cpuBefore = cpuOf(pid);
  const started = performance.now();
  const answers = [];
  for (const { path, context } of cases)
    answers.push(await ask('bicep/getSnapshot', { path, metadata: metadataOf(context), externalInputs: [] }));
  const milliseconds = performance.now() - started;
  return { milliseconds, cpuMilliseconds: cpuOf(pid) - cpuBefore, resources: countResources(answers) };
}

/** How much the CLI answered: who refuses everything is fast. */
function countResources(answers) {
  const snapshots = answers.flatMap(({ result }) => (result?.snapshot ? [JSON.parse(result.snapshot)] : []));
  return snapshots.reduce((sum, { predictedResources }) => sum + predictedResources.length, 0);
}

/** The CPU time of a running process in ms: `utime` and `stime` of its `stat`, in ticks of 10 ms. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function metadataOf({ tenantId, subscriptionId, resourceGroup, location, deploymentName }) {
  return { tenantId, subscriptionId, resourceGroup, location, deploymentName };
}

/** JSON-RPC with Content-Length headers over a child's standard streams. */
function createRpc(child) {
  let buffer = Buffer.alloc(0);
  let next = 0;
  const waiting = new Map();
  child.stdout.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const header = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(buffer.toString('latin1', 0, Math.max(0, header)))?.[1]);
      if (header < 0 || buffer.length < header + 4 + length) return;
      const message = JSON.parse(buffer.toString('utf8', header + 4, header + 4 + length));
      buffer = buffer.subarray(header + 4 + length);
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });
  return (method, params) =>
    new Promise((resolve) => {
      const id = ++next;
      waiting.set(id, resolve);
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: [params] });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
}

function timeOurs(root, shared, ...flags) {
  const script = join(root, 'test/bench/expand-process.mjs');
  return JSON.parse(runCommand(process.execPath, [script, shared, ...flags], root).stdout);
}
