import { describe, expect, it } from 'vitest';
import { checkScenario } from './model-check.ts';

/** `npm run conformance` goes through ten times as many. */
const scenarios = 2000;

describe('reading Resource Graph through random faults', () => {
  it(`gives exactly the machines of the model or says that it is incomplete, in ${scenarios} scenarios`, async () => {
    const wrong: string[] = [];
    let complete = 0;
    for (let seed = 1; seed <= scenarios; seed++) {
      const result = await checkScenario(seed);
      if (result.wrong !== undefined) wrong.push(result.wrong);
      if (result.complete) complete++;
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    // Both ends are reached: a reader that always gives up would pass otherwise.
    expect(complete).toBeGreaterThan(scenarios / 4);
    expect(complete).toBeLessThan((scenarios * 19) / 20);
  });
});
