import { describe, expect, it } from 'vitest';
import { bicep } from './bicep-template.ts';
import { armText } from './arm-template.ts';

type Words = { readonly rules: readonly string[]; readonly reason?: string; readonly expires?: string };

const inBicep = (comment: string) => bicep(`${comment}\nvar a = 1\n`).suppressions;
const inJson = (comment: string) => armText(`{\n${comment}\n"resources": []}`).suppressions;

describe('a comment that silences a rule', () => {
  it.each<[string, Words]>([
    ['a-b -- a reason (until 2027-03-31)', { rules: ['a-b'], reason: 'a reason', expires: '2027-03-31' }],
    ['a-b c-d -- (Until 2027-03-31) ', { rules: ['a-b', 'c-d'], expires: '2027-03-31' }],
    ['a-b -- wait (until soon)', { rules: ['a-b'], reason: 'wait', expires: 'soon' }],
    ['a-b -- (until then) we wait', { rules: ['a-b'], reason: '(until then) we wait' }],
    ['a-b -- a (test) machine', { rules: ['a-b'], reason: 'a (test) machine' }],
    ['a-b', { rules: ['a-b'] }],
  ])('means the same in both languages: %s', (words, expected) => {
    for (const comment of [`// backuplint-disable-next-line ${words}`, `/* backuplint-disable ${words} */`]) {
      for (const suppressions of [inBicep(comment), inJson(comment)]) {
        const [{ at: _at, covers: _covers, ...found } = { rules: [] }, ...more] = suppressions;
        expect([found, more]).toEqual([expected, []]);
      }
    }
  });

  it.each([
    'backuplint-disable',
    'backuplint-disable -- why',
    'backuplint-disable-line a-b',
    'backuplint-disable-next-line',
  ])('names no rule: %s', (words) => {
    for (const [found] of [inBicep(`// ${words}`), inJson(`/* ${words} */`)]) expect(found?.rules).toEqual([]);
  });

  it('may be a directive of Bicep, with its reason and date behind it', () => {
    expect(inBicep('#disable-next-line a-b // cheap (until 2027-03-31)')).toMatchObject([
      { rules: ['a-b'], reason: 'cheap', expires: '2027-03-31' },
    ]);
  });
});
