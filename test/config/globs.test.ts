import { describe, expect, it } from 'vitest';
import { compileGlobs } from '../../src/config/index.ts';

describe('globs', () => {
  it.each([
    ['infra/**', '/repo/infra/main.bicep', true],
    ['infra/**', '/repo/other/infra/main.bicep', false],
    ['infra', '/repo/infra/deep/main.bicep', true],
    ['infra/', '/repo/infra/main.bicep', true],
    ['./infra', '/repo/infra/main.bicep', true],
    ['test', '/repo/a/test/main.bicep', true],
    ['a/test', '/repo/b/a/test/main.bicep', false],
    ['*.test.bicep', '/repo/deep/x.test.bicep', true],
    ['**/.hidden/**', '/repo/.hidden/main.bicep', true],
    ['infra/*.bicep', '/repo/infra/deep/main.bicep', false],
    ['infra/**', '/elsewhere/infra/main.bicep', false],
  ])('%s and %s', async (glob, path, expected) => {
    const matches = await compileGlobs([glob], '/repo');
    expect(matches(path)).toBe(expected);
  });
});
