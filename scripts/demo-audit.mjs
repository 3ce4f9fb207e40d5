// Audits a generated estate: starts a server that speaks the protocol of Azure Resource Graph on a free local port, and runs the built
// command line against it as a user would. Needs no Azure account. Ends with 0 although there are findings: it is a demo.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './import-typescript.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'out/demo-audit');

function run(args, environment) {
  console.log(`\n$ backuplint ${args.join(' ')}\n`);
  const child = spawn(process.execPath, [join(root, 'dist/backuplint.js'), ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 2));
  });
}

await mkdir(folder, { recursive: true });
const { startDemo } = await importTypeScript('test/counterpart/demo.ts');
const demo = await startDemo();
try {
  const certificate = join(folder, 'server.pem');
  await writeFile(certificate, demo.certificate);
  const environment = { NODE_EXTRA_CA_CERTS: certificate, BACKUPLINT_TOKEN: 'demo', NO_PROXY: '127.0.0.1' };
  const connection = ['--credential', 'env-token', '--arm-endpoint', demo.endpoint];
  const scope = demo.subscriptions.flatMap((id) => ['--subscription', id]);
  const args = ['audit', ...connection, ...scope, '--deep', '-f', 'text', '-f', 'json=out/demo-audit/report.json'];
  const code = await run([...args, '-f', 'sarif=out/demo-audit/report.sarif'], environment);
  console.log(
    `\nExit code ${code}: one of the subscriptions is not visible, and an audit that did not see everything says so.`,
  );
  console.log('With --allow-incomplete for that subscription, the code would be 1: there are findings.');
  process.exitCode = code === 3 ? 0 : 2;
} finally {
  await demo.close();
}
