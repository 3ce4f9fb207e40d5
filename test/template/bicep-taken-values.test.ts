import { describe, expect, it } from 'vitest';
import { bicep, errors, typedModule } from './bicep-template.ts';

/** Codes and places are those of the official compiler, Bicep 0.49. */
describe('what the compiler takes, and what it refuses all the same', () => {
  it.each<[string, string]>([
    [
      'operands that may be null, where a condition chooses',
      `param n int?
param b bool?
var a = n == null ? 0 : [n + 1, -n, n > 1 ? 1 : 2][0]
var c = b != null ? [!b, b && true][0] : false
resource r 'My.Rp/a@2020-01-01' = {
  name: n == null ? 'a' : '\${n - 1}'
  properties: n == null ? {} : { size: n * 2 }
}
func f(x int?) string? => x == null ? null : x > 60 ? 'high' : 'low'`,
    ],
    [
      'condition that may be null',
      `param b bool?
param o { ok: bool }?
var a = b ? 1 : 2
resource r 'My.Rp/a@2020-01-01' = if (o.?ok) {
  name: 'a'
}`,
    ],
    [
      'safe access into what is not null',
      `param l int[]
param o { *: bool }
var a = l[?0] + 1
var b = !o.?c`,
    ],
    [
      'safe index of the other kind, which finds nothing',
      `param n string
param l array
param i int
param o object
var a = l[?n]
var b = o[?i]`,
    ],
    [
      'choice that needs no input',
      `var v = toLower('X')
param p 'x'
output a int = true ? 1 : 'x'
output b int = 1 == 1 ? 1 : 'x'
output c int = v == 'x' ? 1 : 'x'
output d int = p == 'x' ? 1 : 'x'`,
    ],
    [
      'texts that need no input',
      `var v = 'a'
output a 'ab' = '\${v}b'
output b 'a' = split('a,b', ',')[0]
output c 'v' = nameof(v)
output d 'b' = ['a', 'b'][1 - 0]
output e 'a' = take(['a', 'b'], 1)[0]
output f 'a' = items({ a: 1 })[0].key`,
    ],
    [
      'texts of declarations',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
module m 'mod.bicep' = {
  name: 'm'
  params: { name: 'x' }
}
output a 'a' = r.name
output b '2020-01-01' = r.apiVersion
output c 'm' = m.name`,
    ],
    [
      'properties of one of a loop by text',
      `resource r 'My.Rp/a@2020-01-01' existing = [for x in ['a', 'b']: {
  name: x
}]
module m 'mod.bicep' = [for x in ['a', 'b']: {
  name: x
  params: { name: x }
}]
param k string
output a string = r[0]['name']
output b string = r[1 % 2]['properties'].x
output c string = r[0][k]
output d string = m[0]['outputs']['text']
output e array = [for (x, i) in ['a']: r[i]['id']]`,
    ],
    [
      'names that are only named',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
resource l 'My.Rp/a@2020-01-01' existing = [for x in ['a', 'b']: {
  name: x
}]
var v = nameof(r.properties)
var w = [for x in [nameof(r.properties)]: nameof(r.properties.b)]
resource s 'My.Rp/a@2020-01-01' = if (nameof(r.properties) == 'properties') {
  name: sys.nameof(r.properties)
  location: v
  tags: { a: nameof(l) }
}
output o object = reference(nameof(r.properties), '2020-01-01')
func f() string => nameof(r.properties)`,
    ],
    [
      'management groups as scopes',
      `targetScope = 'tenant'
resource g 'Microsoft.Management/managementGroups@2020-02-01' existing = {
  name: 'a'
}
resource l 'Microsoft.Management/managementGroups@2020-02-01' = [for x in ['a', 'b']: {
  name: x
}]
module m 'groups.bicep' = {
  name: 'm'
  scope: g
}
module n 'groups.bicep' = [for i in range(0, 2): {
  name: 'n\${i}'
  scope: l[i]
}]`,
    ],
    [
      'scope that a constant chooses',
      `module m 'mod.bicep' = {
  name: 'm'
  scope: true ? resourceGroup('a') : subscription()
  params: { name: 'x' }
}`,
    ],
  ])('no error: %s', (_, text) => {
    expect(
      errors(bicep(text, { ...typedModule, 'groups.bicep': `targetScope = 'managementGroup'` }).diagnostics),
    ).toEqual([]);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'operand that may be null, in the condition itself',
      `param n int?
var a = n > 1 ? 1 : 2`,
      ['BCP045 2:9'],
    ],
    [
      'null as an operand',
      `param c bool
var a = c ? null + 1 : 0`,
      ['BCP045 2:13'],
    ],
    [
      'safe access into what may be null',
      `param l int[]?
var a = l[?0] + 1`,
      ['BCP045 2:9'],
    ],
    [
      'safe index behind the end',
      `var l = [1, 2]
var a = l[?5] ?? 1`,
      ['BCP311 2:12'],
    ],
    [
      'result of a lambda that may be null',
      `param l { a: bool? }[]
var a = filter(l, x => x.a)`,
      ['BCP070 2:19'],
    ],
    [
      'text of an input',
      `param n string
var x = '\${n}z'
output y 'a' = '\${x}b'`,
      ['BCP033 3:16'],
    ],
    ['text of a resource group', `output y 'a' = resourceGroup().location`, ['BCP033 1:16']],
    [
      'management group that cannot be reached',
      `targetScope = 'subscription'
resource g 'Microsoft.Management/managementGroups@2020-02-01' existing = {
  name: 'a'
  scope: tenant()
}
module m 'groups.bicep' = {
  name: 'm'
  scope: g
}`,
      ['BCP115 8:10'],
    ],
  ])('error all the same: %s', (_, text, expected) => {
    expect(
      errors(bicep(text, { ...typedModule, 'groups.bicep': `targetScope = 'managementGroup'` }).diagnostics),
    ).toEqual(expected);
  });
});
