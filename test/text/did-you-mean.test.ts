import { describe, expect, it } from 'vitest';
import { closestTo } from '../../src/text/did-you-mean.ts';

describe('a misspelt word', () => {
  it.each([
    ['fromat', 'format'],
    ['FORMAT', 'format'],
    ['formt', 'format'],
    ['frmt', undefined],
    ['zzz', undefined],
    ['', undefined],
  ])('%s is %s', (word, expected) => {
    expect(closestTo(word, ['format', 'fail-on', 'config'])).toBe(expected);
  });
});
