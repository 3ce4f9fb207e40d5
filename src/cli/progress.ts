import { basename } from 'node:path';
import { printable } from '../report/printable.ts';
import type { Progress } from '../scan/index.ts';
import type { Host } from './host.ts';

/** A line on the terminal that says how far a long scan is. */
export interface ProgressLine {
  update(progress: Progress): void;
  /** Takes the line away. */
  clear(): void;
}

const quietMilliseconds = 1000;
const intervalMilliseconds = 100;

/** Draws on stderr, only on a terminal outside of CI, and only when the scan takes longer than a second. */
export function createProgressLine(
  { stderr, environment }: Host,
  now: () => number = () => performance.now(),
): ProgressLine {
  if (!stderr.isTerminal || environment['CI']) return { update: () => undefined, clear: () => undefined };
  let drawnAt = now() + quietMilliseconds - intervalMilliseconds;
  let isDrawn = false;
  return {
    update({ done, total, template }) {
      if (now() - drawnAt < intervalMilliseconds) return;
      drawnAt = now();
      isDrawn = true;
      const line = printable(`${done} of ${total} deployments judged: ${basename(template)}`);
      stderr.write(`\r\u001b[2K${line.slice(0, stderr.width - 1)}`);
    },
    clear() {
      if (isDrawn) stderr.write('\r\u001b[2K');
      isDrawn = false;
    },
  };
}
