import { describe, expect, it } from 'vitest';
import { createTemplateLoader } from '../../src/template/create-loader.ts';
import type { LoadResult } from '../../src/template/loader.ts';
import type { Template, TemplateReference } from '../../src/template/template.ts';
import { inFile } from '../../src/text/location.ts';
import { createSourceFile } from '../../src/text/source-file.ts';
import { errors, memoryFiles, memoryLoader } from './bicep-template.ts';

const at = inFile(createSourceFile('/work/main.bicep', ''), 0, 0);
const arm = (marker: string): string =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { [marker]: { type: 'string' } },
    resources: [],
  });

function templateOf(result: LoadResult): Template {
  if (!result.ok) throw new Error(result.diagnostic.message);
  return result.template;
}

function outcome(result: LoadResult): string {
  return result.ok ? result.template.file.path : `${result.diagnostic.code}: ${result.diagnostic.message}`;
}

describe('the template loader', () => {
  it('opens each file once, whatever it is', () => {
    const files = memoryFiles({ '/a.bicep': 'param p string', '/a.json': arm('q') });
    const loader = createTemplateLoader(files, { moduleCache: '/cache' });
    expect(templateOf(loader.open('/a.bicep'))).toBe(templateOf(loader.open('/a.bicep')));
    expect(templateOf(loader.open('/a.bicep')).language).toBe('bicep');
    expect([...templateOf(loader.open('/a.json')).parameters.keys()]).toEqual(['q']);
    expect(files.reads).toEqual(['/a.bicep', '/a.json']);
  });

  const config = `// aliases
{ "moduleAliases": {
  "br": { "mine": { "registry": "mine.azurecr.io", "modulePath": "team/bicep" } },
  "ts": { "mine": { "subscription": "00000000-0000-0000-0000-0000000000AB", "resourceGroup": "RG" } } } }`;
  const disk = {
    '/work/bicepconfig.json': config,
    '/work/main.bicep': '',
    '/work/modules/vault.bicep': '',
    '/work/nested/linked.json': arm('linked'),
    '/cache/br/mcr.microsoft.com/bicep$avm$res$compute$vm/0.1.0$/main.json': arm('public'),
    '/cache/br/mine.azurecr.io/team$bicep$vm/aBc$2/main.json': arm('mine'),
    '/cache/br/localhost$5000/vm/1$/main.json': arm('port'),
    [`/cache/br/mine.azurecr.io/vm/sha256#${'0'.repeat(64)}/main.json`]: arm('digest'),
    '/cache/ts/00000000-0000-0000-0000-0000000000ab/rg/spec/1.0/main.json': `{ "id": "x", "properties": { "mainTemplate": ${arm('spec')} } }`,
  };
  const registry = (reference: string): TemplateReference => ({ kind: 'registry', reference, at });
  const path = (text: string): TemplateReference => ({ kind: 'path', path: text, at });

  it.each<[string, TemplateReference, string]>([
    ['local path', path('./modules/../modules/vault.bicep'), '/work/modules/vault.bicep'],
    [
      'public registry',
      registry('br/public:avm/res/compute/vm:0.1.0'),
      '/cache/br/mcr.microsoft.com/bicep$avm$res$compute$vm/0.1.0$/main.json',
    ],
    ['alias, tag with capitals', registry('br/mine:vm:aBc'), '/cache/br/mine.azurecr.io/team$bicep$vm/aBc$2/main.json'],
    ['registry with a port', registry('br:localhost:5000/vm:1'), '/cache/br/localhost$5000/vm/1$/main.json'],
    [
      'digest',
      registry(`br:mine.azurecr.io/vm@sha256:${'0'.repeat(64)}`),
      `/cache/br/mine.azurecr.io/vm/sha256#${'0'.repeat(64)}/main.json`,
    ],
    [
      'template spec',
      registry('ts:00000000-0000-0000-0000-0000000000AB/RG/spec:1.0'),
      '/cache/ts/00000000-0000-0000-0000-0000000000ab/rg/spec/1.0/main.json',
    ],
    [
      'template spec alias',
      registry('ts/mine:spec:1.0'),
      '/cache/ts/00000000-0000-0000-0000-0000000000ab/rg/spec/1.0/main.json',
    ],
    [
      'missing file',
      path('none.bicep'),
      `BCP091: An error occurred reading file. Could not find file '/work/none.bicep'.`,
    ],
    [
      'outside of the roots',
      path('../secret/a.bicep'),
      `file-outside-root: The file '/secret/a.bicep' cannot be read: it lies outside of the root folders.`,
    ],
    [
      'absolute path',
      path('/work/main.bicep'),
      'BCP051: The specified path seems to reference an absolute path. Files must be referenced using relative paths.',
    ],
    [
      'not restored',
      registry('br/public:avm/none:1'),
      `module-not-restored: The module 'br/public:avm/none:1' is not in the module cache: there is no '/cache/br/mcr.microsoft.com/bicep$avm$none/1$/main.json'.`,
    ],
    [
      'unknown alias',
      registry('br/other:vm:1'),
      'BCP213: The OCI artifact module alias name "other" does not exist in the Bicep configuration "/work/bicepconfig.json".',
    ],
    [
      'no tag',
      registry('br:mine.azurecr.io/vm'),
      'BCP196: The specified OCI artifact reference "br:mine.azurecr.io/vm" is not valid. The module tag or digest is missing.',
    ],
    [
      'climbing out of the cache',
      registry('br:../../x:1'),
      'BCP193: The specified OCI artifact reference "br:../../x:1" is not valid. Specify a reference in the format of "br:<artifact-uri>:<tag>", or "br/<module-alias>:<module-name-or-path>:<tag>".',
    ],
    [
      'nothing',
      { kind: 'none', because: 'it is gone', at },
      'module-unknown: The template cannot be opened: it is gone.',
    ],
  ])('resolves: %s', (_, reference, expected) => {
    const loader = createTemplateLoader(memoryFiles(disk), { moduleCache: '/cache' });
    const from = templateOf(loader.open('/work/main.bicep'));
    expect(outcome(loader.resolve(reference, from))).toBe(expected);
  });

  it.each([
    ['./Modules/vault.bicep', undefined],
    ['./modules/Vault.bicep', "did you mean 'vault.bicep'?"],
    ['./modules/valut.bicep', "did you mean 'vault.bicep'?"],
    ['./modules/vm.bicep', undefined],
  ])('hints at a file beside the missing %s whose name is near', (missing, hint) => {
    const loader = createTemplateLoader(memoryFiles(disk), { moduleCache: '/cache' });
    const result = loader.resolve(path(missing), templateOf(loader.open('/work/main.bicep')));
    expect(result.ok ? result : { code: result.diagnostic.code, hint: result.diagnostic.hint }).toEqual({
      code: 'BCP091',
      hint,
    });
  });

  it('reads the template out of a template spec, at its places', () => {
    const loader = createTemplateLoader(memoryFiles(disk), { moduleCache: '/cache' });
    const from = templateOf(loader.open('/work/main.bicep'));
    const spec = templateOf(loader.resolve(registry('ts:00000000-0000-0000-0000-0000000000AB/RG/spec:1.0'), from));
    expect([...spec.parameters.keys()]).toEqual(['spec']);
  });

  it.each([
    ['https://example.org/repo/main/nested/linked.json?sig=x', '/work/nested/linked.json'],
    ['https://example.org/repo/main/shared/linked.json', '/shared/linked.json'],
    ['https://example.org/shared.json', 'linked-template-not-local'],
    ['https://example.org/other.json', 'linked-template-not-local'],
    ['https://example.org/../../secret/a.json', 'linked-template-not-local'],
    [undefined, 'linked-template-unknown'],
  ])('finds the local twin of the link %s', (uri, expected) => {
    const above = { '/shared/linked.json': arm('x'), '/shared.json': arm('y'), '/work/linked.json': arm('z') };
    const loader = createTemplateLoader(memoryFiles({ ...disk, ...above }), { moduleCache: '/cache' });
    const from = templateOf(loader.open('/work/main.bicep'));
    const link: TemplateReference = { kind: 'uri', uri: { kind: 'null', at }, at };
    expect(outcome(loader.resolve(link, from, uri))).toContain(expected);
  });

  it.each([
    [{ tail: '/nested/linked.json' }, '/work/nested/linked.json'],
    [{ tail: 'main/work/nested/linked.json' }, '/work/nested/linked.json'],
    [{ tail: '../shared/x.json' }, '/shared/x.json'],
    [{ tail: 'twice.json' }, "'twice.json' may be any of '/work/twice.json', '/twice.json'"],
    [{ tail: 'twice.json', relative: 'twice.json' }, '/work/twice.json'],
    [{ tail: '../twice.json', relative: '../twice.json' }, '/twice.json'],
    [{ tail: 'nowhere.json', relative: 'nowhere.json' }, 'linked-template-unknown'],
    [{ tail: 'nowhere.json' }, 'linked-template-unknown'],
    [{}, "its address is not known: parameter 'base' has no value"],
  ])('finds the only twin of a link of which the end is known: %s', (known, expected) => {
    const more = { '/shared/x.json': arm('x'), '/work/twice.json': arm('a'), '/twice.json': arm('b') };
    const loader = createTemplateLoader(memoryFiles({ ...disk, ...more }), { moduleCache: '/cache' });
    const from = templateOf(loader.open('/work/main.bicep'));
    const link: TemplateReference = { kind: 'uri', uri: { kind: 'null', at }, at };
    const uri = { because: "parameter 'base' has no value", ...known };
    expect(outcome(loader.resolve(link, from, uri))).toContain(expected);
  });

  it('reports files that lead back to themselves, and lets nobody follow them', () => {
    const loader = memoryLoader({
      'a.bicep': `module b 'b.bicep' = {}`,
      'b.bicep': `module a 'a.bicep' = {}`,
    });
    const b = templateOf(loader.resolve(path('b.bicep'), templateOf(loader.open('/work/a.bicep'))));
    expect(errors(b.diagnostics)).toEqual(['BCP095 1:10']);
    expect(b.resources[0]?.deployment?.template.kind).toBe('none');
  });

  it('reports a broken configuration where it decides', () => {
    const loader = memoryLoader({ 'bicepconfig.json': '{ "moduleAliases": ', 'main.bicep': '' });
    const from = templateOf(loader.open('/work/main.bicep'));
    expect(outcome(loader.resolve(registry('br/mine:vm:1'), from))).toContain('BCP271');
  });

  it('opens parameter files of both kinds', () => {
    const loader = memoryLoader({
      'a.bicepparam': 'using none\nparam p = 1',
      'a.parameters.json': '{ "contentVersion": "1.0.0.0", "parameters": { "q": { "value": 1 } } }',
    });
    const names = ['/work/a.bicepparam', '/work/a.parameters.json'].map((file) => {
      const read = loader.openParameters(file);
      return read.ok ? [...read.file.parameters.keys()] : read.diagnostic.code;
    });
    expect(names).toEqual([['p'], ['q']]);
    expect(loader.openParameters('/work/none.bicepparam')).toMatchObject({ ok: false, diagnostic: { code: 'BCP091' } });
  });
});
