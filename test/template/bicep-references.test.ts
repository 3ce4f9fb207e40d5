import { describe, expect, it } from 'vitest';
import { bicep, bicepparam, errors, memoryLoader } from './bicep-template.ts';

const subscription = '00000000-0000-0000-0000-000000000001';

const config = `{ "moduleAliases": {
  "br": { "shared": { "registry": "mine.azurecr.io" }, "empty": { "modulePath": "x" } },
  "ts": { "group": { "resourceGroup": "g" }, "subscription": { "subscription": "${subscription}" } } } }`;

/** The code of what is wrong with a module reference, and the hint. */
function problemOf(reference: string): readonly (string | undefined)[] {
  const loader = memoryLoader({
    'main.bicep': `module m '${reference}' = {\n  name: 'm'\n}`,
    'bicepconfig.json': config,
  });
  const opened = loader.open('/work/main.bicep');
  if (!opened.ok) return [opened.diagnostic.code];
  const deployment = opened.template.resources[0]?.deployment;
  if (deployment === undefined) return [];
  const result = loader.resolve(deployment.template, opened.template);
  return result.ok ? [] : [result.diagnostic.code, result.diagnostic.hint];
}

/** Codes are those of the official compiler, Bicep 0.49. */
describe('references as they are written', () => {
  it.each([
    ['', 'BCP050'],
    ['/a.bicep', 'BCP051'],
    ['a*b.bicep', 'BCP085'],
    ['a.', 'BCP086'],
    ['a ', 'BCP086'],
    ['a\\\\b.bicep', 'BCP098'],
    ['a\\u{1}b.bicep', 'BCP111'],
    ['foo:bar', 'BCP189'],
    ['sub/a:b.bicep', 'BCP189'],
    ['br/modules/a.bicep', 'BCP091'],
    ['br:a.io/b', 'BCP196'],
    ['br:a.io/b:', 'BCP196'],
    ['br:a.io/b@', 'BCP196'],
    ['br:a.io:1', 'BCP193'],
    ['br:../../a:1', 'BCP193'],
    ['br:a.io/B:1', 'BCP195'],
    ['br:a.io/b//c:1', 'BCP195'],
    ['br:a.io/b-_c:1', 'BCP195'],
    ['br:a.io/..:1', 'BCP195'],
    [`br:a.io/b:${'1'.repeat(129)}`, 'BCP197'],
    ['br:a.io/b:-1', 'BCP198'],
    ['br:a.io/b:1:2', 'BCP198'],
    [`br:a.io/${'b'.repeat(256)}:1`, 'BCP199'],
    [`br:${'a'.repeat(256)}/b:1`, 'BCP200'],
    ['br:a.io/b@sha256:1', 'BCP224'],
    ['br/a b:c:1', 'BCP211'],
    ['br/:c:1', 'BCP211'],
    ['br/empty:c:1', 'BCP216'],
    ['ts/none:c:1', 'BCP212'],
    ['ts/group:c:1', 'BCP214'],
    ['ts/subscription:c:1', 'BCP215'],
    ['ts:a', 'BCP194'],
    [`ts:${subscription}/g/s`, 'BCP194'],
    [`ts:${subscription}/g/s:1/2`, 'BCP194'],
    ['ts:1/g/s:1', 'BCP217'],
    [`ts:${subscription}/${'g'.repeat(91)}/s:1`, 'BCP218'],
    [`ts:${subscription}/../s:1`, 'BCP219'],
    [`ts:${subscription}/g/${'s'.repeat(91)}:1`, 'BCP220'],
    [`ts:${subscription}/g/s p:1`, 'BCP221'],
    [`ts:${subscription}/g/s:${'1'.repeat(91)}`, 'BCP222'],
    [`ts:${subscription}/g/s:1.`, 'BCP223'],
  ])('module %s: %s', (reference, code) => {
    expect(problemOf(reference)[0]).toBe(code);
  });

  it('hints at the alias that was meant', () => {
    expect(problemOf('br/sharde:c:1')).toEqual(['BCP213', "did you mean 'shared'?"]);
    expect(problemOf('br/publc:avm/c:1')).toEqual(['BCP213', "did you mean 'public'?"]);
  });

  it.each<[string, readonly string[]]>([
    ["var a = loadTextContent('')", ['BCP050 1:25']],
    ["var a = loadTextContent('C:/a')", ['BCP051 1:25']],
    ["var a = loadJsonContent('a|b')", ['BCP085 1:25']],
    ["var a = loadDirectoryFileInfo('none')", ['BCP428 1:31']],
    ["var a = loadDirectoryFileInfo('text.txt')", ['BCP430 1:31']],
    ["import { a } from ''", ['BCP050 1:19']],
    ["import { a } from 'br:a.io/b'", ['BCP196 1:19']],
    ['import { a } from', ['BCP097 1:18', 'BCP358 1:18']],
    ['module a', ['BCP097 1:9', 'BCP090 1:9']],
    ["extension 'a${1}' as b", ['BCP303 1:11']],
  ])('%s', (text, expected) => {
    expect(errors(bicep(text, { 'text.txt': 'x' }).diagnostics)).toEqual(expected);
  });

  it.each<[string, readonly string[]]>([
    ['using', ['BCP354 1:6', 'BCP256 1:6']],
    ["using none\nextends ''", ['BCP050 2:9']],
    ['var a = 1', ['BCP261 1:1']],
    ["using none\nextends 'b.bicepparam'\nextends 'b.bicepparam'", ['BCP405 2:1', 'BCP405 3:1']],
    ['using none\nvar base = 1\nparam x = base', ['BCP437 3:11']],
    ["using none\nparam a = az.getSecret('s', 'g', 'v', 'n')\nparam b = a", ['BCP368 3:11']],
    ["using none\nextends 'main.bicepparam'", ['BCP278 2:9']],
  ])('parameter file %s', (text, expected) => {
    expect(errors(bicepparam(text, { 'b.bicepparam': 'using none' }).diagnostics)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['module with errors', `module m 'bad.bicep' = {}\noutput o string = m.outputs.x`, ['BCP104 1:10']],
    ['module that is not there', `module m 'none.bicep' = {}\noutput o string = m.outputs.x`, ['BCP062 2:19']],
    ['scope that must be said', `module m 'subscription.bicep' = {}`, ['BCP035 1:8', 'BCP134 1:33']],
    ['scope that is none', `module m 'subscription.bicep' = {\n  scope: 'x'\n}`, ['BCP036 2:10']],
    ['decorated scope', `@description('x')\ntargetScope = 'resourceGroup'`, ['BCP130 1:1']],
    ['limits of what has no type', `@minValue(5)\n@maxValue(2)\nvar a = 1`, ['BCP126 1:2', 'BCP126 2:2']],
    ['type without quotes', `resource r My.Rp/a@2020-01-01 = {`, ['BCP068 1:12', 'BCP018 1:34']],
  ])('%s', (_, text, expected) => {
    const others = {
      'bad.bicep': 'param p string = nope\noutput x string = p',
      'subscription.bicep': `targetScope = 'subscription'\noutput o string = 'x'`,
    };
    const own = bicep(text, others).diagnostics.filter(
      ({ at }) => at?.kind === 'file' && at.file.path.endsWith('main.bicep'),
    );
    expect(errors(own)).toEqual(expected);
  });

  it('takes the address of a registry', () => {
    expect(problemOf('br:[::1]:5000/a:1')[0]).toBe('module-not-restored');
  });

  it.each<[string, readonly string[]]>([
    ['foo:My.Rp/a@2020-01-01', ['BCP208 1:12']],
    ['sys:My.Rp/a@2020-01-01', ['BCP209 1:12']],
    ['az:My.Rp/a', ['BCP209 1:12']],
    ['az:My.Rp/a@2020-01-01', []],
    [':My.Rp/a@2020-01-01', ['BCP029 1:12']],
  ])('resource type %s', (type, expected) => {
    expect(errors(bicep(`resource a '${type}' = {\n  name: 'a'\n}`).diagnostics)).toEqual(expected);
  });
});
