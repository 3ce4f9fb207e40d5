import type { Clock } from './clock.ts';
import type { QuotaState } from './graph-client.ts';

/**
 * Resource Graph allows a principal about 15 queries in 5 seconds; every page counts.
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
const defaultQuota: Quota = { requests: 15, windowMs: 5000 };

/** Quotas are for seconds. Who says hours beforehand is mistaken, or will say so again when it refuses a request. */
const mostWindows = 3;

export interface Quota {
  readonly requests: number;
  readonly windowMs: number;
}

/** Lets requests of all lists through at no more than the quota's rate, and stops them while the server says that none is left. */
export class QuotaGate {
  readonly #quota: Quota;
  readonly #clock: Clock;
  readonly #starts: number[] = [];
  #blockedUntil = 0;
  #waitedMs = 0;

  constructor(clock: Clock, quota: Quota = defaultQuota) {
    this.#clock = clock;
    this.#quota = quota;
  }

  /** Milliseconds that requests have waited here. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  /** Resolves when one more request may be sent. `waiting` is told how long it will take, when it takes any time. */
  async admit(waiting: (milliseconds: number) => void, signal?: AbortSignal): Promise<void> {
    for (let delay = this.#delay(); delay > 0; delay = this.#delay()) {
      waiting(delay);
      this.#waitedMs += delay;
      await this.#clock.sleep(delay, signal);
    }
    this.#starts.push(this.#clock.now());
    if (this.#starts.length > this.#quota.requests) this.#starts.shift();
  }

  /** Takes note of what a response says of the quota. */
  note(quota: QuotaState): void {
    const { windowMs } = this.#quota;
    if (quota.remaining === 0) this.block(Math.min(quota.resetsAfterMs ?? windowMs, mostWindows * windowMs));
  }

  /** Lets nothing through for a while: the server asked for it. */
  block(milliseconds: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#clock.now() + milliseconds);
  }

  #delay(): number {
    const now = this.#clock.now();
    const oldest = this.#starts.length < this.#quota.requests ? undefined : this.#starts[0];
    const windowFree = oldest === undefined ? 0 : oldest + this.#quota.windowMs - now;
    return Math.max(0, windowFree, this.#blockedUntil - now);
  }
}
