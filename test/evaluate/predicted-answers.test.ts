import { describe, expect, it } from 'vitest';
import { expand } from '../../src/evaluate/expand.ts';
import { everythingKnown, expandArm } from './arm-template.ts';
import { evaluateBicep } from './bicep-files.ts';

const ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st';

const resources = `param s string
param l array
resource st 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'st'
  location: 'x'
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: { a: s, b: { c: s, d: 1, l: ['x', s] } }
}
resource kv 'Microsoft.KeyVault/vaults@2023-02-01' existing = { name: 'kv' }
`;

function outputsOf(text: string, files: { readonly [path: string]: string } = {}) {
  const main = resources + text;
  return expand(evaluateBicep({ ...files, 'main.bicep': main }, { context: everythingKnown, preflight: true }));
}

describe('the preflight answers', () => {
  it.each([
    ['safe access of what is declared as unknown with just that', 'st.properties.?a', "[parameters('s')]"],
    ['safe access further in with just that', 'st.properties.?b.c', "[parameters('s')]"],
    ['safe access behind it with safe access of that', 'st.properties.?a.?x', "[tryGet(parameters('s'), 'x')]"],
    ['the last item with just that', 'st.properties.b.l[^1]', "[parameters('s')]"],
    ['other access of it with the reference', 'st.properties.a', `[reference('${ID}', '2023-01-01').a]`],
    ['safe access of what is not there with null', "st.properties.?z ?? 'none'", 'none'],
    ['the name in a list with the id', "listKeys('st', '2023-01-01').k", `[listKeys('${ID}', '2023-01-01').k]`],
    ['a name that nothing has with the name', "listKeys('su', '2023-01-01').k", "[listKeys('su', '2023-01-01').k]"],
    [
      'the name of what exists already with the name',
      "reference('kv', '2023-02-01').k",
      "[reference('kv', '2023-02-01').k]",
    ],
  ])('%s', (_what, value, expected) => {
    expect(outputsOf(`output o string = ${value}`).outputs['o']).toBe(expected);
  });
});

describe('an output with a loop that runs an unknown number of times', () => {
  it('is none to the preflight', () => {
    expect(outputsOf("output o array = [for x in l: x]\noutput p string = 'p'").outputs).toEqual({ p: 'p' });
  });

  it('is missed where it is read', () => {
    const files = { 'm.bicep': "param l array\noutput o array = [for x in l: x]\noutput p string = 'p'" };
    const module = "module m 'm.bicep' = { name: 'm', params: { l: l } }\noutput o array = m.outputs.o";
    expect(outputsOf(module, files).diagnostics.join()).toMatch(/property 'o' doesn't exist/);
  });

  it('is judged as an unknown list', () => {
    const text = `${resources}output o array = [for x in l: x]`;
    expect(expand(evaluateBicep({ 'main.bicep': text })).outputs).toEqual({ o: '[unknown()]' });
  });
});

describe('resourceInfo()', () => {
  const ip = { type: 'A.B/c', apiVersion: '2020-01-01' };
  const resources = { a: { ...ip, name: 'x' }, e: { ...ip, existing: true, name: 'y' } };
  const outputOf = (value: string, preflight: boolean) =>
    expandArm(
      { languageVersion: '2.0', resources, outputs: { o: { type: 'string', value: `[${value}]` } } },
      { context: everythingKnown, ...(preflight ? { preflight: true } : {}) },
    ).outputs['o'];

  it.each([true, false])('tells of a resource without asking for it (preflight: %s)', (preflight) => {
    expect(outputOf("resourceInfo('a').name", preflight)).toBe('x');
    expect(outputOf("resourceInfo('a').type", preflight)).toBe('A.B/c');
    expect(outputOf("resourceInfo('a').apiVersion", preflight)).toBe('2020-01-01');
    expect(outputOf("resourceInfo('a').id", preflight)).toMatch(/resourceGroups\/rg\/providers\/A.B\/c\/x$/);
    expect(outputOf("resourceInfo('e').name", preflight)).toBe('y');
  });
});
