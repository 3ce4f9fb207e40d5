import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Host, Output } from '../../src/cli/host.ts';
import { run } from '../../src/cli/run.ts';
import type { Report } from '../../src/report/report.ts';
import { type Counterpart, type CounterpartOptions, startCounterpart } from '../counterpart/server.ts';
import { builtBinary } from './built-binary.ts';

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

/** A counterpart that is closed when the test has finished. */
export async function start(options: CounterpartOptions): Promise<Counterpart> {
  const counterpart = await startCounterpart(options);
  onTestFinished(() => counterpart.close());
  return counterpart;
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
    return spawnBinary([...args, ...connectionTo(counterpart)], folder, environment);
  });
}

/** Must never be seen in any output. */
export const secretToken = 'eyJ-secret-token';

/**
 * Runs `audit` with JSON on stdout, in this process: to start another one takes longer than the audit. `runAgainst` is for what only the built binary can show.
 */
export async function auditAgainst(
  counterpart: Counterpart,
  args: readonly string[] = [],
  options: Pick<RunOptions, 'config'> = {},
): Promise<Ran & { readonly report: Report }> {
  const argv = ['audit', '--format', 'json', ...args, ...connectionTo(counterpart)];
  return withReport(
    await inFolder(options.config, (folder) =>
      runHere(argv, folder, { certificateAuthority: counterpart.certificate }),
    ),
  );
}

/** The same with the built binary. */
export async function auditBinaryAgainst(
  counterpart: Counterpart,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Ran & { readonly report: Report }> {
  return withReport(await runAgainst(counterpart, ['audit', '--format', 'json', ...args], options));
}

function withReport(ran: Ran): Ran & { readonly report: Report } {
  if (ran.stdout === '') throw new Error(`no report, exit code ${ran.code}: ${ran.stderr}`);
  // The report's own schema is tested elsewhere.
  return { ...ran, report: JSON.parse(ran.stdout) as Report };
}

/** Runs a command line in this process, in an empty folder. */
export async function runAlone(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return inFolder(undefined, (folder) => runHere(args, folder, { environment }));
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

function connectionTo({ endpoint }: Counterpart): readonly string[] {
  return ['--credential', 'env-token', '--arm-endpoint', endpoint];
}

async function runHere(
  argv: readonly string[],
  workingDirectory: string,
  of: Partial<Pick<Host, 'environment' | 'certificateAuthority'>>,
): Promise<Ran> {
  const texts = { stdout: '', stderr: '' };
  const output = (name: keyof typeof texts): Output => ({
    isTerminal: false,
    width: 80,
    write: (text) => void (texts[name] += text),
  });
  const environment = { BACKUPLINT_TOKEN: secretToken };
  const host = { workingDirectory, environment, ...of, stdout: output('stdout'), stderr: output('stderr') };
  return { code: await run(argv, host), ...texts };
}

function spawnBinary(
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const child = spawn(process.execPath, [builtBinary(), ...args], {
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
