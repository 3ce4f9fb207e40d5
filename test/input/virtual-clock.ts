import type { Clock } from '../../src/input/resource-graph/clock.ts';

/** A clock whose time passes only by waiting: no test sleeps. */
export function createVirtualClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    random: () => 0,
    sleep(milliseconds) {
      time += milliseconds;
      return Promise.resolve();
    },
  };
}
