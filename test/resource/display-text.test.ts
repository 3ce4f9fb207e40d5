import { expect, it } from 'vitest';
import { displayText } from '../../src/resource/display-text.ts';
import { call, parameter, toValue } from '../estate/build-inventory.ts';
import type { Plain } from '../estate/build-inventory.ts';

const x = parameter('x');

it.each<readonly [string, Plain, string]>([
  ['text', 'web', 'web'],
  ['a partly known text', call('format', '{0}-{1}', 'a', x), "a-{parameters('x')}"],
  ['null', null, 'null()'],
  ['a list', [1], 'createArray(1)'],
  ['a long text', 'a'.repeat(500), `${'a'.repeat(157)}...`],
])('shows %s', (_, value, expected) => {
  expect(displayText(toValue(value))).toBe(expected);
});

it('does not spell out an expression without end', () => {
  let wide = x;
  for (let i = 0; i < 60; i++) wide = call('uniqueString', wide, wide);
  expect(displayText(wide)).toBe('{...}');
});
