import { describe, expect, it } from 'vitest';
import { QuotaGate } from '../../src/input/resource-graph/quota-gate.ts';
import { createVirtualClock } from './virtual-clock.ts';

describe('the quota', () => {
  it('counts a request until its answer came: the server may have seen it only then', async () => {
    const clock = createVirtualClock();
    const gate = new QuotaGate(clock, { requests: 3, windowMs: 1000 });
    const answers: number[] = [];
    const starts: number[] = [];
    for (let request = 0; request < 7; request++) {
      const slot = await gate.admit(() => undefined);
      starts.push(clock.now());
      // The first one has to connect.
      await clock.sleep(request === 0 ? 40 : 5);
      gate.answered(slot, {});
      answers.push(clock.now());
    }
    for (const [index, start] of starts.slice(3).entries()) {
      expect(start - (answers[index] ?? 0)).toBeGreaterThanOrEqual(1000);
    }
    expect(starts[3]).toBe(1040);
  });

  it('lets through as many as it may at once', async () => {
    const clock = createVirtualClock();
    const gate = new QuotaGate(clock, { requests: 3, windowMs: 1000 });
    for (let request = 0; request < 3; request++) await gate.admit(() => undefined);
    expect(clock.now()).toBe(0);
    await gate.admit(() => undefined);
    expect(clock.now()).toBe(1000);
    expect(gate.waitedMs).toBe(1000);
  });

  it('waits for the server that has none left', async () => {
    const clock = createVirtualClock();
    const gate = new QuotaGate(clock, { requests: 3, windowMs: 1000 });
    gate.answered(await gate.admit(() => undefined), { remaining: 0, resetsAfterMs: 2000 });
    await gate.admit(() => undefined);
    expect(clock.now()).toBe(2000);
  });
});
