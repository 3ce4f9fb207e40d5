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
  // The CLI takes minutes, so that it runs once; we run five times, each time in a new process that starts cold, as it did.
  const rounds = Array.from({ length: ROUNDS }, () => timeOurs(root, shared));
  const of = (field) => median(rounds.map((round) => round[field]));
  const ours = { milliseconds: of('milliseconds'), cpu: of('cpuMilliseconds'), peakBytes: of('peakBytes') };
  const faster = (theirs, we) => `${(theirs / we).toFixed(0)}x faster`;
  console.log(
    `official: ${cases.length} templates, one after the other in one process each; the CLI predicts ${official.resources} resources, we ${rounds[0].resources}. Wall time: the CLI kept running ${seconds(official.milliseconds)}, ` +
      `we ${seconds(ours.milliseconds)} (median of ${ROUNDS}): ${faster(official.milliseconds, ours.milliseconds)} (goal: >= 50x). ` +
      `CPU time of all threads: ${seconds(official.cpu)} and ${seconds(ours.cpu)}: ${faster(official.cpu, ours.cpu)}. ` +
      `Peak memory: ${megabytes(official.peakBytes)} and ${megabytes(ours.peakBytes)}: ${(ours.peakBytes / official.peakBytes).toFixed(2)} of it (goal: <= 0.25)`,
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
  const cpuBefore = cpuOf(child.pid);
  const started = performance.now();
  const answers = [];
  for (const { path, context } of cases)
    answers.push(await ask('bicep/getSnapshot', { path, metadata: metadataOf(context), externalInputs: [] }));
  const milliseconds = performance.now() - started;
  const cpu = cpuOf(child.pid) - cpuBefore;
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  child.kill();
  return { milliseconds, cpu, resources: countResources(answers), peakBytes: Number(peak?.[1] ?? Number.NaN) * 1024 };
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

function timeOurs(root, shared) {
  const script = join(root, 'test/bench/expand-process.mjs');
  return JSON.parse(runCommand(process.execPath, [script, shared], root).stdout);
}
