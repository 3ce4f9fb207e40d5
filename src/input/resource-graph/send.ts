import type { Clock } from './clock.ts';
import type { GraphFailure, QuotaState } from './graph-client.ts';
import type { QuotaGate } from './quota-gate.ts';

/** What sending needs besides the request; one for all requests that share a quota. */
export interface Sending {
  readonly clock: Clock;
  readonly gate: QuotaGate;
  readonly counters: Counters;
  /** How the requests before went; one for all that go to the same server. */
  readonly health: Health;
  readonly signal?: AbortSignal;
  /** Told when a request has to wait. */
  readonly waiting: (wait: Wait) => void;
}

export interface Counters {
  requests: number;
  pages: number;
  retries: number;
  waitedMs: number;
}

/** Whether the server did not answer the last request in spite of all tries. */
export interface Health {
  hasGivenUp: boolean;
}

export interface Wait {
  readonly milliseconds: number;
  readonly reason: 'quota' | 'throttled' | 'server' | 'network' | 'timeout';
}

/** What every answer says, good or bad. */
export interface Answer {
  readonly ok: boolean;
  readonly quota: QuotaState;
}

/** Tries in all, first one included. */
const tries = { throttled: 8, server: 6, network: 6, timeout: 3 } as const;
/** No single wait is longer, whatever the server asks for. */
const longestWaitMs = 120_000;
/** Who has waited for so long for one request waits no more. */
const mostWaitingMs = 300_000;

/**
 * Sends a request until there is an answer or a failure that asking again will not mend. Throttling waits as long as the server asks
 * (`Retry-After`, `x-ms-user-quota-resets-after`), other faults exponentially longer; both are bounded. Once a request was given up, those after it are
 * tried one time only, until the server answers again: a server that is down must not take its time for each of a thousand requests. `once` sends it
 * one time.
 */
export async function send<T extends Answer & { readonly ok: true }>(
  once: () => Promise<T | GraphFailure>,
  sending: Sending,
): Promise<T | GraphFailure> {
  for (let attempt = 1, waited = 0; ; attempt++) {
    const waiting = (milliseconds: number): void => sending.waiting({ milliseconds, reason: 'quota' });
    const slot = await sending.gate.admit(waiting, sending.signal);
    sending.counters.requests++;
    const answer = await once();
    sending.gate.answered(slot, answer.quota);
    if (answer.ok || !isTransient(answer)) {
      sending.health.hasGivenUp = false;
      return answer;
    }
    const milliseconds = delayOf(answer, attempt, sending.clock);
    waited += milliseconds;
    if (sending.health.hasGivenUp || attempt >= tries[answer.kind] || waited > mostWaitingMs) {
      sending.health.hasGivenUp = true;
      return answer;
    }
    sending.counters.retries++;
    await pause(answer, milliseconds, sending);
  }
}

type TransientFailure = GraphFailure & { readonly kind: keyof typeof tries };

function isTransient(failure: GraphFailure): failure is TransientFailure {
  return failure.kind in tries;
}

function delayOf(failure: TransientFailure, attempt: number, clock: Clock): number {
  const asked = Math.max(failure.retryAfterMs ?? 0, failure.quota.resetsAfterMs ?? 0);
  const base = failure.kind === 'throttled' ? Math.max(asked, 1000) : Math.max(asked, 500 * 2 ** (attempt - 1));
  return Math.min(longestWaitMs, base * (1 + clock.random() / 4));
}

async function pause(failure: TransientFailure, milliseconds: number, sending: Sending): Promise<void> {
  sending.waiting({ milliseconds, reason: failure.kind });
  // The quota belongs to the principal: while one request is throttled, the others would be, too.
  if (failure.kind === 'throttled') sending.gate.block(milliseconds);
  sending.counters.waitedMs += milliseconds;
  await sending.clock.sleep(milliseconds, sending.signal);
}
