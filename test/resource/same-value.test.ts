import { describe, expect, it } from 'vitest';
import { sameText, sameValue } from '../../src/resource/same-value.ts';
import { call, member, parameter, scoped, toValue } from '../estate/build-inventory.ts';
import type { Plain } from '../estate/build-inventory.ts';

const x = parameter('x');
const y = parameter('y');

describe('sameValue', () => {
  const cases: readonly (readonly [string, Plain, Plain, boolean | undefined])[] = [
    ['equal texts', 'a', 'a', true],
    ['texts that differ in case', 'a', 'A', false],
    ['a text and a number', '5', 5, false],
    ['objects with keys in another order and case', { a: 1, B: 2 }, { b: 2, A: 1 }, true],
    ['objects with other keys', { a: 1 }, { b: 1 }, false],
    ['arrays of other lengths', [1, 2], [1], false],
    ['arrays with an unknown', [1, x], [1, 'b'], undefined],
    ['arrays that differ beside an unknown', [1, x], [2, 'b'], false],
    ['an unknown and itself', x, parameter('X'), true],
    ['two parameters', x, y, undefined],
    ['an unknown and a number', x, 5, undefined],
    ['the same member', member(x, 'name'), member(parameter('x'), 'Name'), true],
    ['the same call with texts of other case', call('uniqueString', 'a'), call('uniqueString', 'A'), undefined],
    ['groups of two scopes', scoped('resourceGroup', '1'), scoped('resourceGroup', '2'), undefined],
    [
      'the same call, its argument written in another way',
      call('guid', call('concat', x, '-a')),
      call('guid', call('format', '{0}-a', x)),
      true,
    ],
    ['null and text', null, 'a', false],
  ];
  it.each(cases)('%s', (_, a, b, expected) => {
    expect(sameValue(toValue(a), toValue(b))).toBe(expected);
    expect(sameValue(toValue(b), toValue(a))).toBe(expected);
  });

  it('gives up on values that are too deep or too large', () => {
    let deep = x;
    let other = x;
    for (let i = 0; i < 5_000; i++) {
      deep = call('base64', deep);
      other = call('base64', other);
    }
    expect(sameValue(deep, other)).toBeUndefined();
    let wide = x;
    let wider = parameter('x');
    for (let i = 0; i < 60; i++) {
      wide = call('createArray', wide, wide);
      wider = call('createArray', wider, wider);
    }
    expect(sameValue(wide, wider)).toBeUndefined();
    let text = x;
    for (let i = 0; i < 60; i++) text = call('concat', text, text);
    expect(sameText(text, call('concat', text, 'a'))).not.toBe(true);
  });
});

describe('sameText, ignoring case', () => {
  const vm = call('format', '{0}-vm', x);
  const cases: readonly (readonly [string, Plain, Plain, boolean | undefined])[] = [
    ['literals', 'Web', 'wEB', true],
    ['interpolation and concat', vm, call('concat', x, '-VM'), true],
    ['string() and case functions around it', call('toLower', call('string', vm)), call('toUpper', vm), true],
    ['join', call('join', [x, 'vm'], '-'), vm, true],
    ['coalesce of nothing but one', call('coalesce', null, vm, null), vm, true],
    ['coalesce of two', call('coalesce', x, vm), vm, undefined],
    [
      'nested interpolation',
      call('format', '{0}-{1}', 'a', call('format', '{0}{{}}', x)),
      call('concat', 'A-', x, '{}'),
      true,
    ],
    ['another beginning', call('concat', 'a-', x), call('concat', 'b-', x), false],
    ['another end', call('concat', x, '-1'), call('concat', y, '-2'), false],
    ['an end against a literal', call('concat', x, '-1'), 'web-2', false],
    ['a literal that may fit', call('concat', x, '-1'), 'web-1', undefined],
    ['only longer', call('concat', 'not-', x), x, false],
    ['longer in the middle', call('concat', x, '-a-', x), call('concat', x, '-', x), false],
    ['a literal that is too short', call('concat', 'abc', x), 'ab', false],
    ['two unknowns', x, y, undefined],
    ['format with a number format', call('format', '{0:D2}', x), x, undefined],
    ['a number', call('concat', 'vm', 1), 'vm1', true],
  ];
  it.each(cases)('%s', (_, a, b, expected) => {
    expect(sameText(toValue(a), toValue(b), { ignoreCase: true })).toBe(expected);
    expect(sameText(toValue(b), toValue(a), { ignoreCase: true })).toBe(expected);
  });

  it('keeps case functions apart where case matters', () => {
    expect(sameText(call('toLower', x), x)).toBeUndefined();
    expect(sameText(call('toLower', call('concat', 'A', x)), call('concat', 'a', call('toLower', x)))).toBe(true);
  });

  it('ignores blanks where asked to', () => {
    expect(sameText(toValue('West Europe'), toValue('westeurope'), { ignoreCase: true, ignoreBlanks: true })).toBe(
      true,
    );
    expect(sameText(toValue('West Europe'), toValue('westeurope'), { ignoreCase: true })).toBe(false);
  });
});
