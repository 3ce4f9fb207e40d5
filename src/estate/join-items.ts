import { displayText } from '../resource/display-text.ts';
import { parentId } from '../resource/parse-resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
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
import { machineId } from './find-machines.ts';
import { lazy } from './lazy.ts';
import { perhapsGiven } from './perhaps.ts';
import { azureDefaults } from './azure-defaults.ts';
import { readLastBackup, readRecoveryPoint } from './read-backup.ts';
import type { ItemFacts } from './read-item.ts';
import type { MachineFacts } from './read-machine.ts';
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
  const { source, now } = context;
  const vault = lazy(() => vaultOf(item, surroundings.vaults, source));
  const policy = lazy(() => policyOf(item, surroundings.policies, source));
  const machine = lazy(() => machineOf(item, surroundings, source));
  const sameRegion = lazy(() => regionOf(item, vault(), machine()));
  const agentless = lazy(() => agentlessOf(item, policy()));
  const state = stateOf(item);
  const deletedForGood = source === 'live' ? readDeletion(item.resource) : undefined;
  return {
    kind: 'protectedItem',
    name: item.name,
    resource: item.resource,
    at: item.resource.at,
    protectsMachine: item.protectsMachine,
    source: item.source.place,
    state,
    active: mapFact(state, (value) => value === 'active'),
    ...(deletedForGood === undefined ? {} : { deletedForGood }),
    get vault() {
      return vault();
    },
    get policy() {
      return policy();
    },
    get machine() {
      return machine();
    },
    get sameRegion() {
      return sameRegion();
    },
    get agentless() {
      return agentless();
    },
    get isMachineGone() {
      return goneOf(item, machine(), context);
    },
    get recoveryPoint() {
      return source === 'live' ? readRecoveryPoint(item.resource, now) : notLive(item);
    },
    get lastBackup() {
      return source === 'live' ? readLastBackup(item.resource) : notLive(item);
    },
  };
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
  return pick(id, vaults.find(id), { kind: 'vault', place, source });
}

function policyOf(
  { policy }: ItemFacts,
  policies: ResourceIndex<BackupPolicy>,
  source: EstateSource,
): Fact<BackupPolicy> {
  if (policy.value === undefined) return unknownFact('it has no policy', policy.place);
  if (policy.id !== undefined) {
    return pick(policy.id, policies.find(policy.id), { kind: 'policy', place: policy.place, source });
  }
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
  const matches = { certain: found.certain.map(machine), perhaps: found.perhaps.map(machine) };
  const id = machineId(item);
  if (id !== undefined) return pick(id, matches, { kind: 'virtual machine', place: item.source.place, source });
  const [certain] = matches.certain;
  if (certain !== undefined) return knownFact(certain, item.source.place);
  const { value } = item.source;
  return unknownFact(
    value?.kind === 'unknown' ? value.because : 'it does not say which machine it protects',
    item.source.place,
  );
}

/** The entity that an id certainly means; one that is deployed is preferred to one that is only read (`existing`). */
function pick<T extends { readonly resource: Resource }>(
  id: ResourceId,
  { certain, perhaps }: Matches<T>,
  { kind, place, source }: { readonly kind: string; readonly place: FactPlace; readonly source: EstateSource },
): Fact<T> {
  const found = certain.find(({ resource }) => !resource.existing) ?? certain[0];
  if (found !== undefined) return knownFact(found, place);
  const name = displayText(id.names.at(-1) ?? id.value);
  const [candidate] = perhaps;
  const absent = source === 'live' ? 'was not found in what could be read' : 'is not declared here';
  if (candidate === undefined) return unknownFact(`${kind} '${name}' ${absent}`, place);
  return unknownFact(doubtBetween(id, candidate.resource.id) ?? `${kind} '${name}' is perhaps another one`, place);
}

function stateOf(item: ItemFacts): Fact<ItemState> {
  if (!item.state.known || item.state.value !== 'active') return item.state;
  if (item.policy.value !== undefined) return item.state;
  return item.resource.existing
    ? unknownFact(`'${item.name}' is an existing resource, whose policy the template does not show`, item.policy.place)
    : knownFact('withoutPolicy', item.policy.place);
}

const machineType = 'microsoft.compute/virtualmachines';

/** A machine that all of its subscription's rows do not show is gone: deleted, or moved to where the item does not follow it. */
function goneOf(item: ItemFacts, machine: Fact<VirtualMachine>, { source, findGap }: ReadingContext): Fact<boolean> {
  const { place } = item.source;
  const id = machineId(item);
  if (source === 'template' || machine.known || id?.type.toLowerCase() !== machineType) return knownFact(false, place);
  const gap = findGap({ types: [machineType], near: { ...item.resource, id }, region: machine });
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

/** A policy that is not declared here, or only as `existing`, may be anything, but for those that every vault has. */
function agentlessOf(item: ItemFacts, policy: Fact<BackupPolicy>): Fact<boolean> {
  if (policy.known && !policy.value.resource.existing) return policy.value.agentless;
  const name = item.policy.id?.names.at(-1);
  const isBuiltIn = azureDefaults.builtInPolicies.some(
    (builtIn) => name?.kind === 'string' && builtIn.toLowerCase() === name.value.toLowerCase(),
  );
  if (isBuiltIn || item.policy.value === undefined) return knownFact(azureDefaults.agentless, policy, true);
  return policy.known ? policy.value.agentless : policy;
}
