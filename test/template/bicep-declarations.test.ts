import { describe, expect, it } from 'vitest';
import { bicep, bicepparam, errors, resource, show, showArgument, showType } from './bicep-template.ts';

const mod = { 'mod.bicep': "param a string = 'x'\n@secure()\nparam s string = ''\noutput out string = a" };

describe('declarations of Bicep', () => {
  it.each([
    ['string', 'string'],
    ['string?', 'string?'],
    [`'a' | 'b'`, `'a' | 'b'`],
    [`'a' | 'b'?`, `'a' | 'b'?`],
    [`'a' | null`, `'a'?`],
    ['int[]', 'int[]'],
    ['[string, int]', '[string, int]'],
    ['{ a: string, b: int? }', '{a: string, b: int?}'],
    ['{ *: string }', '{*: string}'],
    ['named', '<named>'],
    ['named.inner', 'string'],
    ['named.list[*]', 'int'],
    ['-1 | 2', '-1 | 2'],
    ['sys.object', 'object'],
    [`resourceInput<'My.Rp/a@2020-01-01'>.name`, 'opaque'],
  ])('type %s', (source, expected) => {
    const template = bicep(
      `type named = {\n  inner: string\n  list: int[]\n}\nparam p ${source.replaceAll(', ', '\n').replace('{ ', '{\n').replace(' }', '\n}')}`,
    );
    const parameter = template.parameters.get('p');
    expect(errors(template.diagnostics)).toEqual([]);
    expect(parameter && showType(parameter.type)).toBe(expected);
  });

  it('puts constraints of decorators into types', () => {
    const template = bicep(`@secure()
@minLength(3)
@maxLength(5)
param s string
@allowed([1, 2])
@minValue(-1)
@maxValue(9)
param n int
@sealed()
type closed = {
  a: string
}
@discriminator('kind')
type tagged = { kind: 'a' } | { kind: 'b' }`);
    expect(errors(template.diagnostics)).toEqual([]);
    expect(template.parameters.get('s')?.type).toMatchObject({ secure: true, minLength: 3, maxLength: 5 });
    const n = template.parameters.get('n')?.type;
    expect(n).toMatchObject({ minValue: -1, maxValue: 9 });
    expect(n?.allowedValues?.map(show)).toEqual(['1', '2']);
    const types = ['closed', 'tagged']
      .map((name) => template.types.get(name)?.type)
      .map((type) => type && showType(type));
    expect(types).toEqual(['{a: string, *: none}', `kind of {kind: 'a'} | {kind: 'b'}`]);
  });

  it('lowers nested children with full types, inherited versions and added conditions', () => {
    const template = bicep(`param c bool
resource a 'microsoft.storage/storageaccounts@2023-01-01' = if (c) {
  name: 'a'
  tags: {}
  resource b 'blobservices' = if (!c) {
    name: 'default'
    resource d 'containers@2022-09-01' = { name: b.name }
  }
}
output id string = a::b::d.id`);
    expect(errors(template.diagnostics)).toEqual([]);
    const [a, b, d] = ['a', 'a::b', 'a::b::d'].map((name) => resource(template, name));
    expect([a, b, d].map((one) => one?.type)).toEqual([
      'Microsoft.Storage/storageAccounts',
      'Microsoft.Storage/storageAccounts/blobServices',
      'Microsoft.Storage/storageAccounts/blobServices/containers',
    ]);
    expect([a, b, d].map((one) => one?.apiVersion && show(one.apiVersion))).toEqual([
      `'2023-01-01'`,
      `'2023-01-01'`,
      `'2022-09-01'`,
    ]);
    expect(b?.condition && show(b.condition)).toBe('and(<c>, not(<c>))');
    expect(d?.parent?.resource).toBe(b);
    expect(a && show(a.body)).toBe(`{'name': 'a', 'tags': {}}`);
  });

  it('lowers loops, conditions, parents and explicit dependencies', () => {
    const template = bicep(`param names array
resource a 'My.Rp/a@2020-01-01' = [for (n, i) in names: if (i > 0) { name: n }]
resource b 'My.Rp/a/b@2020-01-01' = {
  parent: a[1]
  name: 'b'
  dependsOn: [ a[0], a ]
}`);
    const [a, b] = [resource(template, 'a'), resource(template, 'b')];
    expect(a.loop?.name).toBe('a');
    expect(a.loop && show(a.loop.count)).toBe('length(<names>)');
    expect(a.condition && show(a.condition)).toBe(`greater(copyIndex('a'), 0)`);
    expect(b.parent?.index && show(b.parent.index)).toBe('1');
    expect(b.dependsOn.map(show)).toEqual(['<a 0>', '<a>']);
    expect(show(b.body)).toBe(`{'name': 'b'}`);
  });

  const targets: [string, string, Record<string, string>][] = [
    ['group', `resourceGroup('g')`, { resourceGroup: `'g'` }],
    ['group of another subscription', `resourceGroup('s', 'g')`, { subscriptionId: `'s'`, resourceGroup: `'g'` }],
    ['own group', 'resourceGroup()', {}],
    ['subscription', `subscription('s')`, { subscriptionId: `'s'` }],
    ['own subscription', 'subscription()', { subscriptionId: `subscription()['subscriptionId']` }],
    ['tenant', 'az.tenant()', { scope: `'/'` }],
    ['variable', 'where', { resourceGroup: `'w'` }],
    ['declared group', 'group', { resourceGroup: `<group>['name']`, subscriptionId: `'s'` }],
  ];
  it.each(targets)('scope of a module: %s', (_, scope, expected) => {
    const template = bicep(
      `var where = resourceGroup('w')
resource group 'Microsoft.Resources/resourceGroups@2022-09-01' existing = { name: 'g', scope: subscription('s') }
module m 'none.bicep' = { scope: ${scope} }`,
    );
    const target = Object.entries(resource(template, 'm').target ?? {}).map(([key, value]) => [key, show(value)]);
    expect(Object.fromEntries(target)).toEqual(expected);
  });

  it('gives children the scope of their parent, instance by instance', () => {
    const template = bicep(`param groups array
resource a 'My.Rp/a@2020-01-01' existing = [for g in groups: { name: 'a', scope: resourceGroup(g) }]
resource b 'My.Rp/a/b@2020-01-01' existing = { parent: a[2], name: 'b' }`);
    const group = resource(template, 'b').target?.resourceGroup;
    expect(group && show(group)).toBe('<groups>[2]');
  });

  it('extends resources', () => {
    const template = bicep(`resource a 'My.Rp/a@2020-01-01' = { name: 'a' }
resource l 'Microsoft.Authorization/locks@2020-05-01' = { scope: a, name: 'l' }`);
    const scope = resource(template, 'l').target?.scope;
    expect(scope && show(scope)).toBe(`<a>['id']`);
  });

  it('lowers modules to deployments', () => {
    const template = bicep(
      `resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv' }
module m 'mod.bicep' = [for i in range(0, 2): {
  scope: subscription()
  params: { a: 'v\${i}', s: kv.getSecret('x') }
}]`,
      mod,
    );
    const m = resource(template, 'm');
    expect(m.type).toBe('Microsoft.Resources/deployments');
    expect(show(m.name)).toBe(`format('m-{0}-{1}', copyIndex('m'), uniqueString('m', deployment()['name']))`);
    expect(show(m.body)).toContain(`'location': resourceGroup()['location']`);
    expect(m.deployment).toMatchObject({
      kind: 'module',
      expressionScope: 'inner',
      template: { kind: 'path', path: 'mod.bicep' },
    });
    expect(showArgument(m.deployment?.parameters.get('a'))).toBe(`format('v{0}', range(0, 2)[copyIndex('m')])`);
    expect(showArgument(m.deployment?.parameters.get('s'))).toBe(
      `entry({'reference': {'keyVault': {'id': <kv>['id']}, 'secretName': 'x'}})`,
    );
  });

  it('imports declarations that stay those of their own file', () => {
    const template = bicep(
      `import { prefix, shout as loud, size } from 'lib.bicep'
import * as lib from 'lib.bicep'
param s size
output a string = loud('\${prefix}\${lib.prefix}')
output b string = lib.shout('x')`,
      {
        'lib.bicep': `var secret = 'p'
@export()
var prefix = '\${secret}-'
@export()
func shout(t string) string => toUpper(t)
@export()
type size = 's' | 'l'`,
      },
    );
    expect(errors(template.diagnostics)).toEqual([]);
    const a = template.outputs.get('a')?.value;
    expect(a && show(a)).toBe(`__bicep.shout(format('{0}{1}', <prefix>, <prefix>))`);
    const type = template.parameters.get('s')?.type;
    expect(type && showType(type)).toBe('<size>');
    expect(type?.kind === 'reference' && type.declaration.at).toMatchObject({ file: { path: '/work/lib.bicep' } });
  });

  it('loads files as literals located in them', () => {
    const template = bicep(
      `var name = 'a'
var text = loadTextContent('\${name}.txt')
var json = loadJsonContent('a.json', '$.x[1]')
var yaml = loadYamlContent('a.yaml')
var bytes = loadFileAsBase64('a.txt')
var list = loadDirectoryFileInfo('./dir', '*.md')`,
      {
        'a.txt': 'hello',
        'a.json': '{ "x": [1, "[text]"] }',
        'a.yaml': 'a: yes\nb: &x [010, 0x1F]\nc: *x\n"d": ~',
        'dir/b.md': '',
        'dir/a.md': '',
        'dir/c.txt': '',
      },
    );
    expect(errors(template.diagnostics)).toEqual([]);
    const value = (name: string): string | undefined => {
      const variable = template.variables.get(name);
      return variable && show(variable.value);
    };
    expect(value('text')).toBe(`'hello'`);
    expect(value('json')).toBe(`'[text]'`);
    expect(value('yaml')).toBe(`{'a': 'yes', 'b': [10, 31], 'c': [10, 31], 'd': null}`);
    expect(value('bytes')).toBe(`'aGVsbG8='`);
    expect(value('list')).toContain(`'relativePath': 'dir/a.md'`);
    expect(value('list')).not.toContain('c.txt');
    expect(template.variables.get('json')?.value.at).toMatchObject({ file: { path: '/work/a.json' } });
  });

  it('reads suppressions from comments and directives', () => {
    const text = `// backuplint-disable vm-agent-missing -- no agents here
// backuplint-disable-next-line vm-unprotected, backup-retention -- a test machine
@description('x')
resource a 'My.Rp/a@2020-01-01' = { name: 'a' }
#disable-next-line vault-redundancy BCP035 // cheap
resource b 'My.Rp/b@2020-01-01' = { name: 'b' }
#disable-diagnostics backup-frequency
var c = 1
#restore-diagnostics backup-frequency
var d = 1`;
    const template = bicep(text);
    const found = template.suppressions.map(({ rules, reason, covers }) => {
      const covered = covers.kind === 'file' ? text.slice(covers.span.start, covers.span.end) : '';
      return [rules.join(), reason, covered.split('\n').find((line) => line !== '')];
    });
    expect(found).toEqual([
      ['vm-agent-missing', 'no agents here', '// backuplint-disable vm-agent-missing -- no agents here'],
      ['vm-unprotected,backup-retention', 'a test machine', `@description('x')`],
      ['vault-redundancy', 'cheap', `resource b 'My.Rp/b@2020-01-01' = { name: 'b' }`],
      ['backup-frequency', undefined, 'var c = 1'],
    ]);
    const second = template.suppressions[1]?.covers;
    expect(second?.kind === 'file' && text.slice(second.span.start, second.span.end)).toContain('resource a');
  });

  it('tells libraries from templates', () => {
    expect(bicep(`@export()\ntype t = string`).isLibrary).toBe(true);
    expect(bicep('param p string').isLibrary).toBe(false);
    expect(bicep('').isLibrary).toBe(false);
  });
});

describe('Bicep parameter files', () => {
  it('merge what they extend, and point assignments at each other', () => {
    const file = bicepparam(
      `using 'mod.bicep'
extends 'base.bicepparam'
var suffix = 'z'
param a = '\${base.a}-\${suffix}'
param s = az.getSecret('sub', 'rg', 'kv', 'name')`,
      { ...mod, 'base.bicepparam': `using none\nparam a = 'base'\nparam b = readEnvironmentVariable('B')` },
    );
    expect(file.using?.reference).toMatchObject({ kind: 'path', path: 'mod.bicep' });
    expect(showArgument(file.parameters.get('a'))).toBe(`format('{0}-{1}', <a>, <suffix>)`);
    expect(showArgument(file.parameters.get('b'))).toBe(`readEnvironmentVariable('B')`);
    expect(showArgument(file.parameters.get('s'))).toBe('(secret)');
    expect([...file.variables.keys()]).toEqual(['suffix']);
  });

  it('may belong to no template', () => {
    const file = bicepparam(`using none\nparam a = 1\nparam b = a`);
    expect(file.using?.reference).toBe('none');
    expect(showArgument(file.parameters.get('b'))).toBe('<a>');
    expect(errors(file.diagnostics)).toEqual([]);
  });
});
