import { describe, expect, it } from 'vitest';
import { bicep, errors, typedModule } from './bicep-template.ts';

/** Codes and places are those of the official compiler, Bicep 0.49. */
describe('what must be known before a deployment runs', () => {
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
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
    expect(errors(bicep(text, typedModule).diagnostics)).toEqual(expected);
  });
});
