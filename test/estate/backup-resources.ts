import { buildEstate } from '../../src/estate/build-estate.ts';
import type { Estate, EstateOptions } from '../../src/estate/estate.ts';
import type { Fact } from '../../src/estate/fact.ts';
import type { Resource } from '../../src/resource/resource.ts';
import { call, groupName, inventory, parameter, resource, subscriptionId } from './build-inventory.ts';
import type { Plain, ResourceParts } from './build-inventory.ts';

export const template: EstateOptions = { source: 'template', protectedBy: 'template' };
const vmType = 'Microsoft.Compute/virtualMachines';
export const vaultType = 'Microsoft.RecoveryServices/vaults';
const itemType = `${vaultType}/backupFabrics/protectionContainers/protectedItems`;
export const flag = parameter('enabled');

export function machine(parts: Partial<ResourceParts> = {}, name: Plain = 'web'): Resource {
  return resource({ type: vmType, names: [name], location: 'westeurope', properties: {}, ...parts });
}

export function vault(properties: Plain = {}, parts: Partial<ResourceParts> = {}): Resource {
  return resource({ type: vaultType, names: ['rsv'], location: 'West Europe', properties, ...parts });
}

export function policy(properties: Plain, name: Plain = 'daily'): Resource {
  const own = { backupManagementType: 'AzureIaasVM', ...(properties as { [key: string]: Plain }) };
  return resource({ type: `${vaultType}/backupPolicies`, names: ['rsv', name], properties: own });
}

export const vmId = (name: Plain = 'web', group: Plain = groupName): Plain =>
  call('resourceId', subscriptionId, group, vmType, name);
export const policyId = (name: Plain = 'daily'): Plain =>
  call('format', '{0}/backupPolicies/{1}', call('resourceId', subscriptionId, groupName, vaultType, 'rsv'), name);

export function item(properties: Plain = {}, parts: Partial<ResourceParts> & { named?: Plain } = {}): Resource {
  const tail = call('format', 'iaasvmcontainerv2;{0};{1}', groupName, parts.named ?? 'web');
  const all = {
    protectedItemType: vmType,
    sourceResourceId: vmId(),
    policyId: policyId(),
    ...(properties as { [key: string]: Plain }),
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const names = ['rsv', 'Azure', call('concat', 'iaasvmcontainer;', tail), call('concat', 'vm;', tail)];
  return resource({ type: itemType, names, properties: given, ...parts });
}

export function estate(resources: readonly Resource[], options: Partial<EstateOptions> = {}): Estate {
  return buildEstate(inventory(resources), { ...template, ...options });
}

/** `[value]` when known, the reason when not. */
export function plain<T, U>(fact: Fact<T> | undefined, show: (value: T) => U): U | string | undefined {
  if (fact === undefined) return undefined;
  return fact.known ? show(fact.value) : fact.because;
}
