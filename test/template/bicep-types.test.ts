import { describe, expect, it } from 'vitest';
import { bicep, bicepparam, errors } from './bicep-template.ts';

const mod = {
  'mod.bicep': `param name string
param size int = 1
@secure()
param key string = ''
output size int = size
output text string = name
`,
};

/** Codes and places are those of the official compiler, Bicep 0.49. */
describe('what the types of a Bicep file tell', () => {
  it.each<[string, string, readonly string[]]>([
    ['plus of texts', `var a = 'x' + 'y'`, ['BCP045 1:9']],
    [
      'plus of a number that may be null',
      `param n int?
var a = n + 1`,
      ['BCP045 2:9'],
    ],
    [
      'comparing a text with a number',
      `param s string
var a = s < 1`,
      ['BCP045 2:9'],
    ],
    ['and of a number', `var a = true && 1`, ['BCP045 1:9']],
    [
      'not of a text',
      `param s string
var a = !s`,
      ['BCP044 2:9'],
    ],
    ['minus of a boolean', `var a = -true`, ['BCP044 1:9']],
    ['insensitive comparison of a number', `var a = 'x' =~ 1`, ['BCP045 1:9']],
    ['choice by a text', `var a = 'x' ? 1 : 2`, ['BCP046 1:9']],
    ['what any takes', `var a = any('x') + 1`, []],
    [
      'comparing anything',
      `param s string
param o object
var a = s == o`,
      [],
    ],
    [
      'less of texts',
      `param s string
var a = s < 'b'`,
      [],
    ],
  ])('operators: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'safe access that finds nothing',
      `var o = { foo: [{ bar: 'baz' }], nothing: null }
var x = o.?fizz
output a array = [o.?fizz[0].bar, o.?fizz.a.b, o[?'x'].y, (o.?fizz)[0], x.b, x[0].c, o.nothing.?a.b]
output s string = o.?fizz`,
      [],
    ],
    [
      'property of a text',
      `param s string
var a = s.b`,
      ['BCP055 2:11'],
    ],
    [
      'property of an array',
      `param l array
var a = l.b`,
      ['BCP055 2:11'],
    ],
    [
      'unknown property of a literal',
      `var o = { a: 1 }
var b = o.c`,
      ['BCP053 2:11'],
    ],
    [
      'mistyped property of a literal',
      `var o = { name: 1 }
var b = o.nmae`,
      ['BCP053 2:11'],
    ],
    [
      'unknown property of an object type',
      `param o { a: string }
var b = o.c`,
      [],
    ],
    [
      'unknown property of a sealed type',
      `@sealed()
param o { a: string }
var b = o.c`,
      ['BCP053 3:11'],
    ],
    [
      'safe access',
      `@sealed()
param o { a: string }
var b = o.?c`,
      [],
    ],
    ['unknown property of a function', `var a = resourceGroup().zone`, ['BCP053 1:25']],
    [
      'text as an index of an array',
      `param l array
var a = l['b']`,
      ['BCP074 2:11'],
    ],
    [
      'number as an index of an object',
      `param o object
var a = o[0]`,
      ['BCP075 2:11'],
    ],
    [
      'index of a text',
      `param s string
var a = s[0]`,
      ['BCP076 2:9'],
    ],
    ['index behind the end', `var a = [1, 2][2]`, ['BCP311 1:16']],
    [
      'negative index',
      `param l array
var a = l[-1]`,
      ['BCP339 2:11'],
    ],
    ['index from the end', `var a = [1, 2][^2]`, []],
    [
      'boolean as an index',
      `param x object
var a = x.y[true]`,
      ['BCP049 2:13'],
    ],
    [
      'property of a resource that is known',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
var a = r.id.b`,
      ['BCP055 4:14'],
    ],
    [
      'function of a text',
      `param s string
var a = s.b()`,
      ['BCP067 2:11'],
    ],
  ])('accesses: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['number for a text', `var a = toLower(1)`, ['BCP070 1:17']],
    ['text for a number', `var a = substring('abc', '1')`, ['BCP070 1:26']],
    ['no overload', `var a = length(1)`, ['BCP048 1:16']],
    ['overload by the first argument', `var a = concat('a', [])`, ['BCP070 1:21']],
    ['item of another type', `var a = contains('abc', 1)`, ['BCP070 1:25']],
    ['lambda of two many parameters', `var a = map([1], (a, b, c) => a)`, ['BCP070 1:18']],
    ['no lambda', `var a = map([1], 1)`, ['BCP070 1:18']],
    ['lambda with another result', `var a = filter([1], x => 'a')`, ['BCP070 1:21']],
    ['lambda that is no argument', `var a = x => x`, ['BCP242 1:9']],
    [
      'argument of a user function',
      `func f(a int) int => a
var b = f('x')`,
      ['BCP070 2:11'],
    ],
    [
      'result of a user function',
      `func f() int => 1
output a string = f()`,
      ['BCP033 2:19'],
    ],
    ['body of a user function', `func f() int => 'x'`, ['BCP033 1:17']],
    [
      'what may be null is only warned of',
      `param s string?
var a = toLower(s)`,
      [],
    ],
    ['null itself', `var a = toLower(null)`, ['BCP070 1:17']],
    [
      'item of a loop',
      `param l string[]
var a = [for x in l: x.y]`,
      ['BCP055 2:24'],
    ],
    [
      'loop over a text',
      `param s string
var a = [for x in s: x]`,
      ['BCP137 2:19'],
    ],
    ['item of a lambda is typed', `var a = map([{ b: 1 }], x => x.b)`, []],
    ['nameof of no name', `var a = nameof(1)`, ['BCP408 1:16']],
  ])('calls: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['text for a number', `output a int = 'x'`, ['BCP033 1:16']],
    [
      'variable for a number',
      `var v = 'x'
output a int = v`,
      ['BCP033 2:16'],
    ],
    [
      'part of a variable',
      `var v = { a: 1 }
output o { a: string } = v`,
      ['BCP036 2:26'],
    ],
    [
      'missing part of a variable',
      `var v = { a: 'x' }
output o {
  a: string
  b: string
} = v`,
      ['BCP035 5:5'],
    ],
    [
      'parameter for one of several texts',
      `param s string
output a 'x' | 'y' = s`,
      [],
    ],
    [
      'computed text for one of several texts',
      `param s string
output a 'x' | 'y' = '\${s}z'`,
      ['BCP033 2:22'],
    ],
    [
      'one of more texts',
      `param s 'x' | 'y'
output a 'x' = s`,
      ['BCP033 2:16'],
    ],
    [
      'list of another type',
      `param l string[]
output a int[] = l`,
      ['BCP033 2:18'],
    ],
    [
      'choice of another type',
      `param b bool
output a int = b ? 1 : 'x'`,
      ['BCP033 2:16'],
    ],
    ['body of a loop', `output a string[] = [for x in [1]: x]`, ['BCP033 1:36']],
    [
      'too long by its type',
      `@minLength(5)
param s string
@maxLength(3)
output a string = s`,
      ['BCP332 4:19'],
    ],
    [
      'array that is too long',
      `@maxLength(1)
output a array = [1, 2]`,
      ['BCP332 2:18'],
    ],
    ['typed variable', `var a string = 1`, ['BCP033 1:16']],
    [
      'name of a resource',
      `resource r 'My.Rp/a@2020-01-01' = {
  name: 1
}`,
      ['BCP036 2:9'],
    ],
    [
      'condition of a resource',
      `param s string
resource r 'My.Rp/a@2020-01-01' = if (s) {
  name: 'a'
}`,
      ['BCP046 2:38'],
    ],
    ['spread of a number', `var a = { ...1 }`, ['BCP402 1:11']],
    ['nullable parameter with a default', `param a string? = 'x'`, ['BCP326 1:17']],
  ])('values: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'property of a resource in a name',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
resource s 'My.Rp/a@2020-01-01' = {
  name: r.properties.b
}`,
      ['BCP120 5:9'],
    ],
    [
      'id and name in a name',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
resource s 'My.Rp/a@2020-01-01' = {
  name: '\${r.name}b'
}`,
      [],
    ],
    [
      'through a variable',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
var v = r.properties.b
resource s 'My.Rp/a@2020-01-01' = {
  name: v
}`,
      ['BCP120 6:9'],
    ],
    [
      'location of another resource',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
resource s 'My.Rp/a@2020-01-01' = {
  name: 'b'
  location: r.location
}`,
      ['BCP120 6:13'],
    ],
    [
      'condition',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
resource s 'My.Rp/a@2020-01-01' = if (r.properties.b) {
  name: 'b'
}`,
      ['BCP177 4:39'],
    ],
    [
      'loop',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
resource s 'My.Rp/a@2020-01-01' = [for x in r.properties.b: {
  name: 'b\${x}'
}]`,
      ['BCP178 4:45'],
    ],
    [
      'body of a variable',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
var v = [for x in [1]: r.properties.b]`,
      ['BCP182 4:24'],
    ],
    [
      'body of an output',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
output v array = [for x in [1]: r.properties.b]`,
      [],
    ],
    [
      'local name that hides a resource',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
var v = [for r in [{ properties: 1 }]: r.properties]`,
      [],
    ],
    [
      'function',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
func f() string => r.properties.b`,
      ['BCP341 4:20'],
    ],
    [
      'argument of reference',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
output a object = reference(r.properties.b)`,
      ['BCP181 4:29'],
    ],
    [
      'reference in a name',
      `resource s 'My.Rp/a@2020-01-01' = {
  name: reference('x').y
}`,
      ['BCP120 2:9'],
    ],
    [
      'reference in a condition',
      `resource s 'My.Rp/a@2020-01-01' = if (reference('x').y) {
  name: 'b'
}`,
      ['BCP066 1:39'],
    ],
    ['reference in a default', `param a string = reference('x').y`, ['BCP066 1:18']],
    [
      'name of an existing resource',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
resource s 'My.Rp/a@2020-01-01' existing = {
  name: r.properties.b
}
output o string = s.properties.c`,
      ['BCP307 7:19'],
    ],
  ])('start of the deployment: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'all of them in tags',
      `resource r 'My.Rp/a@2020-01-01' = [for x in [1]: {
  name: 'a\${x}'
}]
resource s 'My.Rp/a@2020-01-01' = {
  name: 'b'
  tags: r
}`,
      ['BCP144 6:9'],
    ],
    [
      'all of them in properties',
      `resource r 'My.Rp/a@2020-01-01' = [for x in [1]: {
  name: 'a\${x}'
}]
resource s 'My.Rp/a@2020-01-01' = {
  name: 'b'
  properties: { a: r }
  dependsOn: r
}`,
      [],
    ],
    [
      'all of them in a loop',
      `resource r 'My.Rp/a@2020-01-01' = [for x in [1]: {
  name: 'a\${x}'
}]
output a array = [for x in r: x.id]`,
      ['BCP144 4:28'],
    ],
    [
      'through a variable',
      `resource r 'My.Rp/a@2020-01-01' = [for x in [1]: {
  name: 'a\${x}'
}]
var v = r
func f() string => v[0].id`,
      ['BCP144 5:20'],
    ],
    [
      'index by a variable of a lambda',
      `resource r 'My.Rp/a@2020-01-01' = [for x in [1]: {
  name: 'a\${x}'
}]
var v = map([0], i => r[i].id)`,
      ['BCP247 4:25'],
    ],
    ['reference of a variable of a lambda', `var v = map(['a'], i => reference(i))`, ['BCP248 1:25']],
  ])('loops of resources: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'text to depend on',
      `resource s 'My.Rp/a@2020-01-01' = {
  name: 'b'
  dependsOn: ['x']
}`,
      ['BCP034 3:15'],
    ],
    [
      'anything to depend on',
      `resource s 'My.Rp/a@2020-01-01' = {
  name: 'b'
  dependsOn: [any('x')]
}`,
      ['BCP176 3:15'],
    ],
    [
      'computed parent',
      `resource r 'My.Rp/a@2020-01-01' existing = {
  name: 'a'
}
resource s 'My.Rp/a/b@2020-01-01' = {
  name: 'b'
  parent: true ? r : r
}`,
      ['BCP240 6:11'],
    ],
  ])('targets: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

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
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
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
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'name twice',
      `resource r 'My.Rp/a@2020-01-01' = {
  name: 'a'
  name: 'b'
}`,
      ['BCP025 2:3', 'BCP025 3:3'],
    ],
    [
      'spread',
      `resource r 'My.Rp/a@2020-01-01' = {
  name: 'a'
  ...{}
}`,
      ['BCP401 3:3'],
    ],
    [
      'spread beside a loop',
      `resource r 'My.Rp/a@2020-01-01' = {
  name: 'a'
  properties: {
    ...{}
    a: [for x in [1]: x]
  }
}`,
      ['BCP417 4:5'],
    ],
    [
      'loop of a computed name',
      `param p string
resource r 'My.Rp/a@2020-01-01' = {
  name: 'a'
  properties: {
    '\${p}': [for x in [1]: x]
  }
}`,
      ['BCP143 5:5'],
    ],
    [
      'computed metadata',
      `param p string
metadata a = p`,
      ['BCP032 2:14'],
    ],
  ])('bodies: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'expression of another type',
      `param n int
module m 'mod.bicep' = {
  name: 'm'
  params: { size: n, name: n }
}`,
      ['BCP036 4:28'],
    ],
    [
      'output of another type',
      `module m 'mod.bicep' = {
  name: 'm'
  params: { name: 'x' }
}
output a string = m.outputs.size`,
      ['BCP033 5:19'],
    ],
    [
      'mistyped property',
      `module m 'mod.bicep' = {
  name: 'm'
  parms: {}
  params: { name: 'x' }
}`,
      ['BCP037 3:3'],
    ],
    [
      'secret where none may be',
      `resource v 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'v'
}
module m 'mod.bicep' = {
  name: 'm'
  params: { name: v.getSecret('s') }
}`,
      ['BCP180 6:19'],
    ],
    [
      'secret where one may be',
      `resource v 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'v'
}
module m 'mod.bicep' = {
  name: 'm'
  params: { name: 'x', key: v.getSecret('s') }
}`,
      [],
    ],
    [
      'output in a name',
      `module m 'mod.bicep' = {
  name: 'm'
  params: { name: 'x' }
}
module o 'mod.bicep' = {
  name: m.outputs.text
  params: { name: m.outputs.text }
}`,
      ['BCP120 6:9'],
    ],
  ])('modules: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'type of a value',
      `using 'mod.bicep'
param name = 1`,
      ['BCP033 2:14'],
    ],
    [
      'limits are those of the template',
      `using 'mod.bicep'
param name = 'x'
param size = 'y'`,
      ['BCP033 3:14'],
    ],
    [
      'null for what has a default',
      `using 'mod.bicep'
param name = 'x'
param size = null`,
      [],
    ],
    [
      'null for what has none',
      `using 'mod.bicep'
param name = null`,
      ['BCP258 1:7'],
    ],
    [
      'assigned twice',
      `using 'mod.bicep'
param name = 'x'
param name = 'y'`,
      ['BCP028 2:7', 'BCP028 3:7'],
    ],
    [
      'two templates',
      `using 'mod.bicep'
using 'mod.bicep'
param name = 'x'`,
      ['BCP262 1:1', 'BCP262 2:1'],
    ],
    [
      'secret',
      `using 'mod.bicep'
param name = 'x'
param key = az.getSecret('a', 'b', 'c', 'd')`,
      [],
    ],
  ])('parameter files: %s', (_, text, expected) => {
    expect(errors(bicepparam(text, mod).diagnostics)).toEqual(expected);
  });

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
    expect(errors(bicep(text, { ...mod, 'groups.bicep': `targetScope = 'managementGroup'` }).diagnostics)).toEqual([]);
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
    expect(errors(bicep(text, { ...mod, 'groups.bicep': `targetScope = 'managementGroup'` }).diagnostics)).toEqual(
      expected,
    );
  });
});
