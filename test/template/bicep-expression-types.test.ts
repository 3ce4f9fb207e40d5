import { describe, expect, it } from 'vitest';
import { bicep, errors, typedModule } from './bicep-template.ts';

/** Codes and places are those of the official compiler, Bicep 0.49. */
describe('the types of expressions', () => {
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
  });
});
