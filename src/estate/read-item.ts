import { displayText } from '../resource/display-text.ts';
import { parseResourceId } from '../resource/parse-resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { literalText, splitParts, textParts, valueOfParts } from '../resource/text-parts.ts';
import type { Value } from '../resource/value.ts';
import { lastName } from './entity-name.ts';
import type { Fact, FactPlace } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { asBoolean, asText, factOf, lookUp } from './read-property.ts';

/** What an item or intent says about itself; vault, policy and machine are found by joining. */
export interface ItemFacts {
  /** The machine that it is named after, else its own name. */
  readonly name: string;
  readonly resource: Resource;
  readonly protectsMachine: Fact<true>;
  readonly source: Reference;
  /** The machine that the item's own name ends with: `...;resource group;machine`. */
  readonly named?: { readonly resourceGroup: Value; readonly machine: Value };
  readonly policy: Reference;
  /** Whether backups run, as far as the item itself says. */
  readonly active: Fact<boolean>;
}

/** A reference from one resource to another: the value that was written, the id if it shows one, and where. */
export interface Reference {
  readonly value?: Value;
  readonly id?: ResourceId;
  readonly place: FactPlace;
}

const machineTypes = [
  'microsoft.compute/virtualmachines',
  'microsoft.classiccompute/virtualmachines',
  'azureiaasvmprotecteditem',
  'azureresourceitem',
];

/**
 * Reads a protected item or a protection intent; undefined when it certainly protects something else (a file share, a database).
 * https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems
 */
export function readItem(resource: Resource): ItemFacts | undefined {
  const named = readName(resource);
  const protectsMachine = readKind(resource, named !== undefined);
  if (protectsMachine === 'other') return undefined;
  return {
    name: named === undefined ? lastName(resource) : displayText(named.machine),
    resource,
    protectsMachine,
    source: readReference(resource, 'sourceResourceId'),
    ...(named === undefined ? {} : { named }),
    policy: readReference(resource, 'policyId'),
    active: readActive(resource),
  };
}

/** True when the type of the resource is that of a protected item or a protection intent. */
export function isItemType(type: string): boolean {
  return itemTypes.includes(type.toLowerCase());
}

/** Types, in lower case, of what protects machines. */
export const itemTypes: readonly string[] = [
  'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems',
  'microsoft.recoveryservices/vaults/backupfabrics/backupprotectionintent',
];

/** By the item's type, else by its name: items of machines are called `vm;iaasvmcontainerv2;...`. */
function readKind(resource: Resource, hasMachineName: boolean): Fact<true> | 'other' {
  const isIntent = resource.type.toLowerCase().endsWith('intent');
  const property = isIntent ? 'protectionIntentItemType' : 'protectedItemType';
  const type = factOf(lookUp(resource, ['properties', property]), asText, { because: `${property} is not set` });
  if (type.known) return machineTypes.includes(type.value.toLowerCase()) ? knownFact(true, type) : 'other';
  return hasMachineName ? knownFact(true, { at: resource.at, holder: resource }) : unknownFact(type.because, type);
}

function readReference(resource: Resource, property: string): Reference {
  const found = lookUp(resource, ['properties', property]);
  const place = {
    at: found.at,
    holder: resource,
    ...(found.property === undefined ? {} : { property: found.property }),
  };
  const value = resource.body.properties.get('properties');
  const written = value?.kind === 'object' ? value.properties.get(property) : value;
  if (found.state === 'absent' || written === undefined || (written.kind === 'string' && written.value === ''))
    return { place };
  const id = parseResourceId(written);
  return { place, value: written, ...(id === undefined ? {} : { id }) };
}

/** The `rg;vm` at the end of `vm;iaasvmcontainerv2;rg;vm`. */
function readName(resource: Resource): ItemFacts['named'] {
  const name = resource.id.names.at(-1) ?? resource.name;
  const parts = textParts(name);
  if (parts === undefined) return undefined;
  const segments = splitParts(parts, ';');
  const kind = literalText(segments[0] ?? [])?.toLowerCase();
  const container = literalText(segments[1] ?? [])?.toLowerCase();
  const [group, machine] = segments.slice(2);
  if (kind !== 'vm' || !container?.startsWith('iaasvmcontainer') || segments.length !== 4) return undefined;
  if (group === undefined || machine === undefined) return undefined;
  return { resourceGroup: valueOfParts(group, name), machine: valueOfParts(machine, name) };
}

const idleStates = ['protectionstopped', 'protectionpaused', 'backupssuspended'];

/** Stopped, paused and suspended items keep old recovery points and make no new ones; so do those that wait for their deletion. */
function readActive(resource: Resource): Fact<boolean> {
  const state = factOf(lookUp(resource, ['properties', 'protectionState']), asText, { isDefault: 'Protected' });
  const isDeleted = factOf(lookUp(resource, ['properties', 'isScheduledForDeferredDelete']), asBoolean, {
    isDefault: false,
  });
  if (state.known && idleStates.includes(state.value.toLowerCase())) return knownFact(false, state);
  if (isDeleted.known && isDeleted.value) return knownFact(false, isDeleted);
  if (!state.known && !resource.existing) return state;
  return isDeleted.known || resource.existing ? knownFact(true, state) : isDeleted;
}
