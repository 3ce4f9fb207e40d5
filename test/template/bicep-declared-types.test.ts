import { describe, expect, it } from 'vitest';
import { bicep, errors, typedModule } from './bicep-template.ts';

/** Codes and places are those of the official compiler, Bicep 0.49. */
describe('types and decorators as they are written', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'no argument',
      `@description()
param a string`,
      ['BCP071 1:13'],
    ],
    [
      'one too many',
      `@minLength(1, 2)
param a string`,
      ['BCP071 1:11'],
    ],
    [
      'of another type',
      `@minLength('a')
param a string`,
      ['BCP070 1:12'],
    ],
    [
      'computed',
      `param b int
@minLength(b)
param a string`,
      ['BCP032 2:12'],
    ],
    [
      'interpolated',
      `@description('a\${1}')
param a string`,
      ['BCP032 1:14'],
    ],
    [
      'negative length',
      `@minLength(-1)
param a string`,
      ['BCP168 1:12'],
    ],
    [
      'least above greatest',
      `@minValue(5)
@maxValue(1)
param a int`,
      ['BCP331 1:1'],
    ],
    [
      'nothing allowed',
      `@allowed([])
param a string`,
      ['BCP099 1:10'],
    ],
    [
      'allowed of another type',
      `@allowed([1])
param a string`,
      ['BCP034 1:11'],
    ],
    [
      'not called',
      `@secure
param a string`,
      ['BCP063 1:2'],
    ],
    [
      'no decorator',
      `param b string
@b
param a string`,
      ['BCP141 2:2'],
    ],
    [
      'length of a union',
      `@minLength(1)
param a 'x' | 'y'`,
      ['BCP295 1:1'],
    ],
    [
      'batch of none',
      `@batchSize(0)
resource r 'My.Rp/a@2020-01-01' = [for x in [1]: {
  name: 'a\${x}'
}]`,
      ['BCP154 1:12'],
    ],
    [
      'of metadata',
      `@secure()
metadata a = 'x'`,
      ['BCP269 1:2'],
    ],
    [
      'of a part of a type',
      `type t = {
  @secure()
  a: int
}`,
      ['BCP124 2:3'],
    ],
    [
      'exported variable of a parameter',
      `param p string
@export()
var a = p`,
      ['BCP372 2:1'],
    ],
    [
      'good ones',
      `@description('x')
@minLength(1)
@maxLength(3)
@allowed(['a', 'b'])
param a string`,
      [],
    ],
  ])('decorators: %s', (_, text, expected) => {
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['mixed union', `type a = 'x' | 1`, ['BCP294 1:10']],
    ['mixed union of items', `type a = ('x' | 1)[]`, []],
    ['member that is no literal', `type a = { b: string } | { b: 'x' }`, ['BCP293 1:10']],
    [
      'tagged union',
      `@discriminator('k')
type a = { k: 'x' } | { k: 'y' }`,
      [],
    ],
    [
      'tagged union with one tag',
      `@discriminator('k')
type a = { k: 'x' } | { k: 'x' }`,
      ['BCP365 2:23'],
    ],
    [
      'tagged union without tag',
      `@discriminator('k')
type a = { k: 'x' } | { l: 'y' }`,
      ['BCP364 2:23'],
    ],
    [
      'tagged union with a text',
      `@discriminator('k')
type a = { k: 'x' } | 'y'`,
      ['BCP286 2:23'],
    ],
    [
      'tag of one object',
      `@discriminator('k')
type a = { k: 'x' }`,
      ['BCP363 1:1'],
    ],
    [
      'unknown part',
      `type a = { b: string }
type c = a.d`,
      ['BCP053 2:12'],
    ],
    [
      'unknown item',
      `type a = [string]
type c = a[1]`,
      ['BCP311 2:12'],
    ],
    [
      'item of no tuple',
      `type a = string[]
type c = a[0]`,
      ['BCP388 2:12'],
    ],
    [
      'items of no array',
      `type a = string
type c = a[*]`,
      ['BCP390 2:11'],
    ],
    [
      'other properties',
      `type a = { b: string }
type c = a.*`,
      ['BCP389 2:12'],
    ],
    ['negated text', `type a = -'x'`, ['BCP285 1:10']],
    ['whole resource type', `type a = resourceInput<'My.Rp/a@2020-01-01'>`, ['BCP394 1:10']],
    ['resource type without version', `type a = resourceInput<'My.Rp/a'>.name`, ['BCP029 1:24']],
    [
      'property twice',
      `type a = {
  b: string
  b: int
}`,
      ['BCP025 3:3'],
    ],
  ])('types as written: %s', (_, text, expected) => {
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
  });
});
