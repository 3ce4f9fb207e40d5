import { describe, expect, it } from 'vitest';
import { bicep, bicepparam, errors, typedModule } from './bicep-template.ts';

/** Codes and places are those of the official compiler, Bicep 0.49. */
describe('values that are given to something with a type', () => {
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
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
    expect(errors(bicepparam(text, typedModule).diagnostics)).toEqual(expected);
  });
});
