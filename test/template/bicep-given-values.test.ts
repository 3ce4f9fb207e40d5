import { describe, expect, it } from 'vitest';
import { bicep, bicepparam, errors, typedModule } from './bicep-template.ts';

/** Codes and places are those of the official compiler, Bicep 0.49. */
describe('values as they are given', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'object without its properties',
      `type t = { a: string }
output a t = {}
var b t = {}
param c t = {}
output d t[] = [for i in [1]: {}]
output e { x: t } = { x: {} }
output f t = ({})`,
      ['BCP035 2:8', 'BCP035 3:5', 'BCP035 4:13', 'BCP035 5:8', 'BCP035 6:23', 'BCP035 7:8'],
    ],
    [
      'names of properties in another case',
      `@sealed()
type t = { alpha: string, beta: string? }
output a t = { Alpha: 'x' }
output b t = { alpha: 'x', bet: 'x' }
output c t = { alpha: 'x', zzz: 'x' }`,
      ['BCP035 3:8', 'BCP089 3:16', 'BCP089 4:28', 'BCP037 5:28'],
    ],
    [
      'computed names',
      `param k string
@sealed()
type t = { a: string }
output a t = { a: 'x', '\${k}': 1 }
output b { a: string } = { a: 'x', '\${k}': 1 }
module m 'mod.bicep' = {
  params: { name: 'x', '\${k}': 1 }
}
resource r 'My.Rp/a@2020-01-01' = {
  name: 'x'
  '\${k}': 1
  tags: { '\${k}': 'x' }
}`,
      ['BCP040 4:24', 'BCP040 7:24', 'BCP040 11:3'],
    ],
    [
      'names of parameters',
      `module m 'mod.bicep' = {
  params: { nam: 'x', Size: 1 }
}`,
      ['BCP035 2:3', 'BCP089 2:13', 'BCP089 2:23'],
    ],
    [
      'spread items',
      `param n int[]
param l string[]?
output a string[] = [...n]
output b string[] = [...['x', 1]]
output c array = [...n]
output d string[] = [...l]
output e string[] = l == null ? [] : [...l]
output f string[] = [...(n ?? [])]`,
      ['BCP403 3:25', 'BCP034 4:31', 'BCP402 6:22', 'BCP403 8:25'],
    ],
    [
      'properties of existing resources',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'x'
  location: 'y'
  dependsOn: []
  properties: {}
}`,
      ['BCP173 3:3', 'BCP173 5:3'],
    ],
    [
      'what cannot be read',
      `module m 'mod.bicep' = {
  params: { name: 'x' }
}
resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'x'
}
var a = m.params
var b = m.scope
var c = r.dependsOn
var d = r.?dependsOn`,
      ['BCP077 7:11', 'BCP077 8:11', 'BCP077 9:11'],
    ],
  ])('%s', (_, text, expected) => {
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'arguments of functions of the file',
      `@maxLength(3)
type s = string
@sealed()
type t = { a: string }
func f(x s) string => x
func g(x t) string => x.a
func h(x string[]) string => 'x'
var a = f('long')
var b = g({})
var c = g({ a: 1 })
var d = g({ a: 'x', b: 1 })
var e = h([1])
var i = h('x')`,
      ['BCP332 8:11', 'BCP035 9:11', 'BCP036 10:11', 'BCP037 11:11', 'BCP033 12:11', 'BCP070 13:11'],
    ],
    [
      'lambdas with a body that has no type',
      `var a = map([1], x => x.y)
var b = filter(['a'], x => nope)
var c = map(['a'], (x, i) => i.y)
var d = sort(['a'], (x, y) => x < y.z)
var e = map([1], x => newGuid())`,
      [
        'BCP070 1:18',
        'BCP055 1:25',
        'BCP070 2:23',
        'BCP057 2:28',
        'BCP070 3:20',
        'BCP055 3:32',
        'BCP070 4:21',
        'BCP055 4:37',
        'BCP070 5:18',
        'BCP065 5:23',
      ],
    ],
    [
      'flattened items',
      `param p string[]
param q array
param r (string[])?
var a = flatten(p)
var b = flatten([q, p])
var c = flatten(['x', ['y']])
var d = flatten([r])
var e = flatten(objectKeys({}))`,
      ['BCP309 4:17', 'BCP033 4:17', 'BCP309 6:17', 'BCP033 6:17', 'BCP309 7:17'],
    ],
    [
      'other scopes have no properties',
      `var a = resourceGroup('x').id
var b = subscription('x').id
var c = resourceGroup().id
output d object = resourceGroup('x')`,
      ['BCP052 1:28', 'BCP052 2:27'],
    ],
    [
      'indexes from the end',
      `var o = { a: 1 }
param q any
var a = o[^1]
var b = q[^'x']
var c = q[^1]
var d = o[?^1]`,
      ['BCP414 3:11', 'BCP415 4:11'],
    ],
    ['remainder of a division by zero', `param p int\nvar a = p % 0\nvar b = p / 0`, ['BCP410 2:9']],
    [
      'functions of namespaces and resources',
      `resource v 'Microsoft.KeyVault/vaults@2022-07-01' existing = {
  name: 'v'
}
resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'r'
}
var a = sys.toLowr('x')
var b = az.toLower('x')
var c = sys.equals(1, 2)
var d = v.getSecre('x')
var e = r.getSecret('x')
var f = {}.foo()`,
      ['BCP108 7:13', 'BCP107 8:12', 'BCP069 9:13', 'BCP110 10:11', 'BCP109 11:11', 'BCP109 12:12'],
    ],
    [
      'functions of a resource that a variable holds',
      `resource r 'My.Rp/a@2020-01-01' existing = [for i in [1]: {
  name: 'r'
}]
var one = r[0]
output key string = one.listKeys().keys[0].value`,
      [],
    ],
    [
      'safe access to a loop of resources',
      `resource r 'My.Rp/a@2020-01-01' existing = [for i in [1]: {
  name: 'r'
}]
var a = r[?0].name`,
      ['BCP323 4:11'],
    ],
  ])('%s', (_, text, expected) => {
    expect(errors(bicep(text).diagnostics)).toEqual(expected);
  });

  it('parameter file: object without its properties', () => {
    const others = { 'main.bicep': 'param a { b: string }' };
    expect(errors(bicepparam(`using 'main.bicep'\nparam a = {}`, others).diagnostics)).toEqual(['BCP035 2:7']);
  });
});
