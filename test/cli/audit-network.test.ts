import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createArm } from '../counterpart/arm.ts';
import { generateEstate } from '../counterpart/estate-generator.ts';
import { GraphStore } from '../counterpart/graph-store.ts';
import { startProxy } from '../counterpart/proxy.ts';
import { auditBinaryAgainst, runAgainst, runAlone, secretToken, start } from './audited.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const rows = [...generateEstate({ seed: 3, subscriptions: 2, machines: 6, unprotected: 0 })];
const store = new GraphStore(rows);
const [first = '', second = ''] = rows
  .filter(({ table }) => table === 'resourcecontainers')
  .map(({ subscriptionId }) => subscriptionId);

describe('a proxy', () => {
  it('is used for every request when HTTPS_PROXY names it', async () => {
    const counterpart = await start({ store, arm: createArm(store) });
    const proxy = await startProxy();
    closing.push(() => proxy.close());
    const { report } = await auditBinaryAgainst(counterpart, ['--deep'], { environment: { HTTPS_PROXY: proxy.url } });
    expect(report.complete).toBe(true);
    expect(report.summary.subjects['virtualMachine']).toBe(6);
    expect(proxy.targets.length).toBeGreaterThan(0);
    expect(new Set(proxy.targets)).toEqual(new Set([new URL(counterpart.endpoint).host]));
  });

  it.each(['example.com,127.0.0.1', '*', '10.0.0.0/8 127.0.0.0/8'])(
    'is left out for the hosts of NO_PROXY: %s',
    async (hosts) => {
      const counterpart = await start({ store, arm: createArm(store) });
      const proxy = await startProxy();
      closing.push(() => proxy.close());
      const environment = { HTTPS_PROXY: proxy.url, NO_PROXY: hosts };
      const { report } = await auditBinaryAgainst(counterpart, [], { environment });
      expect(report.complete).toBe(true);
      expect(counterpart.armPaths).toContain('/subscriptions');
      expect(proxy.targets).toEqual([]);
    },
  );

  it('whose address is none is a mistake of the user', async () => {
    const { code, stderr } = await runAlone(['audit', '--credential', 'env-token'], {
      BACKUPLINT_TOKEN: secretToken,
      HTTPS_PROXY: 'proxy of the company',
    });
    expect(code).toBe(2);
    expect(stderr).toContain('HTTPS_PROXY is no address');
  });
});

describe('the token', () => {
  it('does not go to a server whose certificate is not trusted', async () => {
    const counterpart = await start({ store });
    const { code, stdout } = await runAgainst(counterpart, ['audit'], { environment: { NODE_EXTRA_CA_CERTS: '' } });
    expect(code).toBe(3);
    expect(stdout).toMatch(/certificate.*NODE_EXTRA_CA_CERTS/s);
    expect(counterpart.requests).toEqual([]);
  });

  it('does not follow a link to another server', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => elsewhere.close(() => resolve())));
    // A server that listens on TCP has an address with a port.
    const nextLink = `https://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/subscriptions?page=2`;
    const counterpart = await start({ store, arm: () => ({ status: 200, body: { value: [], nextLink } }) });
    const { code, stdout } = await runAgainst(counterpart, ['doctor']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/leads to another server/);
    expect(seen).toEqual([]);
  });
});

describe('doctor', () => {
  it('finds nothing missing where everything may be read', async () => {
    const counterpart = await start({ store, arm: createArm(store, { pageSize: 1 }) });
    const { code, stdout } = await runAgainst(counterpart, ['doctor']);
    expect(stdout).toContain('subscriptions: 2 of 2 visible');
    expect(stdout).toContain(`contoso-0 (${first})`);
    expect(stdout.match(/audit: every permission/g)).toHaveLength(2);
    expect(stdout).toMatch(/clocks: \d s apart/);
    expect(code).toBe(0);
  });

  it('names the permissions that are missing', async () => {
    const actions = ['Microsoft.Compute/*/read', 'Microsoft.Resources/subscriptions/read'];
    const counterpart = await start({ store, arm: createArm(store, { actions }) });
    const { code, stdout } = await runAgainst(counterpart, ['doctor', '--subscription', first]);
    expect(code).toBe(3);
    expect(stdout).toContain('no Microsoft.RecoveryServices/vaults/read');
    expect(stdout).not.toContain('no Microsoft.Compute/virtualMachines/read');
    expect(stdout).toContain('audit --deep: every permission');
  });

  it('does not say that all is well where permissions cannot be read', async () => {
    const arm = createArm(store);
    const counterpart = await start({
      store,
      arm: (method, url) => (url.pathname.endsWith('/permissions') ? { status: 403, body: {} } : arm(method, url)),
    });
    const { code, stdout } = await runAgainst(counterpart, ['doctor']);
    expect(code).toBe(3);
    expect(stdout.match(/its permissions could not be read/g)).toHaveLength(2);
  });

  it('names a subscription that is hidden', async () => {
    const hidden = new GraphStore(rows, { hidden: [second] });
    const counterpart = await start({ store: hidden, arm: createArm(hidden) });
    const { code, stdout } = await runAgainst(counterpart, [
      'doctor',
      '--subscription',
      first,
      '--subscription',
      second,
    ]);
    expect(code).toBe(3);
    expect(stdout).toContain('subscriptions: 1 of 2 visible');
    expect(stdout).toMatch(new RegExp(`${second}: not visible`));
  });

  it('prints the least-privilege role without any connection', async () => {
    const { code, stdout } = await runAlone(['doctor', '--role', '--subscription', first]);
    expect(code).toBe(0);
    const role: unknown = JSON.parse(stdout);
    expect(role).toMatchObject({ IsCustom: true, NotActions: [], AssignableScopes: [`/subscriptions/${first}`] });
    expect(stdout.match(/"Microsoft\.[^"]+\/read"/g)).toHaveLength(7);
    expect(stdout).not.toMatch(/write|delete|\*/);
  });
});
