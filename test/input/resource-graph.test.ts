import { afterEach, describe, expect, it } from 'vitest';
import { createGraphSource } from '../../src/input/resource-graph/graph-source.ts';
import { createSdkClient } from '../../src/input/resource-graph/sdk-client.ts';
import type { SourceOutcome } from '../../src/input/row-source.ts';
import { generateEstate } from '../counterpart/estate-generator.ts';
import { inOrder, tooLargeBody } from '../counterpart/faults.ts';
import type { Fault, FaultScript } from '../counterpart/faults.ts';
import { GraphStore } from '../counterpart/graph-store.ts';
import type { GraphAnswerBody } from '../counterpart/graph-store.ts';
import { startCounterpart } from '../counterpart/server.ts';
import type { Counterpart, CounterpartOptions } from '../counterpart/server.ts';
import { createVirtualClock } from './virtual-clock.ts';

let counterpart: Counterpart | undefined;
afterEach(async () => {
  await counterpart?.close();
  counterpart = undefined;
});

interface Reading {
  readonly ids: readonly string[];
  readonly outcome: SourceOutcome;
}

async function readMachines(
  { confirm = false, ...options }: CounterpartOptions & { readonly confirm?: boolean },
  subscriptions: readonly string[] = [],
): Promise<Reading> {
  counterpart = await startCounterpart(options);
  const client = await createSdkClient({
    credential: { getToken: () => Promise.resolve({ token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 }) },
    armEndpoint: counterpart.endpoint,
    tokenScope: 'https://management.azure.com/.default',
    certificateAuthority: counterpart.certificate,
    timeoutMs: 5000,
  });
  const source = createGraphSource({
    client,
    subscriptions,
    managementGroups: [],
    tenantIds: [],
    requireSubscriptions: [],
    minSubscriptions: 0,
    confirm,
    instanceView: () => Promise.resolve({ kind: 'gone' }),
    progress: () => undefined,
    clock: createVirtualClock(),
  });
  const ids: string[] = [];
  for await (const page of source.pages('virtualMachines')) ids.push(...page.map((row) => String(row['id'])));
  return { ids, outcome: source.outcome() };
}

function estate(machines: number): GraphStore {
  return new GraphStore(generateEstate({ seed: 7, subscriptions: 2, machines }));
}

function machineIds(store: GraphStore): readonly string[] {
  return store.rows.filter((row) => row.type === 'microsoft.compute/virtualmachines').map((row) => row.id);
}

/** The first request asks for the subscriptions; the fault meets the ones after it. */
function onMachines(...faults: readonly (Fault | undefined)[]): FaultScript {
  return inOrder(undefined, ...faults);
}

describe('reading Resource Graph', () => {
  it('reads all pages', async () => {
    const store = estate(2345);
    const { ids, outcome } = await readMachines({ store });
    expect([...ids].sort()).toEqual([...machineIds(store)].sort());
    expect(outcome).toMatchObject({ gaps: [], diagnostics: [], retries: 0, pages: 4 });
    expect(outcome.scopes.map((scope) => scope.status)).toEqual(['read', 'read']);
  });

  it.each<[string, FaultScript]>([
    ['a 429 with Retry-After', onMachines({ kind: 'throttle', retryAfter: '2' })],
    ['a 429 with quota headers only', onMachines({ kind: 'throttle', resetsAfter: '00:00:04' })],
    ['a 429 without any header or body', onMachines({ kind: 'throttle', body: 'empty' })],
    ['a server error', onMachines({ kind: 'status', status: 503, body: {} })],
    ['a connection reset', onMachines({ kind: 'reset' })],
    ['half a body', onMachines({ kind: 'half' })],
    ['a page of a gateway', onMachines({ kind: 'respond', respond: (response) => response.end('<html>Wait</html>') })],
    ['a server that keeps silent', onMachines({ kind: 'slow', milliseconds: 6000 })],
    ['a page too large', onMachines({ kind: 'status', status: 400, body: tooLargeBody(94_330_584) })],
    ['an expired token on the second page', onMachines(undefined, { kind: 'status', status: 400, body: expiredToken })],
    ['rows that moved to a page already read', onMachines(undefined, { kind: 'change', change: repeatFirstRow })],
    ['five server errors in a row', onMachines(...Array<Fault>(5).fill({ kind: 'status', status: 500, body: {} }))],
    ['a Retry-After of a day', onMachines({ kind: 'throttle', retryAfter: '86400' })],
    ['a quota that is renewed tomorrow', onMachines(headers({ 'x-ms-user-quota-resets-after': '23:59:59' }))],
    ['a byte order mark', onMachines(bytes((text) => `\uFEFF${text}`))],
    ['a token in the spelling of the SDKs', onMachines({ kind: 'change', change: renameToken })],
    ['a page that counts other rows than it has', onMachines({ kind: 'change', change: miscount })],
    ['an answer in the format of tables', onMachines({ kind: 'change', change: asTable })],
  ])('gets the whole list in spite of %s', async (_name, faults) => {
    const store = estate(1500);
    const { ids, outcome } = await readMachines({ store, faults });
    expect([...ids].sort()).toEqual([...machineIds(store)].sort());
    expect(outcome.gaps).toEqual([]);
    expect(outcome.waitedMs).toBeLessThan(200_000);
  });

  it.each<[string, FaultScript, number]>([
    ['twice where nothing changes', () => undefined, 2],
    ['twice where a machine goes after the first time', onMachines(oneMore, oneMore), 2],
    ['three times where the first passed over a machine', onMachines(oneLess, oneLess), 3],
  ])('with confirmation, reads a list of several pages %s', async (_name, faults, readings) => {
    const store = estate(1500);
    const { ids, outcome } = await readMachines({ store, faults, confirm: true });
    expect(ids).toEqual(expect.arrayContaining([...machineIds(store)]));
    expect(outcome).toMatchObject({ gaps: [], pages: 1 + 2 * readings });
  });

  it.each<[string, (answer: GraphAnswerBody) => unknown, RegExp]>([
    [
      'truncated without a token',
      ({ $skipToken: _, ...rest }) => ({ ...rest, resultTruncated: 'true' }),
      /cut the result/,
    ],
    ['a page short', (answer) => ({ ...answer, data: answer.data.slice(1) }), /the server counts 1500 rows, but/],
    ['data that is no list', (answer) => ({ ...answer, data: { 0: {} } }), /no `data` array/],
    ['a table whose rows lack a cell', (answer) => shortened(asTable(answer)), /no `data` array/],
    ['a table with two columns of a name', (answer) => doubled(asTable(answer)), /no `data` array/],
    ['no row count', ({ totalRecords: _, ...rest }) => rest, /`totalRecords`/],
    [
      'rows without an id',
      (answer) => ({ ...answer, data: answer.data.map(({ id: _, ...row }) => row) }),
      /have no id/,
    ],
    ['a row of another type', oneOfAnotherType, /1 rows are of another type/],
    ['a page that counts other rows than it has', miscount, /a page says that it has 1001 rows, but has 1000/],
    ['a token that is no text', (answer) => ({ ...answer, $skipToken: 7 }), /skip token of the answer is no text/],
    ['an error with status 200', () => ({ error: { code: 'X', message: 'boom' } }), /boom/],
    ['the same token again', (answer) => ({ ...answer, $skipToken: 'eyJvZmZzZXQiOjB9' }), /same skip token/],
  ])('says that the list is incomplete: %s', async (_name, change, because) => {
    const onlyMachines: FaultScript = (request) => (request === 0 ? undefined : { kind: 'change', change });
    const { outcome } = await readMachines({ store: estate(1500), faults: onlyMachines });
    expect(outcome.gaps).toHaveLength(2);
    expect(outcome.gaps[0]?.because).toMatch(because);
    expect(outcome.scopes.every((scope) => scope.status === 'partly')).toBe(true);
  });

  it('names subscriptions that are not visible', async () => {
    const [first, second] = [...subscriptionIds()];
    const store = new GraphStore(generateEstate({ seed: 7, subscriptions: 2, machines: 10 }), {
      hidden: [second ?? ''],
    });
    const { ids, outcome } = await readMachines({ store }, [first ?? '', second ?? '']);
    expect(ids).toHaveLength(5);
    expect(outcome.scopes).toMatchObject([{ status: 'read' }, { subscriptionId: second, status: 'hidden' }]);
    expect(outcome.gaps).toMatchObject([{ subscriptionId: second }]);
  });

  it('leaves out what it did not ask for: rows of other subscriptions', async () => {
    const [first = ''] = [...subscriptionIds()];
    const store = estate(10);
    const everything: FaultScript = (_request, { query }) => ({
      kind: 'change',
      change: () => store.answer({ query, options: { $top: 1000 } }),
    });
    const { ids, outcome } = await readMachines({ store, faults: everything }, [first.toUpperCase()]);
    expect([...ids].sort()).toEqual(machineIds(store).filter((id) => id.includes(first)));
    expect(outcome).toMatchObject({ gaps: [], scopes: [{ subscriptionId: first, status: 'read' }] });
    expect(outcome.diagnostics).toMatchObject([{ code: 'other-subscriptions', level: 'note' }]);
  });

  it('keeps them for the half of the batch that asks for them', async () => {
    const store = estate(10);
    const everything: FaultScript = (request, { query, subscriptions = [] }) =>
      request > 0 && subscriptions.length > 1
        ? { kind: 'status', status: 400, body: {} }
        : { kind: 'change', change: () => store.answer({ query, options: { $top: 1000 } }) };
    const { ids, outcome } = await readMachines({ store, faults: everything });
    expect([...ids].sort()).toEqual([...machineIds(store)].sort());
    expect(outcome.gaps).toEqual([]);
  });

  it('takes rows whose ids differ only in case for one', async () => {
    const rows = [...generateEstate({ seed: 7, subscriptions: 1, machines: 3 })];
    const again = rows.map((row) =>
      row.type.endsWith('/virtualmachines') ? { ...row, id: row.id.toUpperCase() } : row,
    );
    const { ids, outcome } = await readMachines({ store: new GraphStore([...rows, ...again.slice(1)]) });
    expect(ids).toHaveLength(3);
    expect(outcome.gaps).toEqual([]);
  });

  it('does not ask for each of many subscriptions that are refused', async () => {
    const store = new GraphStore(generateEstate({ seed: 7, subscriptions: 200, machines: 0 }));
    const faults: FaultScript = (request) => (request === 0 ? undefined : { kind: 'status', status: 400, body: {} });
    const { outcome } = await readMachines({ store, faults });
    expect(outcome.gaps).toHaveLength(200);
    expect(outcome.requests).toBeLessThan(100);
  });

  it('gives up after a bounded number of tries and says so', async () => {
    const faults: FaultScript = (request) => (request === 0 ? undefined : { kind: 'status', status: 500, body: {} });
    const { outcome } = await readMachines({ store: estate(5), faults });
    expect(outcome.gaps).toHaveLength(2);
    expect(outcome.requests).toBe(7);
  });
});

const expiredToken = {
  error: {
    code: 'BadRequest',
    message: '',
    details: [{ code: 'InvalidSkipToken', message: 'The skip token has expired.' }],
  },
};

function renameToken({ $skipToken, ...answer }: GraphAnswerBody): unknown {
  return { ...answer, skipToken: $skipToken };
}

interface TableAnswer extends Omit<GraphAnswerBody, 'data'> {
  readonly data: { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly unknown[][] };
}

/** `resultFormat: table`. */
function asTable({ data, ...answer }: GraphAnswerBody): TableAnswer {
  const names = Object.keys(data[0] ?? {});
  const columns = names.map((name) => ({ name, type: 'object' }));
  return { ...answer, data: { columns, rows: data.map((row) => names.map((name) => row[name])) } };
}

function shortened({ data: { columns, rows }, ...answer }: TableAnswer): unknown {
  return { ...answer, data: { columns, rows: rows.map((cells) => cells.slice(1)) } };
}

function doubled({ data: { columns, rows }, ...answer }: TableAnswer): unknown {
  const [first] = columns;
  return { ...answer, data: { columns: [...columns, first], rows: rows.map((cells) => [...cells, 'other']) } };
}

function miscount(answer: GraphAnswerBody): unknown {
  return { ...answer, count: answer.count + 1 };
}

function oneOfAnotherType(answer: GraphAnswerBody): unknown {
  return { ...answer, data: answer.data.map((row, index) => (index === 0 ? { ...row, type: 'other/type' } : row)) };
}

/** The answer, with these headers and no quota left. */
function headers(more: Readonly<Record<string, string>>): Fault {
  return {
    kind: 'respond',
    respond(response, answer) {
      response.writeHead(200, { 'content-type': 'application/json', 'x-ms-user-quota-remaining': '0', ...more });
      response.end(JSON.stringify(answer));
    },
  };
}

/** The answer as other bytes. */
function bytes(change: (text: string) => string): Fault {
  return {
    kind: 'respond',
    respond(response, answer) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(change(JSON.stringify(answer)));
    },
  };
}

const isFull = (answer: GraphAnswerBody): boolean => answer.data.length === 1000;

/** A machine more in the whole list, which is on its second page. */
const oneMore = changed((answer) => {
  const gone = { ...answer.data[0], id: `${String(answer.data[0]?.['id'])}-gone` };
  const data = isFull(answer) ? answer.data : [...answer.data, gone];
  return { ...answer, data, count: data.length, totalRecords: answer.totalRecords + 1 };
});

/** The whole list without the last machine of its second page. */
const oneLess = changed((answer) => {
  const data = isFull(answer) ? answer.data : answer.data.slice(0, -1);
  return { ...answer, data, count: data.length, totalRecords: answer.totalRecords - 1 };
});

function changed(change: (answer: GraphAnswerBody) => unknown): Fault {
  return { kind: 'change', change };
}

function repeatFirstRow(answer: GraphAnswerBody): unknown {
  return { ...answer, data: [...answer.data, answer.data[0]] };
}

function* subscriptionIds(): Generator<string> {
  for (const row of generateEstate({ seed: 7, subscriptions: 2, machines: 0 })) {
    if (row.table === 'resourcecontainers') yield row.subscriptionId;
  }
}
