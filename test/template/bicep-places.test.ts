import { describe, expect, it } from 'vitest';
import { bicep, errors } from './bicep-template.ts';

const resource = (name: string, rest: string, existing = ''): string =>
  `resource ${name} 'My.Rp/a@2020-01-01' ${existing}= {\n  name: '${name}'\n  ${rest}\n}\n`;

/** Codes and places are those of the official compiler, Bicep 0.49. */
describe('where resources go', () => {
  it.each<[scope: string, target: string, code: string | undefined]>([
    ['resourceGroup', 'resourceGroup()', undefined],
    ['resourceGroup', `resourceGroup('x')`, 'BCP139'],
    ['resourceGroup', 'subscription()', 'BCP139'],
    ['resourceGroup', `managementGroup('x')`, 'BCP139'],
    ['resourceGroup', 'tenant()', undefined],
    ['subscription', 'subscription()', undefined],
    ['subscription', `subscription('x')`, 'BCP139'],
    ['subscription', `resourceGroup('x')`, 'BCP139'],
    ['subscription', 'tenant()', undefined],
    ['managementGroup', 'managementGroup()', undefined],
    ['managementGroup', `managementGroup('x')`, 'BCP139'],
    ['managementGroup', 'tenant()', undefined],
    ['tenant', 'tenant()', undefined],
    ['tenant', `managementGroup('x')`, 'BCP139'],
  ])('file for a %s, scope: %s', (scope, target, code) => {
    const declared = `targetScope = '${scope}'\n${resource('r', `scope: ${target}`)}`;
    expect(errors(bicep(declared).diagnostics)).toEqual(code === undefined ? [] : [`${code} 4:10`]);
    const looked = `targetScope = '${scope}'\n${resource('r', `scope: ${target}`, 'existing ')}`;
    expect(errors(bicep(looked).diagnostics)).toEqual([]);
  });

  const elsewhere = resource('r', `scope: resourceGroup('x')`, 'existing ');

  it.each<[string, string, readonly string[]]>([
    ['extension of a resource elsewhere', elsewhere + resource('e', 'scope: r'), ['BCP139 7:10']],
    [
      'extension of an extension',
      elsewhere + resource('e', 'scope: r') + resource('f', 'scope: e'),
      ['BCP139 7:10', 'BCP139 11:10'],
    ],
    ['extension of a resource here', resource('r', '') + resource('e', 'scope: r'), []],
    [
      'child of a resource elsewhere',
      `${elsewhere}resource c 'My.Rp/a/b@2020-01-01' = {\n  parent: r\n  name: 'c'\n}`,
      ['BCP165 5:37'],
    ],
    [
      'child of an extension of a resource elsewhere',
      `${elsewhere}${resource('e', `scope: r\n  resource c 'b' = {\n    name: 'c'\n  }`)}`,
      ['BCP139 7:10', 'BCP139 8:20'],
    ],
    [
      'scope of a child',
      `${resource('r', '')}resource c 'My.Rp/a/b@2020-01-01' = {\n  parent: r\n  scope: resourceGroup()\n  name: 'c'\n}`,
      ['BCP164 7:10'],
    ],
    [
      'loop of a scope in a variable',
      `var v = resourceGroup('x')\nresource r 'My.Rp/a@2020-01-01' = [for i in [1]: {\n  name: '\${i}'\n  scope: v\n}]`,
      ['BCP139 4:10'],
    ],
  ])('%s', (_, text, expected) => {
    expect(errors(bicep(text).diagnostics)).toEqual(expected);
  });

  const group = (rest: string): string =>
    `resource g 'Microsoft.Resources/resourceGroups@2022-09-01' existing = {\n  name: 'g'\n${rest}}\n`;

  it.each<[string, string, readonly string[]]>([
    ['group in a group', group(''), ['BCP135 1:71']],
    ['group in a tenant', group('  scope: tenant()\n'), ['BCP135 3:10']],
    ['group in a subscription', group('  scope: subscription()\n'), []],
    ['group in its file', `targetScope = 'subscription'\n${group('')}`, []],
    ['module in such a group', `${group('')}module m 'm.bicep' = {\n  scope: g\n}`, ['BCP135 1:71']],
    [
      'parent that is a text',
      `resource c 'My.Rp/a/b@2020-01-01' = {\n  parent: 'x'\n  name: 'c'\n}`,
      ['BCP036 2:11', 'BCP240 2:11'],
    ],
    [
      'parents that are not named directly',
      `${resource('r', '', 'existing ')}module m 'm.bicep' = {}
resource c 'My.Rp/a/b@2020-01-01' = {
  parent: (r)
  name: 'c'
}
resource d 'My.Rp/a/b@2020-01-01' = {
  parent: m
  name: 'd'
}`,
      ['BCP240 7:11', 'BCP036 11:11', 'BCP240 11:11'],
    ],
  ])('%s', (_, text, expected) => {
    expect(errors(bicep(text, { 'm.bicep': '' }).diagnostics)).toEqual(expected);
  });

  it('suggests functions for what is called only', () => {
    expect(errors(bicep(`var a = lengt\nvar b = lengt('x')`).diagnostics)).toEqual(['BCP057 1:9', 'BCP082 2:9']);
  });
});
