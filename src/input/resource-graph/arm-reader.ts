import type { ArmAnswer, ArmClient } from './arm-client.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { GraphFailure } from './graph-client.ts';
import { QuotaGate } from './quota-gate.ts';
import { send } from './send.ts';
import type { Counters, Wait } from './send.ts';

/** Reads from Resource Manager with retries, at its own rate. */
export interface ArmReader {
  get(path: string, apiVersion: string): Promise<ArmAnswer | GraphFailure>;
  /** Every `value` of a list that may have several pages; the failure when one of them does not come. */
  list(path: string, apiVersion: string): Promise<readonly unknown[] | GraphFailure>;
  readonly counters: Readonly<Counters>;
}

/**
 * Resource Manager refills 25 reads a second for a principal and subscription; we stay below.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
const armQuota = { requests: 100, windowMs: 5000 };
const mostPages = 1000;

/** A reader on `client`; `waiting` is told when a request has to wait. */
export function createArmReader(
  client: ArmClient,
  waiting: (wait: Wait) => void,
  { signal, clock = systemClock }: { readonly signal?: AbortSignal; readonly clock?: Clock } = {},
): ArmReader {
  const counters: Counters = { requests: 0, pages: 0, retries: 0, waitedMs: 0 };
  const gate = new QuotaGate(clock, armQuota);
  const sending = { clock, gate, counters, health: { hasGivenUp: false }, waiting, ...(signal && { signal }) };
  return {
    counters,
    get: (path, apiVersion) => send(() => client.get(path, apiVersion, signal), sending),
    async list(path, apiVersion) {
      const values: unknown[] = [];
      let answer = await send(() => client.get(path, apiVersion, signal), sending);
      for (let pages = 0; pages < mostPages; pages++) {
        if (!answer.ok) return answer;
        const page = pageOf(answer.body);
        if (page === undefined) return { ok: false, kind: 'malformed', message: 'the answer is no list', quota: {} };
        values.push(...page.value);
        const { nextLink } = page;
        if (nextLink === undefined) return values;
        answer = await send(() => client.getNext(nextLink, signal), sending);
      }
      return { ok: false, kind: 'malformed', message: `the list has more than ${mostPages} pages`, quota: {} };
    },
  };
}

function pageOf(body: unknown): { readonly value: readonly unknown[]; readonly nextLink?: string } | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Reflect.get(body, 'value');
  const nextLink: unknown = Reflect.get(body, 'nextLink');
  if (!Array.isArray(value)) return undefined;
  return { value, ...(typeof nextLink === 'string' && nextLink !== '' ? { nextLink } : {}) };
}
