import { describe, expect, it } from 'vitest';
import { bicep, errors } from './bicep-template.ts';

function config(part: object): Readonly<Record<string, string>> {
  return { 'bicepconfig.json': JSON.stringify(part) };
}

/** `code line:column level` of each. */
function problems(text: string, others: Readonly<Record<string, string>> = {}): string[] {
  return bicep(text, others).diagnostics.map((one) => `${errors([{ ...one, level: 'error' }]).join('')} ${one.level}`);
}

describe('what a configuration must allow', () => {
  it.each([
    ['assertions', 'assert a = true', ['BCP349 1:1 warning']],
    ['testFramework', `test t 'main.test.bicep' = {}`, ['BCP348 1:1 warning']],
    ['resourceTypedParamsAndOutputs', `param p resource 'My.Rp/a@2020-01-01'`, ['BCP231 1:9 warning']],
    ['localDeploy', `targetScope = 'local'`, ['BCP033 1:15 error']],
    ['userDefinedConstraints', `@validate(x => true, 'm')\nparam p string`, ['BCP057 1:2 error']],
  ])('the feature %s', (feature, text, expected) => {
    expect(problems(text)).toEqual(expected);
    const enabled = config({ experimentalFeaturesEnabled: { [feature]: true } });
    expect(problems(text, enabled)).toEqual([]);
    const other = config({ experimentalFeaturesEnabled: { [feature]: false, other: true } });
    expect(problems(text, other)).toEqual(expected);
    expect(problems(text, { 'bicepconfig.json': '{' })).toEqual([]);
  });

  it.each([
    ['a built-in extension', 'extension az', []],
    ['an unknown one', 'extension other as o', ['BCP204 1:11 warning']],
    ['one that was built in', 'extension microsoftGraph', ['BCP407 1:11 error']],
    ['one without the configuration that it needs', 'extension kubernetes', ['BCP206 1:1 error']],
    ['one with a configuration that it does not take', 'extension az with { a: 1 }', ['BCP205 1:19 error']],
    ['an empty path', `extension ''`, ['BCP050 1:11 error']],
    ['a reference', `extension 'br:example.azurecr.io/e:1'`, []],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
    const known = config({ extensions: { other: 'br:example.azurecr.io/o:1', microsoftGraph: './g.tgz' } });
    const without = expected.filter((one) => !/BCP204|BCP407/.test(one));
    expect(problems(text, known)).toEqual(without);
  });
});

describe('null as a type', () => {
  it.each([
    ['param p null', ['BCP031 1:9']],
    ['output o null = null', ['BCP030 1:10']],
    ['var a null = null', ['BCP412 1:7']],
    ['type t = null', ['BCP289 1:10']],
    ['param p null?', ['BCP289 1:9']],
    ['type t = { a: null[] }', ['BCP289 1:15']],
    [`param p 'a' | null`, []],
    [`func f(a null) string => 'x'`, []],
  ])('%s', (text, expected) => {
    expect(errors(bicep(text).diagnostics)).toEqual(expected);
  });
});

describe('types in angle brackets', () => {
  it.each([
    [`param p string<'x'>`, ['BCP383 1:9']],
    [`param p nope<'x'>`, ['BCP302 1:9']],
    [`var v = 1\nparam p v<'x'>`, ['BCP287 2:9']],
    [`type t = string\nparam p t<'x'>`, ['BCP383 2:9']],
    [`param p az.resourceInput<'My.Rp/a@2020-01-01'>.b`, ['BCP383 1:9']],
    [`param p sys.resourceInput<'My.Rp/a@2020-01-01'>.b`, []],
    ['param p resourceInput', ['BCP384 1:9']],
    ['param p resourceInput<>', ['BCP071 1:22']],
    [`param p resourceInput<'My.Rp/a@2020-01-01', 'x'>.b`, ['BCP071 1:22']],
    ['param p resourceInput<5>.b', ['BCP070 1:23']],
    ['param p resourceInput<string>.b', ['BCP032 1:23']],
    [`param p resourceInput<'My.Rp/a@2020-01-01'>`, ['BCP394 1:9']],
  ])('%s', (text, expected) => {
    expect(errors(bicep(text).diagnostics)).toEqual(expected);
  });
});

it.each([
  ['targetScope = 1', ['BCP033 1:15']],
  ['targetScope = {}', ['BCP033 1:15']],
  ['targetScope = nope', ['BCP057 1:15']],
  [`targetScope = true ? 'tenant' : 'subscription'`, ['BCP032 1:15']],
])('%s', (text, expected) => {
  expect(errors(bicep(text).diagnostics)).toEqual(expected);
});
