import { describe, expect, it } from 'vitest';
import { bicep, errors } from './bicep-template.ts';

describe('types of resources', () => {
  it.each([
    'My.Rp/a@2020-01-01',
    'az:My.Rp/a@2020-01-01',
    '1a/b-c@2020-01-01-preview',
    'a/b@2020-01-01-PrivatePreview',
  ])('%s is one', (type) => {
    expect(errors(bicep(`resource r '${type}' = { name: 'x' }`).diagnostics)).toEqual([]);
  });

  it.each([
    '',
    'a',
    'My.Rp/a',
    'My.Rp@2020-01-01',
    'My.Rp/a@latest',
    'My.Rp/a@2020',
    'My.Rp/a@2020-01-01-dev',
    'My.Rp/a/@2020-01-01',
    'My.Rp/a.b@2020-01-01',
    'My-Rp/a@2020-01-01',
    '/a@2020-01-01',
    'My Rp/a@2020-01-01',
  ])('%s is none', (type) => {
    expect(errors(bicep(`resource r '${type}' = { name: 'x' }`).diagnostics)).toEqual(['BCP029 1:12']);
  });

  it.each([
    ['one segment', `'c'`, []],
    ['one segment with a version', `'c@2021-01-01-beta'`, []],
    ['several segments', `'c/d'`, ['BCP156 2:12']],
    ['the whole type', `'My.Rp/a/c@2020-01-01'`, ['BCP156 2:12']],
    ['no segment', `''`, ['BCP029 2:12']],
    ['no date', `'c@v1'`, ['BCP029 2:12']],
  ])('nested: %s', (_, type, expected) => {
    const text = `resource r 'My.Rp/a@2020-01-01' = {\nresource c ${type} = { name: 'x' }\nname: 'x' }`;
    expect(errors(bicep(text).diagnostics)).toEqual(expected);
  });

  it('says nothing but that of resources in one that has none', () => {
    const text = `resource r 'a' = {\nname: 'x'\nresource c 'c' = {\nname: 'y'\nresource d 'd' = { name: 'z' } } }`;
    expect(errors(bicep(text).diagnostics)).toEqual(['BCP029 1:12', 'BCP157 3:12', 'BCP157 5:12']);
  });

  it.each([
    [`resourceInput<'My.Rp/a@2020-01-01'>.b`, []],
    [`resourceInput<'az:My.Rp/a@2020-01-01'>.b`, []],
    [`resourceOutput<'My.Rp/a'>.b`, ['BCP029 1:24']],
  ])('%s', (type, expected) => {
    expect(errors(bicep(`param p ${type}`).diagnostics)).toEqual(expected);
  });

  it('leaves the types of extensions to them', () => {
    const text = `extension kubernetes with { namespace: 'n', kubeConfig: 'c' } as k\nresource r 'core/Service@v1' = { metadata: {} }`;
    expect(errors(bicep(text).diagnostics)).toEqual([]);
  });
});
