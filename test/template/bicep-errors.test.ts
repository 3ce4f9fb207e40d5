import { describe, expect, it } from 'vitest';
import { bicep, bicepparam, errors } from './bicep-template.ts';

const mod = {
  'mod.bicep': `param a string
param b int = 1
param c 'x' | 'y'?
output out string = a`,
  'sub.bicep': `targetScope = 'subscription'`,
};

describe('errors that make a Bicep file meaningless', () => {
  it.each([
    ['unknown name', 'output x string = nope', ['BCP057 1:19']],
    ['mistyped name', 'param location string\noutput x string = locatoin', ['BCP057 2:19']],
    ['mistyped function', `var a = toLowr('a')`, ['BCP082 1:9']],
    ['unknown function', 'output x string = nope()', ['BCP057 1:19']],
    ['ARM function with an operator', 'output x int = add(1, 2)', ['BCP069 1:16']],
    ['function behind a parameter of its name', `param length int\noutput x int = length('abc')`, ['BCP265 2:16']],
    ['function as a value', 'output x object = resourceGroup', ['BCP063 1:19']],
    ['type as a value', 'output x object = string', ['BCP288 1:19']],
    ['value as a type', 'var v = 1\nparam p v', ['BCP287 2:9']],
    ['unknown type', 'param p strng', ['BCP302 1:9']],
    ['unknown function of a namespace', 'output x string = az.nope()', ['BCP107 1:22']],
    ['too few arguments', 'output x string = toLower()', ['BCP071 1:26']],
    ['too many arguments of a user function', `func f() string => 'a'\noutput x string = f(1)`, ['BCP071 2:20']],
    ['function only for defaults', 'var v = newGuid()', ['BCP065 1:9']],
    ['declared twice', 'param a string\nvar a = 1', ['BCP028 1:7', 'BCP028 2:5']],
    ['output declared twice', 'output a int = 1\noutput a int = 2', ['BCP145 1:8', 'BCP145 2:8']],
    ['key twice', 'var a = { b: 1, b: 2 }', ['BCP025 1:11', 'BCP025 1:17']],
    ['cycle', 'var a = b\nvar b = a', ['BCP080 1:9', 'BCP080 2:9']],
    ['own declaration', `param p string = '\${p}'`, ['BCP079 1:21']],
    [
      'scope that leads to itself',
      `resource g 'Microsoft.Resources/resourceGroups@2022-09-01' existing = { name: 'g', scope: g }`,
      ['BCP079 1:91'],
    ],
    ['parameter inside a function', `param p string\nfunc f() string => p`, ['BCP057 2:20']],
    ['module inside a function', `module m 'm.bicep' = {}\nfunc f() string => m.name`, ['BCP057 2:20']],
    [
      'resource inside a function',
      `resource r 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: 'r' }\nfunc f() string => r.id`,
      [],
    ],
    ['loop in the wrong place', 'var a = { b: [for i in []: i] }', ['BCP138 1:15']],
    ['resource without a name', `resource r 'My.Rp/a@2020-01-01' = { location: 'x' }`, ['BCP035 1:10']],
    ['resource type', `resource r 'nonsense' = { name: 'x' }`, ['BCP029 1:12']],
    [
      'child in a looped resource',
      `resource r 'My.Rp/a@2020-01-01' = [for i in []: {\n  name: 'x'\n  resource c 'b' = { name: 'y' }\n}]`,
      ['BCP160 3:3', 'BCP157 3:14'],
    ],
    ['unknown child', `resource r 'My.Rp/a@2020-01-01' = { name: 'x' }\noutput o string = r::c.id`, ['BCP159 2:22']],
    [
      'equal names',
      `resource r 'My.Rp/a@2020-01-01' = { name: 'x' }\nresource s 'My.Rp/A@2021-01-01' = { name: 'X' }`,
      ['BCP121 1:43', 'BCP121 2:43'],
    ],
    ['decorator on the wrong thing', '@secure()\nvar a = 1', ['BCP126 1:2']],
    ['unknown decorator', '@nope()\nparam a string', ['BCP057 1:2']],
    ['missing parameters', `module m 'mod.bicep' = {}`, ['BCP035 1:8']],
    ['missing parameter', `module m 'mod.bicep' = { params: {} }`, ['BCP035 1:26']],
    ['unknown parameter', `module m 'mod.bicep' = { params: { a: 'x', z: 1 } }`, ['BCP037 1:44']],
    [
      'parameter of the wrong type',
      `module m 'mod.bicep' = { params: { a: 1, b: 'x', c: 'z' } }`,
      ['BCP036 1:39', 'BCP036 1:45', 'BCP036 1:53'],
    ],
    [
      'unknown output',
      `module m 'mod.bicep' = { params: { a: 'x' } }\noutput o string = m.outputs.nope`,
      ['BCP053 2:29'],
    ],
    [
      'unknown property of a module',
      `module m 'mod.bicep' = { params: { a: 'x' } }\noutput o string = m.id`,
      ['BCP053 2:21'],
    ],
    [
      'loop of modules without an index',
      `module m 'mod.bicep' = [for i in []: { params: { a: 'x' } }]\noutput o string = m.name`,
      ['BCP055 2:21'],
    ],
    ['scope that a module is not written for', `module m 'sub.bicep' = { scope: resourceGroup('x') }`, ['BCP134 1:33']],
    ['scope out of reach', `module m 'empty.bicep' = { scope: managementGroup('x') }`, ['BCP116 1:35']],
    ['module that uses itself', `module m 'main.bicep' = {}`, ['BCP094 1:10']],
    ['missing export', `import { nope } from 'mod.bicep'`, ['BCP360 1:10']],
    ['missing import', `import * as x from 'none.bicep'\noutput o string = x.y`, ['BCP091 1:20']],
    ['missing file', `var t = loadTextContent('none.txt')`, ['BCP091 1:25']],
    ['file outside of the roots', `var t = loadTextContent('../secret/a.txt')`, ['file-outside-root 1:25']],
  ])('%s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each([
    ['literal', "output o int = 'x'", ['BCP033 1:16']],
    ['parameter', 'param n int\noutput o string = n', ['BCP033 2:19']],
    ['variable', 'var n = 1\noutput o string = n', ['BCP033 2:19']],
    ['function', `output o int = toLower('x')`, ['BCP033 1:16']],
    ['user function', `func f() int => 1\noutput o string = f()`, ['BCP033 2:19']],
    ['choice', `param b bool\noutput o string = b ? 'x' : 2`, ['BCP033 2:19']],
    ['null', 'output o string = null', ['BCP033 1:19']],
    ['default', `param p int = 'x'`, ['BCP033 1:15']],
    ['variable with a type', `var p int = 'x'`, ['BCP033 1:13']],
    ['property', 'param p { a: string } = { a: 1 }', ['BCP036 1:30']],
    ['missing property', 'param p { a: string } = {}', ['BCP035 1:25']],
    ['property too many', "@sealed()\nparam p { a: string } = { a: 'x', b: 1 }", ['BCP037 2:35']],
    ['item', 'param p string[] = [1]', ['BCP034 1:21']],
    ['item of a tuple', `param p [string, int] = ['x', 'y']`, ['BCP034 1:31']],
    ['missing item', `param p [string, int] = ['x']`, ['BCP333 1:25']],
    ['near to a text that is allowed', `param p { a: 'standard' | 'premium' } = { a: 'standar' }`, ['BCP088 1:46']],
    ['number that is not allowed', 'param p 1 | 2 = 3', ['BCP327 1:17']],
    ['too small', '@minValue(1)\nparam p int = 0', ['BCP328 2:15']],
    ['too short', `@minLength(2)\nparam p string = 'x'`, ['BCP333 2:18']],
    ['too long', '@maxLength(1)\nparam p array = [1, 2]', ['BCP332 2:17']],
    ['unknown tag', `@discriminator('k')\nparam p { k: 'a' } | { k: 'b' } = { k: 'c' }`, ['BCP088 2:40']],
    ['missing tag', `@discriminator('k')\nparam p { k: 'a' } | { k: 'b' } = {}`, ['BCP078 2:35']],
    [
      'member of a tagged type',
      `@discriminator('k')\nparam p { k: 'a', v: int } | { k: 'b' } = { k: 'a' }`,
      ['BCP035 2:43'],
    ],
    ['argument that is declared later', `module m 'mod.bicep' = { params: { a: n } }\nparam n int`, ['BCP036 1:39']],
  ])('value of the wrong type: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each([
    ['text for one of several', `param s string\nmodule m 'mod.bicep' = { params: { a: 'x', c: s } }`],
    ['what may be null', `param s string?\nmodule m 'mod.bicep' = { params: { a: s } }`],
    ['any()', 'output o string = any(1)'],
    ['property that may be left out', 'param p { a: string? } = {}'],
    ['property of an open object', `param p { a: string } = { a: 'x', b: 1 }`],
    ['spread', `var o = { a: 'x' }\nparam p { a: string } = { ...o }`],
    ['choice with a part that cannot be seen', `param b bool\noutput o string = b ? 'x' : any(1)`],
    ['loop variable', `output o string[] = [for i in ['a']: i]`],
  ])('value of the right type: %s', (_, text) => {
    expect(errors(bicep(text, mod).diagnostics).filter((one) => !one.startsWith('BCP072'))).toEqual([]);
  });

  it.each([
    ['variables of a lambda', 'var v = map([1], (x, x) => x)', ['BCP028 1:19', 'BCP028 1:22']],
    ['parameters of a function', `func f(a string, a int) string => 'x'`, ['BCP028 1:8', 'BCP028 1:18']],
    ['names of a loop', 'var v = [for (i, i) in [1]: i]', ['BCP028 1:15', 'BCP028 1:18']],
    [
      'nested resources',
      `resource r 'My.Rp/a@2020-01-01' = {\n  name: 'x'\n  resource c 'b' = { name: 'y' }\n  resource c 'd' = { name: 'y' }\n}`,
      ['BCP028 3:12', 'BCP028 4:12'],
    ],
    ['names that differ in case', 'var A = 1\nvar a = 2', ['BCP353 1:5', 'BCP353 2:5']],
    ['metadata', `metadata a = 'x'\nmetadata a = 'y'`, ['BCP145 1:10', 'BCP145 2:10']],
    ['decorators', `@description('a')\n@description('b')\nparam p string`, ['BCP166 1:2', 'BCP166 2:2']],
    ['scopes', `targetScope = 'tenant'\ntargetScope = 'tenant'`, ['BCP112 1:1', 'BCP112 2:1']],
  ])('declared twice: %s', (_, text, expected) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual(expected);
  });

  it.each([
    ['variable in a default', `var v = 'x'\nparam p string = v`, ['BCP072 2:18']],
    ['scope that does not exist', `targetScope = 'nope'`, ['BCP033 1:15']],
    ['type that requires itself', 'type t = {\n  next: t\n}', ['BCP298 1:6']],
    ['types that require each other', 'type a = b[]\ntype b = { x: a }', ['BCP299 1:6', 'BCP299 2:6']],
    ['no group to mean', `targetScope = 'subscription'\noutput o string = resourceGroup().id`, ['BCP071 2:32']],
    ['no subscription to mean', `targetScope = 'tenant'\noutput o string = subscription().id`, ['BCP071 2:31']],
    ['management group without a name', 'output o string = managementGroup().id', ['BCP071 1:34']],
    ['decorator on another type', '@minValue(1)\nparam p string', ['BCP124 1:1']],
    ['decorator for loops', `@batchSize(2)\nresource r 'My.Rp/a@2020-01-01' = { name: 'x' }`, ['BCP155 1:2']],
    ['unknown name in a decorator', '@description(nope)\nparam p string', ['BCP057 1:14']],
    ['too few segments', `resource r 'My.Rp/a/b@2020-01-01' = { name: 'x' }`, ['BCP169 1:45']],
    [
      'segments behind a parent',
      `resource r 'My.Rp/a@2020-01-01' = { name: 'x' }\nresource s 'My.Rp/a/b@2020-01-01' = { parent: r, name: 'x/y' }`,
      ['BCP170 2:56'],
    ],
    ['unknown member of an import', `import * as x from 'lib.bicep'\noutput o string = x.nope`, ['BCP053 2:21']],
    [
      'output of another type',
      `module m 'mod.bicep' = { params: { a: 'x' } }\noutput o int = m.outputs.out`,
      ['BCP033 2:16'],
    ],
    ['property of another type', 'param p { a: int }\noutput o string = p.a', ['BCP033 2:19']],
    ['item of another type', 'param p int[]\noutput o string = p[0]', ['BCP033 2:19']],
  ])('%s', (_, text, expected) => {
    const lib = { 'lib.bicep': `@export()\nvar known = 'x'` };
    expect(errors(bicep(text, { ...mod, ...lib }).diagnostics)).toEqual(expected);
  });

  it('names what is wrong in the words of the compiler', () => {
    const messages = bicep(`module m 'mod.bicep' = { params: { z: 1 } }`, mod).diagnostics.map(
      ({ message }) => message,
    );
    expect(messages).toEqual([
      'The specified "object" declaration is missing the following required properties: "a".',
      'The property "z" is not allowed on objects of type "params". Permissible properties include "a", "b", "c".',
    ]);
  });

  it.each([
    ['values that may be left out', `module m 'mod.bicep' = { params: { a: 'x', b: null, c: null } }`],
    [
      'equal names, of which one holds',
      `param c bool\nresource r 'My.Rp/a@2020-01-01' = if (c) { name: 'x' }\nresource s 'My.Rp/a@2020-01-01' = if (!c) { name: 'x' }`,
    ],
    ['name of a function as a parameter', `param length int\noutput x int = sys.length('abc') + length`],
    ['name of an output and a parameter', 'param x string\noutput x string = x'],
    ['type that names itself', 'type t = { next: t? }\nparam p t'],
    [
      'module that is not in the cache',
      `module m 'br:example.azurecr.io/m:1' = { params: { a: 1 } }\noutput o string = m.outputs.any`,
    ],
  ])('accepts %s', (_, text) => {
    expect(errors(bicep(text, mod).diagnostics)).toEqual([]);
  });

  it.each([
    ['missing assignment', `using 'mod.bicep'`, ['BCP258 1:7']],
    ['unknown parameter', `using 'mod.bicep'\nparam a = 'x'\nparam z = 1`, ['BCP259 3:1']],
    ['deployment function', 'using none\nparam a = resourceGroup().id', ['BCP057 2:11']],
    ['cycle', 'using none\nparam a = b\nparam b = a', ['BCP080 2:11', 'BCP080 3:11']],
    ['missing base', `using none\nextends 'none.bicepparam'`, ['BCP091 2:9']],
  ])('parameter file: %s', (_, text, expected) => {
    expect(errors(bicepparam(text, mod).diagnostics)).toEqual(expected);
  });
});
