import { displayText } from '../resource/display-text.ts';
import { parentId } from '../resource/parse-resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { sameText } from '../resource/same-value.ts';
import type { Location } from '../text/location.ts';
import { absenceOf } from './absence.ts';
import type { Search } from './absence.ts';
import type {
  BackupPolicy,
  EstateSource,
  ItemState,
  ProtectedItem,
  ReadingContext,
  Vault,
  VirtualMachine,
} from './estate.ts';
import type { Fact, FactPlace } from './fact.ts';
import { doubtBetween } from './doubt.ts';
import { knownFact, mapFact, unknownFact } from './fact.ts';
import { subscriptionOf } from './find-gap.ts';
import { machineId } from './find-machines.ts';
import { perhapsGiven } from './perhaps.ts';
import { azureDefaults } from './azure-defaults.ts';
import { readLastBackup, readRecoveryPoint } from './read-backup.ts';
import type { ItemFacts } from './read-item.ts';
import type { MachineFacts } from './read-machine.ts';
import { readState } from './item-state.ts';
import { lookUp } from './read-property.ts';
import { compareRegions } from './read-region.ts';
import { asTime } from './read-time.ts';
import type { Matches, ResourceIndex } from './resource-index.ts';

/** What items are joined with. */
export interface ItemSurroundings {
  readonly vaults: ResourceIndex<Vault>;
  readonly policies: ResourceIndex<BackupPolicy>;
  readonly machinesOf: (item: ItemFacts) => Matches<MachineFacts>;
  /** The joined entity of a machine. */
  readonly machine: (facts: MachineFacts) => VirtualMachine;
}

/** An item with its vault, policy and machine; each found on first use. */
export function joinItem(item: ItemFacts, surroundings: ItemSurroundings, context: ReadingContext): ProtectedItem {
  return new JoinedItem(item, surroundings, context);
}

/** A class, since items come by the million: getters of an object literal are made anew for each. */
class JoinedItem implements ProtectedItem {
  readonly kind = 'protectedItem';
  readonly resource: Resource;
  readonly at: Location;
  readonly #facts: ItemFacts;
  readonly #surroundings: ItemSurroundings;
  readonly #context: ReadingContext;
  #state: Fact<ItemState> | undefined;
  #active: Fact<boolean> | undefined;
  #isMachineGone: Fact<boolean> | undefined;
  #vault: Fact<Vault> | undefined;
  #policy: Fact<BackupPolicy> | undefined;
  #machine: Fact<VirtualMachine> | undefined;

  constructor(facts: ItemFacts, surroundings: ItemSurroundings, context: ReadingContext) {
    this.resource = facts.resource;
    this.at = facts.resource.at;
    this.#facts = facts;
    this.#surroundings = surroundings;
    this.#context = context;
  }

  get name(): string {
    return this.#facts.name;
  }

  get protectsMachine(): Fact<true> {
    return this.#facts.protectsMachine;
  }

  get source(): FactPlace {
    return this.#facts.source.place;
  }

  get state(): Fact<ItemState> {
    this.#state ??= stateOf(this.#facts, this.#context.source);
    return this.#state;
  }

  get active(): Fact<boolean> {
    this.#active ??= mapFact(this.state, isActive);
    return this.#active;
  }

  get deletedForGood(): string | undefined {
    return this.#isLive ? readDeletion(this.resource) : undefined;
  }

  get vault(): Fact<Vault> {
    this.#vault ??= vaultOf(this.#facts, this.#surroundings.vaults, this.#context.source);
    return this.#vault;
  }

  get policy(): Fact<BackupPolicy> {
    this.#policy ??= policyOf(this.#facts, this.#surroundings.policies, this.#context.source);
    return this.#policy;
  }

  get machine(): Fact<VirtualMachine> {
    this.#machine ??= machineOf(this.#facts, this.#surroundings, this.#context.source);
    return this.#machine;
  }

  get sameRegion(): Fact<boolean> {
    return regionOf(this.#facts, this.vault, this.machine);
  }

  get sameSubscription(): Fact<boolean> {
    return subscriptionFact(this.#facts, this.machine);
  }

  get agentless(): Fact<boolean> {
    return agentlessOf(this.#facts, this.policy);
  }

  get isMachineGone(): Fact<boolean> {
    this.#isMachineGone ??= goneOf(this.#facts, this.machine, this.#context);
    return this.#isMachineGone;
  }

  get recoveryPoint(): ProtectedItem['recoveryPoint'] {
    return this.#isLive ? readRecoveryPoint(this.resource, this.#context.now) : notLive(this.#facts);
  }

  get lastBackup(): ProtectedItem['lastBackup'] {
    return this.#isLive ? readLastBackup(this.resource) : notLive(this.#facts);
  }

  get #isLive(): boolean {
    return this.#context.source === 'live';
  }
}

function isActive(state: ItemState): boolean {
  return state === 'active';
}

function notLive({ resource }: ItemFacts): Fact<never> {
  return unknownFact('a template says nothing about backups that were made', { at: resource.at, holder: resource });
}

function vaultOf(item: ItemFacts, vaults: ResourceIndex<Vault>, source: EstateSource): Fact<Vault> {
  const { resource } = item;
  const place = { at: resource.at, holder: resource };
  const isIntent = resource.type.toLowerCase().endsWith('intent');
  const id = parentId(resource.id, isIntent ? 2 : 3);
  if (id === undefined) return unknownFact(`the name of '${item.name}' does not show its vault`, place);
  return pick(id, vaults.find(id), { kind: 'vault', place, source, all: vaults.all });
}

function policyOf(
  { policy }: ItemFacts,
  policies: ResourceIndex<BackupPolicy>,
  source: EstateSource,
): Fact<BackupPolicy> {
  if (policy.value === undefined) return unknownFact('it has no policy', policy.place);
  const written = deployed(policies.withText(policy.value));
  if (written !== undefined) return knownFact(written, policy.place);
  const { id } = policy;
  if (id !== undefined)
    return pick(id, policies.find(id), { kind: 'policy', place: policy.place, source, all: policies.all });
  const because = policy.value.kind === 'unknown' ? policy.value.because : 'its policyId is no resource id';
  return unknownFact(because, policy.place);
}

function machineOf(
  item: ItemFacts,
  { machinesOf, machine }: ItemSurroundings,
  source: EstateSource,
): Fact<VirtualMachine> {
  if (!item.protectsMachine.known) return item.protectsMachine;
  const found = machinesOf(item);
  const certain = deployed(found.certain);
  if (certain !== undefined) return knownFact(machine(certain), item.source.place);
  const id = machineId(item);
  const matches = { certain: [], perhaps: found.perhaps.map(machine) };
  if (id !== undefined) return pick(id, matches, { kind: 'virtual machine', place: item.source.place, source });
  const { value } = item.source;
  return unknownFact(
    value?.kind === 'unknown' ? value.because : 'it does not say which machine it protects',
    item.source.place,
  );
}

/** One that is deployed is preferred to one that is only read (`existing`). */
function deployed<T extends { readonly resource: Resource }>(certain: readonly T[]): T | undefined {
  return certain.find(({ resource }) => !resource.existing) ?? certain[0];
}

/** The entity that an id certainly means. */
function pick<T extends { readonly resource: Resource }>(
  id: ResourceId,
  { certain, perhaps }: Matches<T>,
  { place, ...search }: Search & { readonly place: FactPlace },
): Fact<T> {
  const found = deployed(certain);
  if (found !== undefined) return knownFact(found, place);
  const [candidate] = perhaps;
  if (candidate === undefined) return unknownFact(absenceOf(id, search), place);
  const because = `${search.kind} '${displayText(id.names.at(-1) ?? id.value)}' is perhaps another one`;
  return unknownFact(doubtBetween(id, candidate.resource.id) ?? because, place);
}

function stateOf(item: ItemFacts, source: EstateSource): Fact<ItemState> {
  const state = readState(item.resource, source);
  if (!state.known || state.value !== 'active' || item.policy.value !== undefined) return state;
  return item.resource.existing
    ? unknownFact(`'${item.name}' is an existing resource, whose policy the template does not show`, item.policy.place)
    : knownFact('withoutPolicy', item.policy.place);
}

const machineType = 'microsoft.compute/virtualmachines';

/** A machine that all of its subscription's rows do not show is gone: deleted, or moved to where the item does not follow it. */
function goneOf(item: ItemFacts, machine: Fact<VirtualMachine>, { source, findGap }: ReadingContext): Fact<boolean> {
  const { place } = item.source;
  if (source === 'template' || machine.known) return knownFact(false, place);
  const id = machineId(item);
  if (id?.type.toLowerCase() !== machineType) return knownFact(false, place);
  const gap = findGap({ types: [machineType], near: { id }, region: machine });
  return gap === undefined
    ? knownFact(true, place)
    : unknownFact(`it is not known whether its machine still exists: ${gap.because}`, place);
}

function readDeletion(item: Resource): string | undefined {
  const found = lookUp(item, ['properties', 'deferredDeleteTimeInUTC']);
  const time = found.state === 'present' ? asTime(found.value) : undefined;
  return typeof time === 'number' ? new Date(time).toISOString() : undefined;
}

/** Regions are compared where both resources are certainly those that this inventory declares. */
function regionOf(item: ItemFacts, vault: Fact<Vault>, machine: Fact<VirtualMachine>): Fact<boolean> {
  if (!machine.known) return machine;
  if (!vault.known) return vault;
  const perhaps =
    perhapsGiven(vault.value.resource, item.resource) ?? perhapsGiven(machine.value.resource, item.resource);
  const choice = vault.value.acceptsOtherRegions;
  if (choice.known && choice.value) return knownFact(true, choice);
  const same = compareRegions(vault.value.location, machine.value.location);
  if (same.known && !choice.known && !same.value) return choice;
  return perhaps === undefined || !same.known ? same : unknownFact(perhaps, same);
}

/**
 * The item is in its vault's subscription, whether the vault is declared or not; the machine's id has the machine's. The item's own name is a
 * witness of its own only where it is written out: one that is made of the unknown source follows it into any subscription.
 */
function subscriptionFact(item: ItemFacts, machine: Fact<VirtualMachine>): Fact<boolean> {
  const { place, value } = item.source;
  const isUnnamed = (): boolean => item.named?.machine.kind !== 'string';
  if (!machine.known && value?.kind === 'unknown' && item.source.id === undefined && isUnnamed()) {
    return unknownFact(`the vault is perhaps in another subscription than the machine: ${value.because}`, place);
  }
  const id = machine.known ? machine.value.resource.id : machineId(item);
  const own = subscriptionOf(item.resource);
  const other = id === undefined ? undefined : subscriptionOf({ id });
  if (id === undefined || own === undefined || other === undefined) {
    return unknownFact('the id of its machine or its own shows no subscription', place);
  }
  const same = sameText(own, other, { ignoreCase: true });
  if (same !== undefined) return knownFact(same, place);
  const because = [own, other].find((value) => value.kind === 'unknown')?.because ?? '';
  return unknownFact(`the vault is perhaps in another subscription than the machine: ${because}`, place);
}

/** A policy that is not declared here, or only as `existing`, may be anything, but for those that every vault has. */
function agentlessOf(item: ItemFacts, policy: Fact<BackupPolicy>): Fact<boolean> {
  if (policy.known && !policy.value.resource.existing) {
    const perhaps = perhapsGiven(policy.value.resource, item.resource);
    return perhaps === undefined ? policy.value.agentless : unknownFact(perhaps, policy);
  }
  const name = item.policy.id?.names.at(-1);
  const isBuiltIn = azureDefaults.builtInPolicies.some(
    (builtIn) => name?.kind === 'string' && builtIn.toLowerCase() === name.value.toLowerCase(),
  );
  if (isBuiltIn || item.policy.value === undefined) return knownFact(azureDefaults.agentless, policy, true);
  return policy.known ? policy.value.agentless : policy;
}
