import { parseResourceId } from '../resource/parse-resource-id.ts';
import { resourceIdOf } from '../resource/resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import { sameText } from '../resource/same-value.ts';
import { textParts } from '../resource/text-parts.ts';
import type { CallSymbol } from '../resource/value.ts';
import type { MachineFacts } from './read-machine.ts';
import type { ItemFacts, Reference } from './read-item.ts';
import type { Matches, ResourceIndex } from './resource-index.ts';

/**
 * The machines that an item protects. Its `sourceResourceId` says which; where that is absent or one bare unknown, the item's own name
 * (`...;resource group;machine`, in the vault's subscription) is the second witness.
 */
export function findMachines(item: ItemFacts, machines: ResourceIndex<MachineFacts>): Matches<MachineFacts> {
  const { source } = item;
  const written = machines.withText(source.value);
  if (written.length > 0) return { certain: written, perhaps: [] };
  const branches = branchesOf(source);
  if (branches === undefined) return findBySource(source, item, machines);
  const matches = branches.map((branch) => findBySource(branch, item, machines));
  const certain = matches[0]?.certain.filter((machine) => matches.every((other) => other.certain.includes(machine)));
  if (certain !== undefined && certain.length > 0) return { certain, perhaps: [] };
  return { certain: [], perhaps: [...new Set(matches.flatMap((match) => [...match.certain, ...match.perhaps]))] };
}

/** Conditions in conditions share their branches: a small template could spell endless lists of them. */
const mostConditions = 6;

/** What a source may turn out to be while its condition is not known; undefined where there is no condition. */
function branchesOf(source: Reference, depth = 0): readonly Reference[] | undefined {
  const call = conditionOf(source);
  if (call === undefined || depth === mostConditions) return undefined;
  return call.arguments.slice(1).flatMap((branch): readonly Reference[] => {
    if (branch.kind === 'lambda') return [];
    const id = parseResourceId(branch);
    const reference = { place: source.place, value: branch, ...(id === undefined ? {} : { id }) };
    return branchesOf(reference, depth + 1) ?? [reference];
  });
}

function conditionOf({ value }: Reference): CallSymbol | undefined {
  if (value?.kind !== 'unknown' || value.symbol.kind !== 'call') return undefined;
  return value.symbol.name.toLowerCase() === 'if' ? value.symbol : undefined;
}

function findBySource(
  source: Reference,
  item: ItemFacts,
  machines: ResourceIndex<MachineFacts>,
): Matches<MachineFacts> {
  const id = idFrom(source, item);
  if (id !== undefined) return machines.find(id);
  const { value } = source;
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
  const { source } = item;
  return branchesOf(source) === undefined ? idFrom(source, item) : undefined;
}

function idFrom(source: Reference, { named, resource }: ItemFacts): ResourceId | undefined {
  if (source.id !== undefined) return source.id;
  if (named === undefined || !isSilent(source)) return undefined;
  const { scope } = resource.id;
  if (scope.kind !== 'resourceGroup') return undefined;
  const { subscriptionId } = scope;
  const group = { kind: 'resourceGroup', subscriptionId, resourceGroup: named.resourceGroup } as const;
  return resourceIdOf(group, 'Microsoft.Compute/virtualMachines', [named.machine], resource.at);
}

function isSilent(source: Reference): boolean {
  const { value } = source;
  if (value === undefined || value.kind === 'null') return true;
  if (conditionOf(source) !== undefined) return false;
  const parts = textParts(value);
  return value.kind === 'unknown' && parts?.length === 1 && parts[0]?.kind === 'symbol';
}

/** An item without a source and with a known name that is not a machine's protects no machine. */
function isNameUnknown({ resource }: ItemFacts): boolean {
  return (resource.id.names.at(-1) ?? resource.name).kind === 'unknown';
}
