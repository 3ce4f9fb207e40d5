import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuditProgress } from '../../src/cli/audit-progress.ts';
import type { Host } from '../../src/cli/host.ts';

function hostOf(isTerminal: boolean, environment: Host['environment'] = {}): Host & { readonly written: string[] } {
  const written: string[] = [];
  const output = { isTerminal, width: 80, write: (text: string) => void written.push(text) };
  return { workingDirectory: '/', environment, stdout: output, stderr: output, written };
}

describe('the progress of an audit', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts rows and pages, says what it waits for, and leaves nothing behind', () => {
    const host = hostOf(true);
    let time = 0;
    const progress = createAuditProgress(host, () => time);
    progress.update({ kind: 'page', list: 'virtualMachines', rows: 1000 });
    progress.update({ kind: 'page', list: 'virtualMachines', rows: 200 });
    progress.update({ kind: 'wait', wait: { milliseconds: 4000, reason: 'quota' } });
    vi.advanceTimersByTime(100);
    expect(host.written.at(-1)).toMatch(/1200 machines \| 2 pages \| waiting for the quota 4 s$/);
    time = 5000;
    progress.update({ kind: 'machines', done: 3, total: 9 });
    vi.advanceTimersByTime(100);
    expect(host.written.at(-1)).toMatch(/2 pages \| VM agents: 3 of 9$/);
    progress.clear();
    expect(host.written.at(-1)).toBe('\r\u001b[2K');
    const before = host.written.length;
    vi.advanceTimersByTime(1000);
    expect(host.written).toHaveLength(before);
  });

  it.each([
    ['a pipe', hostOf(false)],
    ['continuous integration', hostOf(true, { CI: 'true' })],
  ])('is silent in %s', (_name, host) => {
    const progress = createAuditProgress(host);
    progress.update({ kind: 'page', list: 'vaults', rows: 1 });
    vi.advanceTimersByTime(1000);
    progress.clear();
    expect(host.written).toEqual([]);
  });
});
