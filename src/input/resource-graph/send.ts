import type { Clock } from './clock.ts';
import type { GraphFailure, QuotaState } from './graph-client.ts';
import type { QuotaGate } from './quota-gate.ts';

/** What sending needs besides the request; one for all requests that share a quota. */
export interface Sending {
  readonly clock: Clock;
  readonly gate: QuotaGate;
  readonly counters: Counters;
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

export interface Wait {
  readonly milliseconds: number;
  readonly reason: 'quota' | 'throttled' | 'server' | 'network';
}

/** What every answer says, good or bad. */
export interface Answer {
  readonly ok: boolean;
  readonly quota: QuotaState;
}

/** Tries in all, first one included. */
const tries = { throttled: 8, server: 4, network: 4 } as const;
const longestWaitMs = 120_000;

/**
 * Sends a request until there is an answer or a failure that asking again will not mend. Throttling waits as long as the server asks
 * (`Retry-After`, `x-ms-user-quota-resets-after`), other faults exponentially longer; both are bounded. `once` sends it one time.
 */
export async function send<T extends Answer & { readonly ok: true }>(
  once: () => Promise<T | GraphFailure>,
  sending: Sending,
): Promise<T | GraphFailure> {
  for (let attempt = 1; ; attempt++) {
    await sending.gate.admit((milliseconds) => sending.waiting({ milliseconds, reason: 'quota' }), sending.signal);
    sending.counters.requests++;
    const answer = await once();
    sending.gate.note(answer.quota);
    if (answer.ok || !isTransient(answer) || attempt >= tries[answer.kind]) return answer;
    sending.counters.retries++;
    await pause(answer, attempt, sending);
  }
}

type TransientFailure = GraphFailure & { readonly kind: keyof typeof tries };

function isTransient(failure: GraphFailure): failure is TransientFailure {
  return failure.kind in tries;
}

async function pause(failure: TransientFailure, attempt: number, sending: Sending): Promise<void> {
  const asked = Math.max(failure.retryAfterMs ?? 0, failure.quota.resetsAfterMs ?? 0);
  const base = failure.kind === 'throttled' ? Math.max(asked, 1000) : Math.max(asked, 500 * 2 ** (attempt - 1));
  const milliseconds = Math.min(longestWaitMs, base * (1 + sending.clock.random() / 4));
  sending.waiting({ milliseconds, reason: failure.kind });
  // The quota belongs to the principal: while one request is throttled, the others would be, too.
  if (failure.kind === 'throttled') sending.gate.block(milliseconds);
  sending.counters.waitedMs += milliseconds;
  await sending.clock.sleep(milliseconds, sending.signal);
}
