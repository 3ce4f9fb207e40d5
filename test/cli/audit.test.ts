import { describe, expect, it } from 'vitest';
import { createArm } from '../counterpart/arm.ts';
import { generateEstate, type GeneratorOptions, type StoredRow } from '../counterpart/estate-generator.ts';
import { inOrder } from '../counterpart/faults.ts';
import type { Fault, FaultScript } from '../counterpart/faults.ts';
import { GraphStore } from '../counterpart/graph-store.ts';
import { checkedRuns } from '../report/sarif-checks.ts';
import { auditAgainst, failing, runAgainst, runAlone, secretToken, start } from './audited.ts';

const machineType = 'microsoft.compute/virtualmachines';
const itemType = 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems';

function estate(options: Partial<GeneratorOptions> = {}): readonly StoredRow[] {
  return [...generateEstate({ seed: 11, subscriptions: 2, machines: 40, ...options })];
}

function subscriptionsOf(rows: readonly StoredRow[]): readonly string[] {
  return rows.filter(({ table }) => table === 'resourcecontainers').map(({ subscriptionId }) => subscriptionId);
}

/** Ids of the machines that no item names, in lower case: what an audit has to find. */
function unprotected(rows: readonly StoredRow[]): readonly string[] {
  const named = new Set(rows.map(({ properties }) => String(properties['sourceResourceId']).toLowerCase()));
  const machines = rows.filter(({ type }) => type === machineType).map(({ id }) => id.toLowerCase());
  return machines.filter((id) => !named.has(id)).sort();
}

function isAbout(list: 'items' | 'machines', query: string): boolean {
  return query.includes(`'${list === 'items' ? itemType : machineType}'`);
}

describe('auditing', () => {
  it('finds exactly the unprotected machines, over several pages', async () => {
    const rows = estate({ machines: 2300 });
    const { code, report, stdout, stderr } = await auditAgainst(await start({ store: new GraphStore(rows) }));
    expect(failing(report, 'vm-unprotected')).toEqual(unprotected(rows));
    expect(report.summary.subjects['virtualMachine']).toBe(2300);
    expect(code).toBe(1);
    expect(report.complete).toBe(true);
    expect(stderr).toBe('');
    expect(stdout).not.toContain(secretToken);
  });

  it('says once, with the command, that agents are not known', async () => {
    const rows = estate({ unprotected: 0 });
    const { code, stdout } = await runAgainst(await start({ store: new GraphStore(rows) }), ['audit']);
    expect(stdout.match(/audit --deep/g)).toHaveLength(1);
    expect(stdout.match(/vm-agent-missing/g)).toHaveLength(2);
    expect(stdout).toContain('open (40 checks)');
    expect(stdout).toMatch(/2 subscriptions:\n {2}contoso-0 .* read +20 machines +0 failed +20 open/);
    expect(code).toBe(0);
  });

  const faults: readonly (readonly [string, FaultScript])[] = [
    [
      'throttling with and without Retry-After',
      inOrder({ kind: 'throttle', retryAfter: '1' }, { kind: 'throttle', resetsAfter: '00:00:01' }),
    ],
    ['server errors and a reset', inOrder(undefined, { kind: 'status', status: 503, body: {} }, { kind: 'reset' })],
    ['half a body', inOrder(undefined, undefined, { kind: 'half' })],
  ];
  it.each(faults)('finds the same in spite of %s', async (_name, script) => {
    const rows = estate();
    const { code, report } = await auditAgainst(await start({ store: new GraphStore(rows), faults: script }));
    expect(failing(report, 'vm-unprotected')).toEqual(unprotected(rows));
    expect(code).toBe(1);
  });

  it('keeps to the quota of the server', async () => {
    const rows = estate({ subscriptions: 12, machines: 24 });
    const { report } = await auditAgainst(
      await start({ store: new GraphStore(rows), quota: { requests: 4, windowMs: 1000 } }),
    );
    expect(report.complete).toBe(true);
    expect(failing(report, 'vm-unprotected')).toEqual(unprotected(rows));
  });
});

describe('an audit that does not see everything', () => {
  it('names a hidden subscription, ends with 3 and writes no SARIF results for it', async () => {
    const rows = estate();
    const [first = '', second = ''] = subscriptionsOf(rows);
    const server = await start({ store: new GraphStore(rows, { hidden: [second] }) });
    const scope = ['--subscription', first, '--subscription', second];
    const { code, report } = await auditAgainst(server, scope);
    expect(code).toBe(3);
    expect(
      report.units.map(({ complete, subscription }) => [subscription?.id, subscription?.status, complete]),
    ).toEqual([
      [first, 'read', true],
      [second, 'hidden', false],
    ]);
    expect(report.diagnostics).toMatchObject([{ code: 'subscription-hidden', level: 'error' }]);
    // What is hidden elsewhere says nothing about the machines of a subscription that was read.
    expect(failing(report, 'vm-unprotected')).toEqual(unprotected(rows).filter((id) => id.includes(first)));

    const sarif = await runAgainst(server, ['audit', '--format', 'sarif', ...scope]);
    expect(sarif.code).toBe(3);
    const [read, unread, ...others] = checkedRuns(sarif.stdout);
    expect(read?.automationDetails?.id).toBe(`backuplint-audit/${first}/`);
    expect(others).toEqual([]);
    expect(unread).toMatchObject({ results: [], invocations: [{ executionSuccessful: false }] });
    expect(JSON.stringify(unread?.invocations)).toContain(`subscription '${second}' is not visible`);

    const allowed = await auditAgainst(server, [...scope, '--allow-incomplete', second]);
    expect(allowed.code).toBe(1);
    expect(allowed.report.diagnostics).toMatchObject([{ code: 'subscription-hidden', level: 'warning' }]);
  });

  it('names a subscription that Resource Manager lists and Resource Graph does not show', async () => {
    const rows = estate();
    const [, second = ''] = subscriptionsOf(rows);
    const store = new GraphStore(rows, { hidden: [second] });
    const server = await start({ store, arm: createArm(new GraphStore(rows)) });
    const { code, report } = await auditAgainst(server);
    expect(code).toBe(3);
    expect(report.units[1]?.subscription).toMatchObject({
      id: second,
      status: 'hidden',
      because: expect.stringMatching(/Resource Manager/),
    });
    const tenant = await auditAgainst(await start({ store, arm: createArm(new GraphStore(rows)) }), [
      '--tenant-id',
      rows[0]?.tenantId ?? '',
    ]);
    expect(tenant.code).toBe(3);
  });

  it('says of each subscription that it may not be read when none may', async () => {
    const rows = estate();
    const ids = subscriptionsOf(rows);
    const server = await start({ store: new GraphStore(rows, { hidden: ids }) });
    const { code, report } = await auditAgainst(
      server,
      ids.flatMap((id) => ['--subscription', id]),
    );
    expect(code).toBe(3);
    expect(report.units.map(({ subscription }) => subscription?.status)).toEqual(['denied', 'denied']);
  });

  it('keeps a subscription denied when another of its lists fails in another way', async () => {
    const rows = estate({ subscriptions: 1 });
    const denied: Fault = {
      kind: 'status',
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'no' } },
    };
    const broken: Fault = {
      kind: 'change',
      change: (answer) => ({ ...answer, totalRecords: answer.totalRecords + 1 }),
    };
    const script: FaultScript = (_request, { query }) => {
      if (query.startsWith('resourcecontainers')) return undefined;
      return isAbout('machines', query) ? denied : broken;
    };
    const { code, report } = await auditAgainst(await start({ store: new GraphStore(rows), faults: script }));
    expect(code).toBe(3);
    expect(report.units[0]?.subscription?.status).toBe('denied');
  });

  it('leaves open what a list that broke off may hold', async () => {
    const rows = estate({ unprotected: 0.5 });
    const script: FaultScript = (_request, { query }) =>
      isAbout('items', query)
        ? { kind: 'status', status: 400, body: { error: { code: 'BadRequest', message: 'no' } } }
        : undefined;
    const { code, report } = await auditAgainst(await start({ store: new GraphStore(rows), faults: script }));
    expect(code).toBe(3);
    expect(failing(report, 'vm-unprotected')).toEqual([]);
    expect(
      report.findings.filter(({ ruleId }) => ruleId === 'vm-unprotected').every(({ kind }) => kind === 'open'),
    ).toBe(true);
    expect(report.summary.subjects['virtualMachine']).toBe(40);
  });

  it('takes the count of the policies for a second witness', async () => {
    const rows = estate({ subscriptions: 1, unprotected: 0 });
    const missing = rows.find(({ type }) => type === itemType);
    const { code, report } = await auditAgainst(
      await start({ store: new GraphStore(rows.filter((row) => row !== missing)) }),
    );
    expect(code).toBe(3);
    expect(failing(report, 'vm-unprotected')).toEqual([]);
    expect(report.findings.filter(({ ruleId }) => ruleId === 'vm-unprotected')).toMatchObject([{ kind: 'open' }]);
    expect(report.diagnostics).toMatchObject([{ code: 'subscription-partly' }]);
  });

  it.each([
    ['a required subscription', 'audit:\n  requireSubscriptions: [99999999-0000-4000-8000-000000000001]\n'],
    ['as many as there must be', 'audit:\n  minSubscriptions: 3\n'],
  ])('misses %s', async (_name, config) => {
    const { code, report } = await auditAgainst(await start({ store: new GraphStore(estate()) }), [], { config });
    expect(code).toBe(3);
    expect(report.complete).toBe(false);
  });

  it('reads the subscriptions of management groups, and names one that shows none', async () => {
    const rows = estate();
    const [first = ''] = subscriptionsOf(rows);
    const groups = new Map([
      ['mg-app', [first]],
      ['mg-all', subscriptionsOf(rows)],
    ]);
    const store = new GraphStore(rows, { managementGroups: groups });
    const server = await start({ store });
    const one = await auditAgainst(server, ['--management-group', 'mg-app']);
    expect(one.report.units.map(({ subscription }) => subscription?.id)).toEqual([first]);
    expect(one.report.complete).toBe(true);
    const both = await auditAgainst(server, ['--management-group', 'mg-app', '--management-group', 'mg-all'], {
      config: 'audit:\n  minSubscriptions: 3\n',
    });
    expect(both.report.units).toHaveLength(2);
    expect(both.code).toBe(3);
    const two = await auditAgainst(server, ['--management-group', 'mg-app', '--management-group', 'mg-none']);
    expect(two.code).toBe(3);
    expect(two.report.diagnostics).toMatchObject([
      { code: 'scope-incomplete', message: expect.stringMatching(/'mg-none'/) },
    ]);
  });
});

describe('tenants', () => {
  const own = estate({ subscriptions: 1, machines: 5, seed: 1 });
  const customer = estate({ subscriptions: 1, machines: 5, seed: 2 });
  const tenantOf = (rows: readonly StoredRow[]): string => rows[0]?.tenantId ?? '';

  it('refuses to mix them until one is named', async () => {
    const server = await start({ store: new GraphStore([...own, ...customer]) });
    const refused = await runAgainst(server, ['audit']);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain(tenantOf(own));
    expect(refused.stderr).toContain(tenantOf(customer));

    const { report, code } = await auditAgainst(server, ['--tenant-id', tenantOf(customer)]);
    expect(report.units.map(({ subscription }) => subscription?.tenantId)).toEqual([tenantOf(customer)]);
    expect(report.complete).toBe(true);
    expect(code).not.toBe(2);

    const both = await auditAgainst(server, ['--tenant-id', tenantOf(own), '--tenant-id', tenantOf(customer)]);
    expect(both.report.units).toHaveLength(2);
  });

  it('refuses a subscription that is seen through two of them, until one is named', async () => {
    const delegated = own.map((row) => ({ ...row, tenantId: tenantOf(customer) }));
    const server = await start({ store: new GraphStore([...own, ...delegated]) });
    const [subscription = ''] = subscriptionsOf(own);
    const refused = await runAgainst(server, ['audit', '--subscription', subscription]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(tenantOf(customer));
    const { report } = await auditAgainst(server, ['--subscription', subscription, '--tenant-id', tenantOf(own)]);
    expect(report.complete).toBe(true);
    expect(report.summary.subjects['virtualMachine']).toBe(5);
    expect(report.units[0]?.subscription?.tenantId).toBe(tenantOf(own));
  });
});

describe('a second look', () => {
  /** The first answers about items lack the last one, as an index that lags behind would. */
  const late = (answers: number): FaultScript => {
    let seen = 0;
    return (_request, { query }) => {
      if (!isAbout('items', query) || ++seen > answers) return undefined;
      return {
        kind: 'change',
        change(answer) {
          const data = answer.data.slice(0, -1);
          return { ...answer, totalRecords: answer.totalRecords - 1, count: data.length, data };
        },
      };
    };
  };
  const rows = estate({ subscriptions: 1, unprotected: 0 }).map((row) =>
    row.type.endsWith('backuppolicies') ? { ...row, properties: { ...row.properties, protectedItemsCount: 0 } } : row,
  );

  it('drops what is protected by then', async () => {
    const { code, report } = await auditAgainst(await start({ store: new GraphStore(rows), faults: late(1) }));
    expect(failing(report, 'vm-unprotected')).toEqual([]);
    expect(report.summary.failed).toBe(0);
    expect(code).toBe(0);
  });

  it('is left out with --no-confirm, and keeps what it bears out', async () => {
    const unconfirmed = await auditAgainst(await start({ store: new GraphStore(rows), faults: late(1) }), [
      '--no-confirm',
    ]);
    expect(failing(unconfirmed.report, 'vm-unprotected')).toHaveLength(1);
    const confirmed = await auditAgainst(await start({ store: new GraphStore(rows), faults: late(2) }));
    expect(failing(confirmed.report, 'vm-unprotected')).toHaveLength(1);
  });

  it('calls nothing unprotected where the roles do not grant the reading of items', async () => {
    const some = estate({ subscriptions: 1, unprotected: 0.5 });
    const store = new GraphStore(some.filter(({ table }) => table !== 'recoveryservicesresources'));
    const actions = ['Microsoft.Compute/*/read', 'Microsoft.Resources/*/read'];
    const { code, report } = await auditAgainst(await start({ store, arm: createArm(store, { actions }) }));
    expect(code).toBe(3);
    expect(failing(report, 'vm-unprotected')).toEqual([]);
    expect(report.units[0]?.subscription).toMatchObject({
      status: 'partly',
      because: expect.stringMatching(/protectedItems\/read/),
    });
  });

  it('calls nothing unprotected there either when it fails', async () => {
    const some = estate({ subscriptions: 1, unprotected: 0.5 });
    const store = new GraphStore(some.filter(({ table }) => table !== 'recoveryservicesresources'));
    let seen = 0;
    const script: FaultScript = (_request, { query }) =>
      isAbout('items', query) && ++seen > 1 ? { kind: 'status', status: 400, body: {} } : undefined;
    const arm = createArm(store, { actions: ['Microsoft.Compute/*/read'] });
    const { code, report } = await auditAgainst(await start({ store, faults: script, arm }));
    expect(code).toBe(3);
    expect(failing(report, 'vm-unprotected')).toEqual([]);
  });

  it.each<[string, number, unknown, RegExp | undefined]>([
    ['denies', 403, { error: { code: 'AuthorizationFailed', message: 'no right' } }, /no right/],
    ['grants only a part, though items are visible', 200, { value: [{ actions: ['*/x'] }] }, /vaults\/read/],
    ['is not there', 404, { error: { code: 'NotFound', message: 'no such path' } }, undefined],
  ])(
    'calls nothing unprotected without knowing what may be read: the API of permissions %s',
    async (_name, status, body, because) => {
      const some = estate({ subscriptions: 1, unprotected: 0.5 });
      const arm = (_method: string, { pathname }: URL) =>
        pathname.endsWith('/permissions') ? { status, body } : undefined;
      for (const args of [[], ['--no-confirm']]) {
        const { code, report } = await auditAgainst(await start({ store: new GraphStore(some), arm }), args);
        expect(failing(report, 'vm-unprotected')).toEqual(because === undefined ? unprotected(some) : []);
        expect(code).toBe(because === undefined ? 1 : 3);
        if (because !== undefined) expect(report.units[0]?.subscription?.because).toMatch(because);
      }
    },
  );

  it('keeps its findings, with a warning, when it fails', async () => {
    let seen = 0;
    const script: FaultScript = (_request, { query }) =>
      isAbout('items', query) && ++seen > 1 ? { kind: 'status', status: 400, body: {} } : undefined;
    const some = estate({ subscriptions: 1, unprotected: 0.5 });
    const { report } = await auditAgainst(await start({ store: new GraphStore(some), faults: script }));
    expect(failing(report, 'vm-unprotected')).toEqual(unprotected(some));
    expect(report.diagnostics).toMatchObject([{ code: 'not-confirmed', level: 'warning' }]);
  });
});

describe('--deep', () => {
  const rows = estate({ subscriptions: 1, unprotected: 0, variety: true });
  const machines = rows.filter(({ type }) => type === machineType);
  const running = machines.filter(({ properties }) => JSON.stringify(properties).includes('PowerState/running'));

  it('asks each running machine, and fails those whose agent is silent', async () => {
    const store = new GraphStore(rows);
    const silentAgents = new Set(running.slice(0, 3).map(({ id }) => id.toLowerCase()));
    const server = await start({ store, arm: createArm(store, { silentAgents }) });
    const { report } = await auditAgainst(server, ['--deep', '--verdicts']);
    const agents = (report.verdicts ?? []).filter(({ ruleId }) => ruleId === 'vm-agent-missing');
    const exempt = new Set((report.exempt ?? []).map(({ resource }) => resource.id.toLowerCase()));
    expect(exempt.size).toBeGreaterThan(0);
    // Those that are not judged are not asked either.
    const judged = running.map(({ id }) => id.toLowerCase()).filter((id) => !exempt.has(id));
    const asked = server.armPaths.filter((path) => path.endsWith('/instanceView'));
    expect([...asked].map((path) => path.toLowerCase()).sort()).toEqual(
      judged.map((id) => `${id}/instanceview`).sort(),
    );
    const good = agents.filter(({ kind }) => kind === 'pass').map(({ resource }) => resource.id.toLowerCase());
    expect(good.sort()).toEqual(
      running
        .map(({ id }) => id.toLowerCase())
        .filter((id) => !silentAgents.has(id) && !exempt.has(id))
        .sort(),
    );
  });

  const onlyInInfo = ({ sourceResourceId, ...properties }: StoredRow['properties']): object =>
    sourceResourceId === undefined
      ? properties
      : { ...properties, sourceResourceId: '', dataSourceInfo: { resourceID: sourceResourceId } };

  it.each<[string, (row: StoredRow) => unknown]>([
    ['as it says', ({ properties }) => properties],
    ['which it names in another place', ({ properties }) => onlyInInfo(properties)],
    ['as its text says', ({ properties }) => JSON.stringify(properties)],
  ])('=suspect asks only where the last backup of an item did not complete, %s', async (_name, propertiesOf) => {
    const store = new GraphStore(rows);
    const written = new Map(rows.map((row) => [row.id, propertiesOf(row)]));
    const faults: FaultScript = () => ({
      kind: 'change',
      change: ({ data, ...answer }) => ({
        ...answer,
        data: data.map((row) => ({ ...row, properties: written.get(String(row['id'])) })),
      }),
    });
    const server = await start({ store, arm: createArm(store), faults });
    const { report } = await auditAgainst(server, ['--deep=suspect']);
    const suspects = rows
      .filter(({ properties }) => properties['lastBackupStatus'] === 'Failed')
      .map(({ properties }) => `${String(properties['sourceResourceId'])}/instanceView`.toLowerCase());
    const expected = suspects.filter((path) => running.some(({ id }) => path.startsWith(id.toLowerCase())));
    const exempt = new Set((report.exempt ?? []).map(({ resource }) => `${resource.id}/instanceView`.toLowerCase()));
    const asked = server.armPaths.map((path) => path.toLowerCase()).filter((path) => path.endsWith('/instanceview'));
    expect(asked.sort()).toEqual(expected.filter((path) => !exempt.has(path)).sort());
    expect(expected.length).toBeGreaterThan(0);
  });

  it.each<[string, object, RegExp]>([
    ['no agent', { statuses: [{ code: 'PowerState/running' }] }, /says nothing of its VM agent/],
    ['no status of it', { vmAgent: { statuses: [] } }, /says nothing of its VM agent/],
    [
      'an agent that is being updated',
      { vmAgent: { statuses: [{ code: 'ProvisioningState/transitioning', displayStatus: 'Updating' }] } },
      /neither ready nor silent: 'Updating'/,
    ],
  ])('leaves open what an instance view does not say: %s', async (_name, body, because) => {
    const { code, report } = await auditAgainst(
      await start({ store: new GraphStore(rows), arm: () => ({ status: 200, body }) }),
      ['--deep'],
    );
    expect(code).not.toBe(3);
    expect(failing(report, 'vm-agent-missing')).toEqual([]);
    const open = report.findings.filter(({ ruleId }) => ruleId === 'vm-agent-missing');
    expect(open).toContainEqual(expect.objectContaining({ kind: 'open', because: expect.stringMatching(because) }));
  });

  it('is incomplete when the instance views may not be read', async () => {
    const server = await start({
      store: new GraphStore(rows),
      arm: () => ({
        status: 403,
        body: { error: { code: 'AuthorizationFailed', message: 'no right to instanceView' } },
      }),
    });
    const { code, report } = await auditAgainst(server, ['--deep']);
    expect(code).toBe(3);
    expect(report.units[0]?.subscription).toMatchObject({
      status: 'partly',
      because: expect.stringMatching(/no right to instanceView/),
    });
  });
});

describe('an audit that cannot run', () => {
  it.each([
    ['no token', ['audit', '--credential', 'env-token'], /BACKUPLINT_TOKEN/],
    ['no tenant', ['audit', '--credential', 'github-oidc'], /AZURE_TENANT_ID/],
    ['no client', ['audit', '--credential', 'github-oidc', '--sign-in-tenant', 'contoso'], /AZURE_CLIENT_ID/],
    ['no identity', ['audit', '--credential', 'workload-identity'], /cannot sign in to Azure: .*clientId/],
    ['a tenant that is none', ['audit', '--credential', 'environment', '--sign-in-tenant', '$'], /cannot sign in/],
    ['an endpoint without TLS', ['audit', '--arm-endpoint', 'http://127.0.0.1:1'], /https/],
    ['a cloud that there is not', ['audit', '--cloud', 'germany'], /--cloud cannot be 'germany'/],
    ['a --deep that there is not', ['audit', '--deep=everything'], /--deep cannot be 'everything'/],
  ])('says so and ends with 2: %s', async (_name, args, message) => {
    const { code, stdout, stderr } = await runAlone(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('ends with 2 when the server does not take the token', async () => {
    const script = inOrder({
      kind: 'status',
      status: 401,
      body: { error: { code: 'ExpiredAuthenticationToken', message: 'expired' } },
    });
    const { code, stderr } = await runAgainst(await start({ store: new GraphStore(estate()), faults: script }), [
      'audit',
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/does not accept the sign-in: expired/);
    expect(stderr).not.toContain(secretToken);
  });

  it('repeats no token that a server echoes', async () => {
    const message = `the header 'Authorization: Bearer ${secretToken}' is too long`;
    const echo: FaultScript = (request) =>
      request === 0 ? undefined : { kind: 'status', status: 400, body: { error: { code: 'BadRequest', message } } };
    const server = await start({ store: new GraphStore(estate()), faults: echo });
    const { code, report, stdout } = await auditAgainst(server);
    expect(code).toBe(3);
    expect(stdout).not.toContain(secretToken);
    expect(report.units[0]?.subscription?.because).toContain("'Authorization: (a token)' is too long");
  });

  it('judges nothing and says so when nothing is visible', async () => {
    const { code, report } = await auditAgainst(await start({ store: new GraphStore([]) }));
    expect(code).toBe(3);
    expect(report.diagnostics).toMatchObject([
      { code: 'scope-incomplete', message: expect.stringMatching(/no subscription of the tenant/) },
    ]);
  });

  it('prints its queries without any connection', async () => {
    const { code, stdout } = await runAlone(['audit', '--print-queries']);
    expect(code).toBe(0);
    expect(stdout.match(/order by id asc/g)).toHaveLength(5);
  });
});
