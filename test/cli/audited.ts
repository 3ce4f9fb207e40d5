import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/report/report.ts';
import type { Counterpart } from '../counterpart/server.ts';

const binary = fileURLToPath(new URL('../../dist/backuplint.js', import.meta.url));

/** What one call of the built command line gave. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Text of `backuplint.config.yaml` in the working directory. */
  readonly config?: string;
}

/** Runs the built binary against a counterpart, in an empty folder, as a user would: token and certificate come from the environment. */
export async function runAgainst(
  counterpart: Counterpart,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  return inFolder(options.config, (folder) => {
    const certificate = join(folder, 'server.pem');
    writeFileSync(certificate, counterpart.certificate);
    const environment = { NODE_EXTRA_CA_CERTS: certificate, BACKUPLINT_TOKEN: secretToken, ...options.environment };
    const connection = ['--credential', 'env-token', '--arm-endpoint', counterpart.endpoint];
    return run([...args, ...connection], folder, environment);
  });
}

/** Must never be seen in any output. */
export const secretToken = 'eyJ-secret-token';

/** Runs `audit` with JSON on stdout. */
export async function auditAgainst(
  counterpart: Counterpart,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Ran & { readonly report: Report }> {
  const ran = await runAgainst(counterpart, ['audit', '--format', 'json', ...args], options);
  if (ran.stdout === '') throw new Error(`no report, exit code ${ran.code}: ${ran.stderr}`);
  // The report's own schema is tested elsewhere.
  return { ...ran, report: JSON.parse(ran.stdout) as Report };
}

/** Runs the built binary in an empty folder. */
export async function runAlone(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return inFolder(undefined, (folder) => run(args, folder, environment));
}

async function inFolder(config: string | undefined, work: (folder: string) => Promise<Ran>): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'backuplint-audit-'));
  try {
    if (config !== undefined) writeFileSync(join(folder, 'backuplint.config.yaml'), config);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[], folder: string, environment: Readonly<Record<string, string>>): Promise<Ran> {
  const child = spawn(process.execPath, [binary, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Names of the machines that a rule fails, sorted. */
export function failing(report: Report, ruleId: string): readonly string[] {
  return report.findings
    .filter((finding) => finding.ruleId === ruleId && finding.kind === 'fail')
    .map((finding) => finding.resource.id.toLowerCase())
    .sort();
}
