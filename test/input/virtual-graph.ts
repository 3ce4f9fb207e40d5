import type { GraphClient, GraphFailure, GraphPage, PageRequest } from '../../src/input/resource-graph/graph-client.ts';
import { readAnswer } from '../../src/input/resource-graph/read-answer.ts';
import type { Clock } from '../../src/input/resource-graph/clock.ts';
import { createRandom, generateEstate } from '../counterpart/estate-generator.ts';
import type { Random, StoredRow } from '../counterpart/estate-generator.ts';
import { throttledBody, tooLargeBody } from '../counterpart/faults.ts';
import { GraphStore } from '../counterpart/graph-store.ts';
import type { GraphAnswerBody } from '../counterpart/graph-store.ts';

/** A clock whose time passes only by waiting: no test sleeps. */
function createVirtualClock(random: Random = () => 0): Clock {
  let time = 0;
  return {
    now: () => time,
    random,
    sleep(milliseconds) {
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

/** A random estate with a random fault script: everything follows from the seed. */
export interface Scenario {
  readonly client: GraphClient;
  readonly clock: Clock;
  /** Subscriptions that are asked for; none: all that are visible. */
  readonly asked: readonly string[];
  readonly rows: readonly StoredRow[];
  /** Subscriptions (ids) that the principal may not see. */
  readonly hidden: ReadonlySet<string>;
  /** What went wrong, for the message of a test that fails. */
  readonly faults: readonly string[];
  /** Ids of machines that came or went while the audit was reading: their rows may be there or not. */
  readonly restless: ReadonlySet<string>;
}

/** Makes the scenario of a seed. Pages are small so that small estates have many of them. */
export function createScenario(seed: number): Scenario {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const subscriptions = 1 + pick(4);
  const rows = [...generateEstate({ seed, subscriptions, machines: pick(40) })];
  const ids = [...new Set(rows.map((row) => row.subscriptionId))];
  const hidden = new Set(random() < 0.25 ? ids.filter(() => random() < 0.4) : []);
  const asked = random() < 0.5 ? ids : [];
  const graph = new FaultyGraph(rows, hidden, random);
  return {
    client: graph,
    clock: createVirtualClock(random),
    asked,
    rows,
    hidden,
    faults: graph.faults,
    restless: graph.restless,
  };
}

type Fault = (answer: GraphAnswerBody, request: PageRequest) => GraphPage | GraphFailure;

/** Answers as Resource Graph does, but for what goes wrong. */
class FaultyGraph implements GraphClient {
  readonly faults: string[] = [];
  readonly restless = new Set<string>();
  readonly #rows: StoredRow[];
  readonly #hidden: readonly string[];
  readonly #random: Random;
  readonly #pageSize: number;
  readonly #rate: number;
  #requests = 0;
  #lastToken = '';

  constructor(rows: readonly StoredRow[], hidden: ReadonlySet<string>, random: Random) {
    this.#rows = [...rows];
    this.#hidden = [...hidden];
    this.#random = random;
    this.#pageSize = 1 + Math.floor(random() * 12);
    this.#rate = [0, 0.05, 0.2, 0.6][Math.floor(random() * 4)] ?? 0;
  }

  page(request: PageRequest): Promise<GraphPage | GraphFailure> {
    this.#requests++;
    const fault = this.#random() < this.#rate ? this.#pickFault() : undefined;
    const answer = this.#store().answer({
      query: request.query,
      ...(request.scope.kind === 'subscriptions' ? { subscriptions: request.scope.subscriptions } : {}),
      options: {
        $top: Math.min(request.top, this.#pageSize),
        ...(request.skipToken === undefined ? {} : { $skipToken: request.skipToken }),
      },
    });
    if (answer === undefined) return Promise.resolve(failure(403, { error: { code: 'AuthorizationFailed' } }));
    this.#lastToken = answer.$skipToken ?? this.#lastToken;
    return Promise.resolve(fault === undefined ? asPage(answer) : fault(answer, request));
  }

  #store(): GraphStore {
    return new GraphStore(this.#rows, { hidden: this.#hidden });
  }

  #pickFault(): Fault {
    const names = Object.keys(this.#kinds);
    const name = names[Math.floor(this.#random() * names.length)] ?? '';
    this.faults.push(`${this.#requests}: ${name}`);
    return this.#kinds[name] ?? asPage;
  }

  readonly #kinds: Readonly<Record<string, Fault>> = {
    throttled: () => failure(429, throttledBody, { 'x-ms-user-quota-resets-after': '00:00:02' }),
    'throttled without headers': () => failure(429, ''),
    'server error': () => failure(503, {}),
    'connection reset': () => ({ ok: false, kind: 'network', message: 'the connection was reset', quota: {} }),
    'half a body': () => ({ ok: false, kind: 'network', message: 'the body ended early', quota: {} }),
    denied: () => failure(403, { error: { code: 'AuthorizationFailed', message: 'no role' } }),
    'too large': (answer, { top }) => (top > 1 ? failure(400, tooLargeBody(20_000_000)) : asPage(answer)),
    'expired token': (answer, { skipToken }) =>
      skipToken === undefined
        ? asPage(answer)
        : failure(400, { error: { code: 'InvalidSkipToken', message: 'expired' } }),
    'token of another page': (answer) => asPage({ ...answer, ...(this.#lastToken && { $skipToken: this.#lastToken }) }),
    'token lost': (answer) => asPage(without(answer, '$skipToken')),
    'truncated without a token': (answer) => asPage({ ...without(answer, '$skipToken'), resultTruncated: 'true' }),
    'a row lost': (answer) => asPage({ ...answer, data: answer.data.slice(1) }),
    'a row twice instead of another': (answer) =>
      asPage({ ...answer, data: answer.data.map((row, index) => (index === 1 ? (answer.data[0] ?? row) : row)) }),
    'a row twice': (answer) => asPage({ ...answer, data: [...answer.data, ...answer.data.slice(0, 1)] }),
    'no rows': (answer) => asPage({ ...answer, data: [] }),
    'rows without ids': (answer) => asPage({ ...answer, data: answer.data.map((row) => without(row, 'id')) }),
    'data that is no list': (answer) => asPage({ ...answer, data: Object.assign({}, answer.data) }),
    'no count': (answer) => asPage(without(answer, 'totalRecords')),
    'an empty object': () => asPage({}),
    'a machine goes': (answer) => this.#remove(answer),
    'a machine comes': (answer) => this.#add(answer),
    'a machine goes and another comes': (answer) => {
      this.#remove(answer);
      return this.#add(answer, 'z');
    },
  };

  /** Later pages are cut from what is left: the rows behind it move forward. */
  #remove(answer: GraphAnswerBody): GraphPage | GraphFailure {
    const index = this.#rows.findIndex((row) => isMachine(row) && this.#random() < 0.3);
    const [gone] = index < 0 ? [] : this.#rows.splice(index, 1);
    if (gone !== undefined) this.restless.add(gone.id);
    return asPage(answer);
  }

  /** In group `a` it is before all others in the order of ids, and every row moves to a later place; in group `z` it is the last one. */
  #add(answer: GraphAnswerBody, group: 'a' | 'z' = 'a'): GraphPage | GraphFailure {
    const model = this.#rows.find(isMachine);
    if (model === undefined) return asPage(answer);
    const name = `a-new-${this.restless.size}`;
    const id = model.id.replace(
      /resourceGroups\/.*/,
      `resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`,
    );
    this.#rows.push({ ...model, id, name });
    this.restless.add(id);
    return asPage(answer);
  }
}

/** True for the row of a machine. */
export function isMachine(row: StoredRow): boolean {
  return row.type === 'microsoft.compute/virtualmachines';
}

function without(object: object, key: string): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function asPage(body: unknown): GraphPage | GraphFailure {
  return readAnswer({ status: 200, header: () => undefined, body });
}

function failure(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): GraphPage | GraphFailure {
  return readAnswer({ status, header: (name) => headers[name], body });
}
