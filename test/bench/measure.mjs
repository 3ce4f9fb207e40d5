// What the benches share: medians of five interleaved rounds, a child process and its peak memory, a linear fit.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const ROUNDS = 5;

/** @param {readonly number[]} values */
export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Medians of five rounds in which all functions take turns, after one round that does not count: noise hits all alike. */
export async function inTurns(functions) {
  const names = Object.keys(functions);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const started = performance.now();
      await functions[name]();
      if (round > 0) times[name].push(performance.now() - started);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}

/** Runs a command to its end and returns its wall time in ms. The CA bundle would be parsed at every start of Node 20. */
export function runCommand(command, args, cwd) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const result = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (result.error) throw result.error;
  return result;
}

/**
 * Time, CPU time and peak memory of a piece of work that starts cold in this process; when `warm`, medians of five more rounds instead of the times
 * of that first one, whose result is `first`.
 */
export function measureRounds(work, warm) {
  const cold = timed(work);
  const rounds = warm ? Array.from({ length: ROUNDS }, () => timed(work)) : [cold];
  return {
    first: cold.result,
    cost: {
      milliseconds: median(rounds.map(({ milliseconds }) => milliseconds)),
      cpuMilliseconds: median(rounds.map(({ cpuMilliseconds }) => cpuMilliseconds)),
      peakBytes: peakBytes(),
    },
  };
}

function timed(work) {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const result = work();
  const milliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { result, milliseconds, cpuMilliseconds: (user + system) / 1000 };
}

/** Peak memory of this process in bytes. `resourceUsage` would count what the process that started it had at that time. */
export function peakBytes() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}

/** The coefficient of determination of a straight line through the points (x, y). */
export function linearFit(points) {
  const n = points.length;
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / n;
  const [mx, my] = [mean(0), mean(1)];
  const sxy = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const sxx = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  const slope = sxy / sxx;
  const residual = points.reduce((sum, [x, y]) => sum + (y - my - slope * (x - mx)) ** 2, 0);
  const total = points.reduce((sum, [, y]) => sum + (y - my) ** 2, 0);
  return { slope, r2: total === 0 ? 1 : 1 - residual / total };
}
