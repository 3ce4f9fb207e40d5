import { displayText } from '../resource/display-text.ts';
import { parentId, parseResourceId } from '../resource/parse-resource-id.ts';
import { resourceIdOf } from '../resource/resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { literalText, splitParts, textParts, valueOfParts } from '../resource/text-parts.ts';
import type { Value } from '../resource/value.ts';
import { lastName } from './entity-name.ts';
import type { EstateSource } from './estate.ts';
import type { Fact, FactPlace } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { asText, factOf, lookUp } from './read-property.ts';

/** What an item or intent says about itself; vault, policy and machine are found by joining. */
export interface ItemFacts {
  /** The machine that it is named after, else its own name. */
  readonly name: string;
  readonly resource: Resource;
  readonly protectsMachine: Fact<true>;
  readonly source: Reference;
  /** The machine that the item's own name ends with: `...;resource group;machine`. */
  readonly named: { readonly resourceGroup: Value; readonly machine: Value } | undefined;
  readonly policy: Reference;
}

/** A reference from one resource to another: the value that was written, the id if it shows one, and where. */
export interface Reference {
  readonly value?: Value;
  readonly id?: ResourceId | undefined;
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
export function readItem(resource: Resource, source: EstateSource): ItemFacts | undefined {
  const protectsMachine = source === 'live' ? readLiveKind(resource) : readKind(resource);
  return protectsMachine === 'other' ? undefined : new ReadItem(resource, protectsMachine, source);
}

/** A class whose parts are read when they are asked for: items come by the million. */
class ReadItem implements ItemFacts {
  readonly resource: Resource;
  readonly protectsMachine: Fact<true>;
  readonly #source: EstateSource;
  #reference: Reference | undefined;
  #policy: Reference | undefined;

  constructor(resource: Resource, protectsMachine: Fact<true>, source: EstateSource) {
    this.resource = resource;
    this.protectsMachine = protectsMachine;
    this.#source = source;
  }

  get name(): string {
    const { named } = this;
    return named === undefined ? lastName(this.resource) : displayText(named.machine);
  }

  get named(): ItemFacts['named'] {
    return readName(this.resource);
  }

  get source(): Reference {
    this.#reference ??=
      this.#source === 'live' ? readLiveSource(this.resource) : readReference(this.resource, ['sourceResourceId']);
    return this.#reference;
  }

  get policy(): Reference {
    this.#policy ??=
      this.#source === 'live' ? readLivePolicy(this.resource) : readReference(this.resource, ['policyId']);
    return this.#policy;
  }
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
function readKind(resource: Resource): Fact<true> | 'other' {
  const isIntent = resource.type.toLowerCase().endsWith('intent');
  const property = isIntent ? 'protectionIntentItemType' : 'protectedItemType';
  const type = factOf(lookUp(resource, ['properties', property]), asText, { because: `${property} is not set` });
  if (type.known) return machineTypes.includes(type.value.toLowerCase()) ? knownFact(true, type) : 'other';
  return readName(resource) === undefined
    ? unknownFact(type.because, type)
    : knownFact(true, { at: resource.at, holder: resource });
}

/** A row names what it is about in several ways; `backupManagementType` tells machines from the databases on them. */
function readLiveKind(resource: Resource): Fact<true> | 'other' {
  const management = factOf(lookUp(resource, ['properties', 'backupManagementType']), asText, { because: '' });
  if (!management.known) return readKind(resource);
  return management.value.toLowerCase() === 'azureiaasvm' ? knownFact(true, management) : 'other';
}

/** In the order in which they are to be trusted. */
const sourcePaths = [
  ['sourceResourceId'],
  ['dataSourceInfo', 'resourceID'],
  ['dataSourceId'],
  ['virtualMachineId'],
] as const;

function readLiveSource(resource: Resource): Reference {
  const written = readReference(resource, sourcePaths[0]);
  if (written.value !== undefined) return written;
  return sourcePaths.map((path) => readReference(resource, path)).find(({ value }) => value !== undefined) ?? written;
}

/** The id of the policy; a row that has only its name means the policy of the item's own vault. */
function readLivePolicy(resource: Resource): Reference {
  for (const path of [['policyId'], ['policyInfo', 'policyId']] as const) {
    const reference = readReference(resource, path);
    if (reference.value !== undefined) return reference;
  }
  const name = [['policyName'], ['policyInfo', 'name']]
    .map((path) => readReference(resource, path))
    .find(({ value }) => value !== undefined);
  const vault = parentId(resource.id, 3)?.names[0];
  if (name?.value === undefined || vault === undefined) return readReference(resource, ['policyId']);
  const type = 'Microsoft.RecoveryServices/vaults/backupPolicies';
  return { ...name, id: resourceIdOf(resource.id.scope, type, [vault, name.value], name.value.at) };
}

/** The reference at a path of the properties; without a value when nothing or an empty text is there. */
export function readReference(resource: Resource, path: readonly string[]): Reference {
  const found = lookUp(resource, ['properties', ...path]);
  const place = {
    at: found.at,
    holder: resource,
    ...(found.property === undefined ? {} : { property: found.property }),
  };
  const written = found.state === 'present' ? found.value : valueAt(resource, path);
  if (found.state === 'absent' || written === undefined || (written.kind === 'string' && written.value === ''))
    return { place };
  return new WrittenReference(written, place);
}

/** A class whose id is read when it is asked for: what is known text is mostly found by it. */
class WrittenReference implements Reference {
  readonly value: Value;
  readonly place: FactPlace;

  constructor(value: Value, place: FactPlace) {
    this.value = value;
    this.place = place;
  }

  get id(): ResourceId | undefined {
    return parseResourceId(this.value);
  }
}

/** The value at a path, or the unknown that it is somewhere in. */
function valueAt({ body }: Resource, path: readonly string[]): Value | undefined {
  let current = body.properties.get('properties');
  for (const key of path) {
    if (current?.kind !== 'object') return current;
    current = current.properties.get(key);
  }
  return current;
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
