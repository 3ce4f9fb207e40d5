import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateEstate } from '../counterpart/estate-generator.ts';
import type { FaultScript } from '../counterpart/faults.ts';
import { GraphStore } from '../counterpart/graph-store.ts';
import { type Counterpart, startCounterpart } from '../counterpart/server.ts';
import { secretToken } from './audited.ts';
import { builtBinary } from './built-binary.ts';

let folder: string;
let counterpart: Counterpart;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backuplint-interrupted-'));
  mkdirSync(join(folder, 'work'));
  // The list of items never ends, while the machines, enough for a piece of the file, come at once.
  const faults: FaultScript = (_request, { query }) =>
    query.includes('/protecteditems') ? { kind: 'slow', milliseconds: 60_000 } : undefined;
  const store = new GraphStore(generateEstate({ seed: 4, subscriptions: 1, machines: 900 }));
  counterpart = await startCounterpart({ store, faults });
  writeFileSync(join(folder, 'server.pem'), counterpart.certificate);
});
afterEach(async () => {
  await counterpart.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('an audit that is interrupted while it saves rows', () => {
  it.each<[NodeJS.Signals, number]>([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('leaves nothing behind: %s', async (signal, code) => {
    const args = ['audit', '--save-rows', 'rows.jsonl', '--arm-endpoint', counterpart.endpoint];
    const child = spawn(process.execPath, [builtBinary(), ...args, '--credential', 'env-token'], {
      cwd: join(folder, 'work'),
      env: { NODE_EXTRA_CA_CERTS: join(folder, 'server.pem'), BACKUPLINT_TOKEN: secretToken },
    });
    const ended = new Promise((resolve) => child.on('close', (exit, by) => resolve(exit ?? by)));
    const written = (): readonly string[] => readdirSync(join(folder, 'work'));
    for (let tries = 0; tries < 300 && written().length === 0; tries++) await sleep(100);
    expect(written()).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(written()).toEqual([]);
  });
});
