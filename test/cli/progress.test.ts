import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { createProgressLine } from '../../src/cli/progress.ts';

function draw(times: readonly number[], host: { isTerminal: boolean; environment?: Record<string, string> }): string[] {
  const written: string[] = [];
  const output = { isTerminal: host.isTerminal, width: 40, write: (text: string) => void written.push(text) };
  const fake: Host = { workingDirectory: '/', environment: host.environment ?? {}, stdout: output, stderr: output };
  let time = 0;
  const line = createProgressLine(fake, () => time);
  times.forEach((at, done) => {
    time = at;
    line.update({ done, total: 9, template: '/repo/main.bicep' });
  });
  line.clear();
  return written;
}

describe('the progress line', () => {
  it('is drawn after a second, now and then, and taken away', () => {
    expect(draw([0, 500, 1001, 1050, 1200], { isTerminal: true })).toEqual([
      '\r\u001b[2K2 of 9 deployments judged: main.bicep',
      '\r\u001b[2K4 of 9 deployments judged: main.bicep',
      '\r\u001b[2K',
    ]);
  });

  it('is not drawn for a short run, in a pipe or in CI', () => {
    expect(draw([0, 900], { isTerminal: true })).toEqual([]);
    expect(draw([0, 2000], { isTerminal: false })).toEqual([]);
    expect(draw([0, 2000], { isTerminal: true, environment: { CI: 'true' } })).toEqual([]);
  });
});
