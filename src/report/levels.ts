import type { Level } from '../rule/verdict.ts';

/** From the least to the most serious. */
const ranks: Readonly<Record<Level, number>> = { note: 0, warning: 1, error: 2 };

/** The more serious of two levels. */
export function higherLevel(a: Level, b: Level): Level {
  return ranks[a] >= ranks[b] ? a : b;
}

/** Order of levels: errors first. */
export function compareLevels(a: Level, b: Level): number {
  return ranks[b] - ranks[a];
}

/** True when `level` is as serious as `threshold`, or more. */
export function reachesLevel(level: Level, threshold: Level): boolean {
  return ranks[level] >= ranks[threshold];
}
