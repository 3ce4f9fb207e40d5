import { describe, expect, it } from 'vitest';
import { armTemplate, armVault, machine, reportOf, weakVault } from '../scan/workspace.ts';

const copies = (count: unknown): object => ({ ...armVault("[concat('v', copyIndex())]"), copy: { name: 'c', count } });
const doubled = (first: string): object =>
  Object.fromEntries([
    ['v0', first],
    ...Array.from({ length: 60 }, (_unused, i) => [`v${i + 1}`, `[concat(variables('v${i}'), variables('v${i}'))]`]),
  ]);
const inMachine = (bicep: string): string =>
  `${bicep}\n${machine().replace('properties: {', 'properties: {\n    x: x')}`;

// Each ends, without an exception, within the time of a test; none is called complete.
describe('an input that is out of bounds makes the run incomplete', () => {
  it.each<[string, Readonly<Record<string, string | Uint8Array>>]>([
    ['10,000 brackets', { 'a.json': `{"$schema":"x/deploymentTemplate.json#","resources":${'['.repeat(10_000)}` }],
    [
      'deep objects',
      { 'a.json': armTemplate([{ ...armVault(), properties: 0 }]).replace(/0\}\]\}$/, `${'{"a":'.repeat(20_000)}1`) },
    ],
    ['deep Bicep arrays', { 'a.bicep': inMachine(`var x = ${'['.repeat(10_000)}${']'.repeat(10_000)}`) }],
    ['deep Bicep parentheses', { 'a.bicep': inMachine(`var x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`) }],
    ['a long chain of members', { 'a.bicep': inMachine(`var y = {}\nvar x = y${'.a'.repeat(50_000)}`) }],
    ['a deep expression', { 'a.json': armTemplate([armVault(`[${'not('.repeat(5_000)}true${')'.repeat(5_000)}]`)]) }],
    ['10^9 copies', { 'a.json': armTemplate([copies(1_000_000_000)]) }],
    ['fewer than no copies', { 'a.json': armTemplate([copies(-1)]) }],
    ['a text as a count', { 'a.json': armTemplate([copies('many')]) }],
    [
      'text that doubles 60 times',
      { 'a.json': armTemplate([armVault("[variables('v60')]")], { variables: doubled('aaaa') }) },
    ],
    ['variables in a circle', { 'a.bicep': inMachine('var x = y\nvar y = x') }],
    [
      'modules in a circle',
      { 'a.bicep': "module m 'b.bicep' = { name: 'm' }", 'b.bicep': "module m 'a.bicep' = { name: 'm' }" },
    ],
    ['a module that calls itself', { 'a.bicep': "module m 'a.bicep' = { name: 'm' }" }],
    [
      'a link to itself',
      {
        'a.json': armTemplate([
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2022-09-01',
            name: 'd',
            properties: { mode: 'Incremental', templateLink: { relativePath: 'a.json' } },
          },
        ]),
      },
    ],
    ['bytes that are no text', { 'a.bicep': Uint8Array.from({ length: 512 }, (_unused, i) => i % 256) }],
    ['UTF-16 without a mark', { 'a.json': Buffer.from(armTemplate([armVault()]), 'utf16le') }],
  ])('%s', async (_name, files) => {
    const { complete, diagnostics } = await reportOf(files);
    expect(complete).toBe(false);
    expect(diagnostics.filter(({ level }) => level === 'error')).not.toEqual([]);
  });
});

describe('an odd input is judged like any other', () => {
  it.each<[string, Readonly<Record<string, string | Uint8Array>>]>([
    ['a byte order mark', { 'a.json': `\ufeff${armTemplate([armVault()])}` }],
    ['UTF-16 with a mark', { 'a.json': Buffer.from(`\ufeff${armTemplate([armVault()])}`, 'utf16le') }],
    ['CR LF', { 'a.bicep': weakVault().replaceAll('\n', '\r\n') }],
    ['CR alone', { 'a.bicep': weakVault().replaceAll('\n', '\r') }],
    ['an upper-case extension', { 'A.BICEP': weakVault() }],
    ['a folder that begins with a dot', { '.infra/a.bicep': weakVault() }],
    [
      'the key __proto__',
      { 'a.json': armTemplate([armVault()], { variables: JSON.parse('{"__proto__":"a","constructor":1}') }) },
    ],
    ['a text of a million characters', { 'a.bicep': `var long = '${'x'.repeat(1_000_000)}'\n${weakVault()}` }],
  ])('%s', async (_name, files) => {
    const { complete, findings } = await reportOf(files);
    expect([complete, findings.map(({ ruleId }) => ruleId)]).toEqual([true, ['vault-redundancy']]);
  });
});
