import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isStaged, stagedFile } from '../../src/input/staged-file.ts';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'backuplint-staged-')));
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a/there.json'), '');
  if (process.platform !== 'win32') symlinkSync('a/there.json', join(folder, 'link.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file to write', () => {
  it.each(['a/new.json', 'a/there.json'])('is first beside its place: %s', (name) => {
    const file = stagedFile(join(folder, name));
    expect(file.place).toBe(join(folder, name));
    expect(file.temporary).toMatch(/\/a\/\.\w+\.json\.\d+\.tmp$/);
    expect(isStaged(file)).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('is where a link leads to: the link stays', () => {
    expect(stagedFile(join(folder, 'link.json')).place).toBe(join(folder, 'a/there.json'));
  });

  it.skipIf(process.platform === 'win32')('is in its place at once where that is a device: it stays one', () => {
    expect(stagedFile('/dev/null')).toEqual({ temporary: '/dev/null', place: '/dev/null' });
    expect(isStaged(stagedFile('/dev/null'))).toBe(false);
  });
});
