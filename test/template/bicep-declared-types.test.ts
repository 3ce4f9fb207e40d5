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

  it.each<[string, string, readonly string[]]>([
    [
      'limits on names of types',
      `import * as lib from 'lib.bicep'
type s = string
type t = { a: string, b: int? }
@minLength(1)
param a s
@secure()
param b s?
@allowed(['x'])
param c t.a
@minLength(1)
@description('d')
param d lib.color
@minLength(1)
type e = {
  @maxValue(1)
  f: t.b
}`,
      ['BCP308 4:1', 'BCP308 6:1', 'BCP308 8:1', 'BCP295 10:1', 'BCP308 10:1', 'BCP124 13:1', 'BCP308 15:3'],
    ],
    [
      'limits that say what a type may be',
      `type s = string
@sealed()
param a object
@sys.secure()
param b s
@secure()
param c (s)
@minLength(1)
param d s[]
@metadata({})
param e s`,
      [],
    ],
    ['secure value of any type', `@secure()\nparam a any`, ['BCP440 1:1']],
    ['sealed object with others', `@sealed()\ntype a = { *: string }?`, ['BCP316 1:1']],
    [
      'others twice',
      `type a = {
  *: string
  *: int
}`,
      ['BCP315 2:3', 'BCP315 3:3'],
    ],
    ['computed name', `var b = 'x'\ntype a = { '\${b}': string }`, ['BCP296 2:12']],
    [
      'part of a type without a name',
      `type t = { a: string }
type a = (t).a
type b = string[][*]
type c = [int][0]
type d = { x: int }.x`,
      ['BCP391 2:10', 'BCP391 3:10', 'BCP391 4:10', 'BCP391 5:10'],
    ],
    [
      'namespace as a type',
      `import * as lib from 'lib.bicep'
param a lib
type b = sys[]
type c = lib.nope`,
      ['BCP306 2:9', 'BCP306 3:10', 'BCP053 4:14'],
    ],
    ['exported part', `type a = {\n  @export()\n  b: string\n}`, ['BCP361 2:3']],
    [
      'names that are taken',
      `type resource = string
param sys string
var az = 1
metadata _a = 'x'
output sys string = 'x'`,
      ['BCP301 1:6', 'BCP084 2:7', 'BCP084 3:5', 'BCP268 4:10'],
    ],
  ])('decorators and names of types: %s', (_, text, expected) => {
    const lib = `@export()\ntype color = 'red' | 'blue'\n@export()\nvar size = 1`;
    expect(errors(bicep(text, { 'lib.bicep': lib }).diagnostics)).toEqual(expected);
  });
});
