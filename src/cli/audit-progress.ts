import type { ListName } from '../input/row-source.ts';
import type { AuditProgress } from '../scan/index.ts';
import type { Host } from './host.ts';

/** A line on the terminal that says how far an audit is. */
export interface AuditProgressLine {
  update(progress: AuditProgress): void;
  /** Takes the line away. */
  clear(): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const intervalMilliseconds = 100;
const waitWords = {
  quota: 'waiting for the quota',
  throttled: 'throttled, waiting',
  server: 'server error, trying again',
  network: 'connection lost, trying again',
  timeout: 'no answer, trying again',
} as const;

interface State {
  readonly rows: Map<ListName, number>;
  pages: number;
  phase: string;
  waitUntil: number;
  waitWord: string;
}

/** Draws a spinner, rows, pages and waits on stderr; only on a terminal outside of CI. */
export function createAuditProgress(
  { stderr, environment }: Host,
  now: () => number = () => performance.now(),
): AuditProgressLine {
  if (!stderr.isTerminal || environment['CI']) return { update: () => undefined, clear: () => undefined };
  const state: State = { rows: new Map(), pages: 0, phase: '', waitUntil: 0, waitWord: '' };
  let frame = 0;
  const draw = (): void => {
    frame = (frame + 1) % frames.length;
    stderr.write(`\r\u001b[2K${lineOf(state, frames[frame] ?? '', now()).slice(0, stderr.width - 1)}`);
  };
  // The line moves while nothing comes: a quota can keep an audit waiting for a minute.
  const timer = setInterval(draw, intervalMilliseconds);
  timer.unref();
  return {
    update: (progress) => note(state, progress, now()),
    clear() {
      clearInterval(timer);
      stderr.write('\r\u001b[2K');
    },
  };
}

function note(state: State, progress: AuditProgress, time: number): void {
  switch (progress.kind) {
    case 'page':
      state.pages++;
      state.rows.set(progress.list, (state.rows.get(progress.list) ?? 0) + progress.rows);
      return;
    case 'wait':
      state.waitUntil = Math.max(state.waitUntil, time + progress.wait.milliseconds);
      state.waitWord = waitWords[progress.wait.reason];
      return;
    case 'machines':
      state.phase = `VM agents: ${progress.done} of ${progress.total}`;
      return;
    case 'confirm':
      state.phase = `looking again at ${progress.machines} machines that seem unprotected`;
  }
}

const listWords: Readonly<Record<ListName, string>> = {
  subscriptions: 'subscriptions',
  virtualMachines: 'machines',
  vaults: 'vaults',
  backupPolicies: 'policies',
  protectedItems: 'items',
};

function lineOf({ rows, pages, phase, waitUntil, waitWord }: State, spinner: string, time: number): string {
  const counts = [...rows].map(([list, count]) => `${count} ${listWords[list]}`);
  const left = Math.ceil((waitUntil - time) / 1000);
  const parts = [
    counts.length === 0 ? 'signing in' : counts.join(', '),
    ...(pages > 0 ? [`${pages} pages`] : []),
    ...(phase === '' ? [] : [phase]),
    ...(left > 0 ? [`${waitWord} ${left} s`] : []),
  ];
  return `${spinner} ${parts.join(' | ')}`;
}
