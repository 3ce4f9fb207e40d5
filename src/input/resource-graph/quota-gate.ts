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

/** A request that counts against the quota. */
interface Slot {
  /** When it was sent, then when it was answered: the server counts it somewhen in between. */
  countedAt: number;
}

/** Lets requests of all lists through at no more than the quota's rate, and stops them while the server says that none is left. */
export class QuotaGate {
  readonly #quota: Quota;
  readonly #clock: Clock;
  #slots: readonly Slot[] = [];
  #blockedUntil = 0;
  #waitedMs = 0;

  constructor(clock: Clock, quota: Quota = defaultQuota) {
    this.#quota = quota;
    this.#clock = clock;
  }

  /** Milliseconds that requests have waited here. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  /** Resolves when one more request may be sent. `waiting` is told how long it will take, when it takes any time. */
  async admit(waiting: (milliseconds: number) => void, signal?: AbortSignal): Promise<Slot> {
    for (let delay = this.#delay(); delay > 0; delay = this.#delay()) {
      waiting(delay);
      this.#waitedMs += delay;
      await this.#clock.sleep(delay, signal);
    }
    const now = this.#clock.now();
    const slot = { countedAt: now };
    this.#slots = [...this.#slots.filter(({ countedAt }) => countedAt + this.#quota.windowMs > now), slot];
    return slot;
  }

  /** Takes note that a request was answered, and of what the answer says of the quota. */
  answered(slot: Slot, { remaining, resetsAfterMs }: QuotaState): void {
    const { windowMs } = this.#quota;
    slot.countedAt = this.#clock.now();
    if (remaining === 0) this.block(Math.min(resetsAfterMs ?? windowMs, mostWindows * windowMs));
  }

  /** Lets nothing through for a while: the server asked for it. */
  block(milliseconds: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#clock.now() + milliseconds);
  }

  #delay(): number {
    const now = this.#clock.now();
    const isFull = this.#slots.length >= this.#quota.requests;
    const oldest = isFull ? Math.min(...this.#slots.map(({ countedAt }) => countedAt)) : -Infinity;
    return Math.max(0, oldest + this.#quota.windowMs - now, this.#blockedUntil - now);
  }
}
