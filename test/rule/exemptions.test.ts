import { describe, expect, it } from 'vitest';
import { auditConfigOf, type AuditConfigInput } from '../../src/config/audit-config.ts';
import { buildEstate } from '../../src/estate/build-estate.ts';
import { liveResource } from '../../src/input/rows/live-resource.ts';
import { exemptMachines } from '../../src/rule/exempt/exemptions.ts';
import { matchesPattern } from '../../src/rule/exempt/match-pattern.ts';

const now = new Date('2026-11-24T03:00:00Z');
const old = '2025-03-01T08:00:00Z';

interface Machine {
  readonly name?: string;
  readonly group?: string;
  readonly columns?: object;
  readonly properties?: object;
}

function idOf({ name = 'web1', group = 'App' }: Machine): string {
  return `/subscriptions/A1/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
}

function itemOf(machine: Machine): object {
  const name = `iaasvmcontainerv2;${machine.group ?? 'app'};${machine.name ?? 'web1'}`;
  const vault = '/subscriptions/a1/resourceGroups/backup/providers/Microsoft.RecoveryServices/vaults/rsv';
  return {
    id: `${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;${name}/protectedItems/vm;${name}`,
    properties: { backupManagementType: 'AzureIaasVM', sourceResourceId: idOf(machine).toLowerCase(), policyId: 'p' },
  };
}

/** What is exempt in an estate of one machine with an item, and what is left to judge. */
function exempted(machine: Machine, config: AuditConfigInput = {}) {
  const row = { id: idOf(machine), ...machine.columns, properties: { timeCreated: old, ...machine.properties } };
  const resources = [row, itemOf(machine)].flatMap((each) => liveResource({ ...each }) ?? []);
  const inventory = { resources, gaps: [], diagnostics: [], suppressions: [] };
  const estate = buildEstate(inventory, { source: 'live', protectedBy: 'template', now });
  const subscriptions = new Map([['a1', { name: 'Contoso Test', managementGroups: ['mg-sandbox', 'Sandboxes'] }]]);
  const result = exemptMachines(estate, auditConfigOf(config), subscriptions);
  return {
    exempt: result.exempt.map(({ kind, because }) => ({ kind, because })),
    left: result.estate.virtualMachine.length + result.estate.protectedItem.length,
  };
}

const scaleSetId = '/subscriptions/a1/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/pool';
const clusterId = '/subscriptions/a1/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/k8s';
const hostPoolId = '/subscriptions/a1/resourceGroups/g/providers/Microsoft.DesktopVirtualization/hostpools/desk';
const image = (publisher: string, sku = 'any') => ({ storageProfile: { imageReference: { publisher, sku } } });

const owned: readonly (readonly [kind: string, sign: string, Machine])[] = [
  ['scaleSet', 'its scale set', { properties: { virtualMachineScaleSet: { id: scaleSetId } } }],
  ['scaleSet', 'managedBy', { columns: { managedBy: scaleSetId } }],
  ['databricks', 'the resource group', { group: 'Databricks-RG-ws-x7' }],
  ['databricks', 'the publisher of the image', { properties: image('AzureDatabricks') }],
  ['databricks', 'the publisher of the plan', { columns: { plan: { publisher: 'azuredatabricks' } } }],
  ['databricks', 'the tag', { columns: { tags: { vendor: 'Databricks' } } }],
  ['openShift', 'the publisher', { properties: image('azureopenshift') }],
  ['aks', 'the resource group', { group: 'MC_apps_k8s_westeurope' }],
  ['aks', 'managedBy', { columns: { managedBy: clusterId } }],
  ['aks', 'a tag', { columns: { tags: { 'aks-managed-poolName': 'system' } } }],
  ['avd', 'the host pool', { columns: { tags: { 'cm-resource-parent': hostPoolId } } }],
  ['avd', 'the image', { properties: image('MicrosoftWindowsDesktop', 'win11-24h2-avd-m365') }],
  ['packer', 'the resource group', { group: 'pkr-Resource-Group-8f3k2' }],
  ['packer', 'the name', { name: 'pkrvm8f3k2' }],
  ['packer', 'Image Builder', { columns: { tags: { createdby: 'AzureVMImageBuilder' } } }],
  ['spot', 'its priority', { properties: { priority: 'Spot' } }],
  [
    'ephemeralDisk',
    'its disk',
    { properties: { storageProfile: { osDisk: { diffDiskSettings: { option: 'Local' } } } } },
  ],
];

describe('machines that something else owns', () => {
  it.each(owned)('are exempt: %s by %s', (kind, _sign, machine) => {
    const { exempt, left } = exempted(machine);
    expect(exempt).toMatchObject([{ kind, because: expect.stringContaining(`audit.exempt.${kind}`) }]);
    expect(left).toBe(0);
  });

  it.each(owned)('are judged where their class is switched off: %s by %s', (kind, _sign, machine) => {
    expect(exempted(machine, { exempt: { [kind]: false } })).toEqual({ exempt: [], left: 2 });
  });

  it.each<readonly [string, Machine]>([
    ['a group that only begins so', { group: 'mc_payments' }],
    ['a desktop image that is not for many', { properties: image('MicrosoftWindowsDesktop', 'win11-24h2-pro') }],
    ['regular priority', { properties: { priority: 'Regular' } }],
    ['empty columns', { columns: { managedBy: '', plan: null, tags: null } }],
    ['a scale set that is null', { properties: { virtualMachineScaleSet: null } }],
  ])('are not: %s', (_name, machine) => {
    expect(exempted(machine)).toEqual({ exempt: [], left: 2 });
  });
});

describe('young machines', () => {
  const created = (timeCreated: string | null): Machine => ({ properties: { timeCreated } });

  it('are exempt within the grace period', () => {
    expect(exempted(created('2026-11-22T03:00:01Z')).exempt).toMatchObject([{ kind: 'young' }]);
    expect(exempted(created('2026-11-22T03:00:00Z')).exempt).toEqual([]);
    expect(exempted(created('2026-11-22T03:00:01Z'), { gracePeriodHours: 47 }).exempt).toEqual([]);
    expect(exempted(created('2026-11-24T02:59:00Z'), { gracePeriodHours: 0 }).exempt).toEqual([]);
  });

  it('are not those of unknown age', () => {
    expect(exempted(created(null)).exempt).toEqual([]);
    expect(exempted(created('soon')).exempt).toEqual([]);
  });
});

describe('machines that the configuration excludes', () => {
  const machine: Machine = { name: 'Web1', group: 'RG-App', columns: { tags: { Env: 'dev', backup: 'none' } } };

  it.each([
    ['tags', 'backup'],
    ['tags', 'env=DEV'],
    ['tags', 'env=d*'],
    ['subscriptions', 'A1'],
    ['subscriptions', 'contoso*'],
    ['managementGroups', 'MG-Sandbox'],
    ['managementGroups', 'Sandboxes'],
    ['resourceGroups', 'rg-*'],
    ['names', 'web?'.replace('?', '*')],
  ])('by %s %s', (key, pattern) => {
    const { exempt, left } = exempted(machine, { exclude: { [key]: ['other', pattern] } });
    expect(exempt).toEqual([
      { kind: 'excluded', because: `the configuration excludes it: audit.exclude.${key} '${pattern}'` },
    ]);
    expect(left).toBe(0);
  });

  it.each([
    ['tags', 'env=prod'],
    ['tags', 'none'],
    ['subscriptions', 'b2'],
    ['managementGroups', 'mg-prod'],
    ['resourceGroups', 'rg'],
    ['names', 'eb1'],
  ])('not by %s %s', (key, pattern) => {
    expect(exempted(machine, { exclude: { [key]: [pattern] } })).toEqual({ exempt: [], left: 2 });
  });
});

describe('patterns', () => {
  it.each([
    ['abc', 'ABC', true],
    ['abc', 'a*', true],
    ['abc', '*c', true],
    ['abc', '*', true],
    ['abc', 'a*b*c', true],
    ['aba', 'ab*ba', false],
    ['abc', 'b', false],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
  ])('%s fits %s: %s', (text, pattern, fits) => {
    expect(matchesPattern(text, pattern)).toBe(fits);
  });

  it('takes no time at all for hostile ones', () => {
    expect(matchesPattern('a'.repeat(50_000), `${'*a'.repeat(10_000)}*b`)).toBe(false);
  });
});
