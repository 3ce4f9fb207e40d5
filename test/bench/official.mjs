// Expands the oracle's templates with the official CLI, kept running, and with us; total time and peak memory of each.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
  const ours = await timeOurs(root, shared);
  console.log(
    `official: ${cases.length} templates; the CLI kept running ${(official.milliseconds / 1000).toFixed(1)} s and ${(official.peakBytes / 1e6).toFixed(0)} MB, we ${(ours.milliseconds / 1000).toFixed(2)} s and ${(ours.peakBytes / 1e6).toFixed(0)} MB: ${(official.milliseconds / ours.milliseconds).toFixed(0)}x faster (goal: >= 50x), ${(ours.peakBytes / official.peakBytes).toFixed(2)} of its memory (goal: <= 0.25)`,
  );
}

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
  const started = performance.now();
  for (const { path, context } of cases)
    await ask('bicep/getSnapshot', { path, metadata: metadataOf(context), externalInputs: [] });
  const milliseconds = performance.now() - started;
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  child.kill();
  return { milliseconds, peakBytes: Number(peak?.[1] ?? Number.NaN) * 1024 };
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

async function timeOurs(root, shared) {
  const { runCommand } = await import('./measure.mjs');
  const script = join(root, 'test/bench/expand-process.mjs');
  const { stdout } = runCommand(process.execPath, [script, shared], root);
  return JSON.parse(stdout);
}
