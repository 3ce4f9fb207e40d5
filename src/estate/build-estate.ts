import type { Inventory, Resource } from '../resource/resource.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import { groupBy } from '../text/group-by.ts';
import type { Estate, EstateOptions, ProtectedItem, ReadingContext, VirtualMachine } from './estate.ts';
import { createAssignmentFinder } from './find-assignments.ts';
import { findMachines, machineId } from './find-machines.ts';
import { doubtBetween } from './doubt.ts';
import { createVaultFinder } from './find-vaults.ts';
import type { FindVaults } from './find-vaults.ts';
import { createPolicyReader } from './deploying-policies.ts';
import { joinItem } from './join-items.ts';
import type { ItemSurroundings } from './join-items.ts';
import type { DoubtfulItem, ItemsOfMachine } from './join-machines.ts';
import { joinMachine } from './join-machines.ts';
import { joinVaults } from './join-vaults.ts';
import { lazy } from './lazy.ts';
import { isItemType, readItem } from './read-item.ts';
import type { ItemFacts } from './read-item.ts';
import { readMachine } from './read-machine.ts';
import type { MachineFacts } from './read-machine.ts';
import { readPolicy } from './read-policy.ts';
import { createGapFinder } from './find-gap.ts';
import { createIndex } from './resource-index.ts';
import type { Matches } from './resource-index.ts';

/**
 * Joins the resources of an inventory into machines, vaults, policies and protected items. What the inventory could not see (gaps,
 * perhaps existing resources, ids that are not wholly known) becomes unknown facts. Never throws at what a template says.
 */
export function buildEstate(inventory: Inventory, options: EstateOptions): Estate {
  const { resources } = inventory;
  return createEstateBuilder(
    inventory,
    options,
  )({
    machines: resources.filter(({ type }) => type.toLowerCase() === machineType),
    items: resources.filter(({ type }) => isItemType(type)),
  });
}

/** What there may be many of. */
export interface MachinesAndItems {
  readonly machines: readonly Resource[];
  /** Protected items and protection intents. */
  readonly items: readonly Resource[];
}

/**
 * Reads all of an inventory but its machines and items, and joins those that are handed over later with it: what is many may come in parts, and
 * the vaults and policies that all parts have are read once.
 */
export function createEstateBuilder(
  inventory: Inventory,
  options: EstateOptions,
): (machinesAndItems: MachinesAndItems) => Estate {
  const { source, protectedBy } = options;
  const byType = groupBy(inventory.resources, ({ type }) => type.toLowerCase());
  const ofType = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const context: ReadingContext = {
    source,
    protectedBy,
    gaps: inventory.gaps,
    findGap: createGapFinder(inventory.gaps),
    findAssignment: createAssignmentFinder(
      ofType('microsoft.authorization/policyassignments'),
      createPolicyReader([
        ...ofType('microsoft.authorization/policydefinitions'),
        ...ofType('microsoft.authorization/policysetdefinitions'),
      ]),
    ),
    ...(options.now === undefined ? {} : { now: options.now.getTime() }),
  };
  const vaults = joinVaults(
    ofType('microsoft.recoveryservices/vaults'),
    ofType('microsoft.recoveryservices/vaults/backupstorageconfig'),
    ofType('microsoft.recoveryservices/vaults/backupconfig'),
    context,
  );
  const policies = ofType('microsoft.recoveryservices/vaults/backuppolicies').flatMap(
    (resource) => readPolicy(resource) ?? [],
  );
  const indexes: Indexes = {
    vaultsInReach: createVaultFinder(vaults, context),
    vaults: createIndex(vaults),
    policies: createIndex(policies),
  };
  const subjects = { source, vault: vaults.filter(isSubject), backupPolicy: policies.filter(isSubject) };
  return ({ machines, items }) => {
    const machineFacts = machines.map((machine) => readMachine(machine, context));
    const itemFacts: ItemFacts[] = [];
    for (const resource of items) {
      const item = readItem(resource, source);
      if (item !== undefined) itemFacts.push(item);
    }
    const joined = joinProtection(machineFacts, itemFacts, options.protectsAlso ?? [], context, indexes);
    return {
      ...subjects,
      virtualMachine: joined.machines.filter(isSubject),
      protectedItem: joined.items.filter(isSubject),
    };
  };
}

const machineType = 'microsoft.compute/virtualmachines';

function isSubject({ resource }: { readonly resource: Resource }): boolean {
  return !resource.existing;
}

/** The protected items of an inventory whose source is known text: what other units may be protected by (`protectsAlso`). */
export function protectedItemsOf(inventory: Inventory): readonly Resource[] {
  const items = inventory.resources.filter((resource) => {
    if (!isItemType(resource.type) || resource.existing) return false;
    return readItem(resource, 'template')?.source.value?.kind === 'string';
  });
  return items.map(apart);
}

/** The conditions of one deployment say nothing about those of another, though they may read the same: they become different unknowns. */
function apart(resource: Resource): Resource {
  const { exists } = resource;
  if (exists.kind !== 'unknown') return resource;
  return { ...resource, exists: unknownValue(callSymbol('condition', [exists]), exists.because, exists.at) };
}

interface Indexes extends Pick<ItemSurroundings, 'vaults' | 'policies'> {
  readonly vaultsInReach: FindVaults;
}

interface Joined {
  readonly machines: readonly VirtualMachine[];
  readonly items: readonly ProtectedItem[];
}

/** Machines and items refer to each other; each is made once, and looks the other up on first use. */
function joinProtection(
  machines: readonly MachineFacts[],
  own: readonly ItemFacts[],
  others: readonly Resource[],
  context: ReadingContext,
  indexes: Indexes,
): Joined {
  const machineIndex = createIndex(machines);
  const entities = new Map<MachineFacts, VirtualMachine>();
  const matches = new Map<ItemFacts, Matches<MachineFacts>>();
  const machinesOf = (item: ItemFacts): Matches<MachineFacts> => {
    const known = matches.get(item);
    if (known !== undefined) return known;
    const found = findMachines(item, machineIndex);
    matches.set(item, found);
    return found;
  };
  const itemsOf = (facts: MachineFacts): ItemsOfMachine => links().get(facts) ?? noItems;
  const machineSurroundings = { itemsOf, vaultsInReach: indexes.vaultsInReach, context };
  const entityOf = (facts: MachineFacts): VirtualMachine => {
    const known = entities.get(facts);
    if (known !== undefined) return known;
    const entity = joinMachine(facts, machineSurroundings);
    entities.set(facts, entity);
    return entity;
  };
  const itemSurroundings = { ...indexes, machinesOf, machine: entityOf };
  const join = (item: ItemFacts) => ({ item, entity: joinItem(item, itemSurroundings, context) });
  const foreign = others
    .flatMap((resource) => readItem(resource, context.source) ?? [])
    .filter((item) => item.source.value?.kind === 'string');
  const items = own.map(join);
  const links = lazy(() => linkItems([...items, ...foreign.map(join)], machinesOf, new Set(foreign)));
  return { machines: machines.map(entityOf), items: items.map(({ entity }) => entity) };
}

const noItems: ItemsOfMachine = { certain: [], perhaps: [] };

interface JoinedItem {
  readonly item: ItemFacts;
  readonly entity: ProtectedItem;
}

/** Items by the machine that they certainly or perhaps protect. Items of other units count only where both ids are known. */
function linkItems(
  items: readonly JoinedItem[],
  machinesOf: (item: ItemFacts) => Matches<MachineFacts>,
  foreign: ReadonlySet<ItemFacts>,
): ReadonlyMap<MachineFacts, ItemsOfMachine> {
  const links = new Map<MachineFacts, { certain: ProtectedItem[]; perhaps: DoubtfulItem[] }>();
  const linksOf = (machine: MachineFacts) => {
    const found = links.get(machine) ?? { certain: [], perhaps: [] };
    links.set(machine, found);
    return found;
  };
  for (const { item, entity } of items) {
    const { certain, perhaps } = machinesOf(item);
    for (const machine of certain) linksOf(machine).certain.push(entity);
    if (foreign.has(item)) continue;
    for (const machine of perhaps) {
      const because = doubtAbout(item, machine);
      linksOf(machine).perhaps.push({ item: entity, because });
    }
  }
  return links;
}

function doubtAbout(item: ItemFacts, machine: MachineFacts): string {
  const id = machineId(item);
  const doubt = id === undefined ? undefined : doubtBetween(id, machine.resource.id);
  const { value } = item.source;
  return doubt ?? (value?.kind === 'unknown' ? value.because : 'it does not say which machine it protects');
}
