import { resourceIdOf } from '../resource/resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import { sameText } from '../resource/same-value.ts';
import { textParts } from '../resource/text-parts.ts';
import type { MachineFacts } from './read-machine.ts';
import type { ItemFacts } from './read-item.ts';
import type { Matches, ResourceIndex } from './resource-index.ts';

/**
 * The machines that an item protects. Its `sourceResourceId` says which; where that is absent or one bare unknown, the item's own name
 * (`...;resource group;machine`, in the vault's subscription) is the second witness.
 */
export function findMachines(item: ItemFacts, machines: ResourceIndex<MachineFacts>): Matches<MachineFacts> {
  const { value } = item.source;
  const written = machines.withText(value);
  if (written.length > 0) return { certain: written, perhaps: [] };
  const id = machineId(item);
  if (id !== undefined) return machines.find(id);
  if (value === undefined) return { certain: [], perhaps: isNameUnknown(item) ? machines.all : [] };
  const truths = machines.all.map((machine) => ({
    machine,
    truth: sameText(value, machine.resource.id.value, { ignoreCase: true }),
  }));
  const certain = truths.filter(({ truth }) => truth === true).map(({ machine }) => machine);
  const perhaps = truths.filter(({ truth }) => truth === undefined).map(({ machine }) => machine);
  return { certain, perhaps: certain.length > 0 ? [] : perhaps };
}

/** The id of the machine as far as the item tells it. */
export function machineId(item: ItemFacts): ResourceId | undefined {
  const { source, resource } = item;
  const { id } = source;
  if (id !== undefined) return id;
  if (!isSilent(source)) return undefined;
  const { named } = item;
  if (named === undefined) return undefined;
  const { scope } = resource.id;
  if (scope.kind !== 'resourceGroup') return undefined;
  const { subscriptionId } = scope;
  const group = { kind: 'resourceGroup', subscriptionId, resourceGroup: named.resourceGroup } as const;
  return resourceIdOf(group, 'Microsoft.Compute/virtualMachines', [named.machine], resource.at);
}

function isSilent(source: ItemFacts['source']): boolean {
  if (source.value === undefined) return true;
  const parts = textParts(source.value);
  return source.value.kind === 'unknown' && parts?.length === 1 && parts[0]?.kind === 'symbol';
}

/** An item without a source and with a known name that is not a machine's protects no machine. */
function isNameUnknown({ resource }: ItemFacts): boolean {
  return (resource.id.names.at(-1) ?? resource.name).kind === 'unknown';
}
