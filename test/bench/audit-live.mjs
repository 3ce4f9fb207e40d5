// An audit through the local counterpart, which allows what Resource Graph allows: 15 requests in 5 seconds.
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const machines = 40_000;

/** Prints our own CPU time against the wall time. The server runs in this process, the audit in another. */
export async function benchLive(root) {
  const { generateEstate } = await importTypeScript('test/counterpart/estate-generator.ts');
  const { GraphStore } = await importTypeScript('test/counterpart/graph-store.ts');
  const { startCounterpart } = await importTypeScript('test/counterpart/server.ts');
  const store = new GraphStore(generateEstate({ seed: 7, subscriptions: 20, machines }));
  const server = await startCounterpart({ store, quota: { requests: 15, windowMs: 5000 } });
  const certificate = join(root, 'node_modules/.cache/backuplint/counterpart.pem');
  writeFileSync(certificate, server.certificate);
  try {
    const { wall, cpu, code } = await auditOf(root, server.endpoint, certificate);
    const share = ((100 * cpu) / wall).toFixed(1);
    console.log(
      `Live, ${machines.toLocaleString('en')} machines, ${server.requests.length} requests at the real quota (exit ${code}):`,
    );
    console.log(`  wall ${(wall / 1000).toFixed(1)} s, own CPU ${(cpu / 1000).toFixed(1)} s: ${share} %`);
  } finally {
    await server.close();
    rmSync(certificate);
  }
}

async function auditOf(root, endpoint, certificate) {
  const started = performance.now();
  const args = ['audit', '--arm-endpoint', endpoint, '--credential', 'env-token', '--format', 'json'];
  const code = `
    process.on('exit', () => {
      const { user, system } = process.cpuUsage();
      process.stderr.write('\\ncpu ' + (user + system) / 1000);
    });
    process.argv.splice(1, 0, 'backuplint');
    await import(${JSON.stringify(pathToFileURL(join(root, 'dist/backuplint.js')).href)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, '--', ...args], {
    cwd: root,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate, BACKUPLINT_TOKEN: 'bench' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  for await (const chunk of child.stderr) told += chunk;
  if (child.exitCode === null) await new Promise((done) => child.on('exit', done));
  const cpu = Number(/cpu ([\d.]+)/.exec(told)?.[1] ?? Number.NaN);
  if (Number.isNaN(cpu)) throw new Error(`the audit did not run: ${told}`);
  return { wall: performance.now() - started, cpu, code: child.exitCode };
}
