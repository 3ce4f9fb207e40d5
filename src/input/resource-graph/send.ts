import type { Clock } from './clock.ts';
import type { GraphClient, GraphFailure, GraphPage, PageRequest } from './graph-client.ts';
import type { QuotaGate } from './quota-gate.ts';

/** What sending needs besides the request; one for a whole audit. */
export interface Sending {
  readonly client: GraphClient;
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

/** Tries in all, first one included. */
const tries = { throttled: 8, server: 4, network: 4 } as const;
const longestWaitMs = 120_000;

/**
 * Sends a request until there is a page or a failure that asking again will not mend. Throttling waits as long as the server asks (`Retry-After`,
 * `x-ms-user-quota-resets-after`), other faults exponentially longer; both are bounded.
 */
export async function send(request: PageRequest, sending: Sending): Promise<GraphPage | GraphFailure> {
  for (let attempt = 1; ; attempt++) {
    await sending.gate.admit((milliseconds) => sending.waiting({ milliseconds, reason: 'quota' }), sending.signal);
    sending.counters.requests++;
    const answer = await sending.client.page(request, sending.signal);
    sending.gate.note(answer.quota);
    if (answer.ok) {
      sending.counters.pages++;
      return answer;
    }
    if (!isTransient(answer) || attempt >= tries[answer.kind]) return answer;
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
