import { expect, it } from 'vitest';
import { groupBy } from '../../src/text/group-by.ts';

it('keeps what has the same key together, all in the order in which it came', () => {
  const groups = groupBy(['bed', 'ant', 'bee', 'cat', 'art'], (word) => word[0]);
  expect([...groups]).toEqual([
    ['b', ['bed', 'bee']],
    ['a', ['ant', 'art']],
    ['c', ['cat']],
  ]);
});
