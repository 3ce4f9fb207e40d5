import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/scan/index.ts';
import { armTemplate, machine, reportOf, weakVault } from '../scan/workspace.ts';

const verdictsOf = (files: Readonly<Record<string, string>>): Promise<Report> => reportOf(files, { verdicts: true });

const kindsOf = ({ verdicts = [] }: Report, ruleId: string): string[] =>
  verdicts.filter((verdict) => verdict.ruleId === ruleId).map(({ kind }) => kind);

const armMachine = {
  type: 'Microsoft.Compute/virtualMachines',
  apiVersion: '2024-03-01',
  name: 'vm',
  location: 'westeurope',
  properties: {},
};

// Whatever stands in the unreadable part may be the protected item: to say that the machine has none would be a guess.
describe('while a declaration cannot be read, a missing protected item is open', () => {
  it.each([
    ['a misspelt keyword', "resorce item 'Microsoft.RecoveryServices/vaults@2024-04-01' = {\n  name: 'x'\n}\n"],
    ['no body', "resource item 'Microsoft.RecoveryServices/vaults@2024-04-01' =\n{\n  name: 'x'\n}\n"],
    ['a module without a body', "module item 'item.bicep' =\n"],
    ['a stray bracket', '}\n'],
  ])('Bicep: %s', async (_name, broken) => {
    const report = await verdictsOf({ 'main.bicep': machine() + broken, 'item.bicep': '' });
    expect([report.complete, kindsOf(report, 'vm-unprotected')]).toEqual([false, ['open']]);
  });

  it.each([
    ['text that ends too early', armTemplate([armMachine]).slice(0, -2)],
    ['a resource without a type', armTemplate([armMachine, { name: 'x', apiVersion: '1' }])],
    ['a resource that is a text', armTemplate([armMachine]).replace(/\]\}$/, ',"[parameters(\'more\')]"]}')],
  ])('JSON: %s', async (_name, text) => {
    const report = await verdictsOf({ 'main.json': text });
    expect([report.complete, kindsOf(report, 'vm-unprotected')]).toEqual([false, ['open']]);
  });

  it.each([
    ['a type that is a parameter', { type: "[parameters('kind')]" }],
    ['a type that is computed', { type: "[concat('Microsoft.Recovery', 'Services/vaults')]" }],
  ])('JSON: %s', async (_name, resource) => {
    const text = armTemplate([armMachine, { ...resource, apiVersion: '2024-04-01', name: 'x/y' }], {
      parameters: { kind: { type: 'string' } },
    });
    expect(kindsOf(await verdictsOf({ 'main.json': text }), 'vm-unprotected')).toEqual(['open']);
  });

  it('JSON: not for the type of what is not deployed', async () => {
    const resource = { condition: false, type: "[parameters('kind')]", apiVersion: '2024-04-01', name: 'x' };
    const text = armTemplate([armMachine, resource], { parameters: { kind: { type: 'string' } } });
    expect(kindsOf(await verdictsOf({ 'main.json': text }), 'vm-unprotected')).toEqual(['fail']);
  });

  it('in a module, too', async () => {
    const report = await verdictsOf({
      'main.bicep': `${machine()}module backup 'backup.bicep' = { name: 'backup' }\n`,
      'backup.bicep': 'resorce x\n',
    });
    expect(kindsOf(report, 'vm-unprotected')).toEqual(['open']);
  });

  it('and so is a redundancy that is not set', async () => {
    const vault = weakVault().replace(/redundancySettings.*?\}/, '');
    expect(kindsOf(await verdictsOf({ 'main.bicep': `${vault}resorce x\n` }), 'vault-redundancy')).toEqual(['open']);
  });
});

describe('what is there is judged all the same', () => {
  it('in a file with a mistake', async () => {
    const report = await verdictsOf({ 'main.bicep': `${weakVault()}resorce x\n` });
    expect(kindsOf(report, 'vault-redundancy')).toEqual(['fail']);
  });

  it('a mistake within a value costs no declaration', async () => {
    const report = await verdictsOf({ 'main.bicep': `${machine()}${weakVault().replace("'westeurope'", '')}` });
    expect([report.complete, kindsOf(report, 'vm-unprotected')]).toEqual([false, ['fail']]);
  });

  it('a mistake in another template of the scan is none here', async () => {
    const report = await verdictsOf({ 'a.bicep': machine(), 'b.bicep': 'resorce x\n' });
    expect([report.complete, kindsOf(report, 'vm-unprotected')]).toEqual([false, ['fail']]);
  });
});
