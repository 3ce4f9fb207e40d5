import { displayText } from '../resource/display-text.ts';
import type { AgentState, ProtectedItem, ReadingContext, VirtualMachine } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { lazy } from './lazy.ts';
import { perhapsGiven } from './perhaps.ts';
import type { FindVaults } from './find-vaults.ts';
import { itemTypes } from './read-item.ts';
import type { MachineFacts } from './read-machine.ts';

/** The items that certainly or perhaps have a machine as their source. */
export interface ItemsOfMachine {
  readonly certain: readonly ProtectedItem[];
  readonly perhaps: readonly DoubtfulItem[];
}

/** An item that perhaps protects the machine, and what is not known about it. */
export interface DoubtfulItem {
  readonly item: ProtectedItem;
  readonly because: string;
}

/** A machine with the items that protect it. */
export function joinMachine(
  machine: MachineFacts,
  items: () => ItemsOfMachine,
  vaultsInReach: FindVaults,
  context: ReadingContext,
): VirtualMachine {
  const { kind, name, resource, at, location } = machine;
  const protectedItems = lazy(() => protectionOf(machine, items(), context));
  const agent = lazy(() => agentOf(machine.settings, agentlessOf(machine, items(), protectedItems())));
  return {
    kind,
    name,
    resource,
    at,
    location,
    get protectedItems() {
      return protectedItems();
    },
    get idleItems() {
      return items().certain.filter(({ active }) => active.known && !active.value);
    },
    get agent() {
      return agent();
    },
    get ageHours() {
      return machine.ageHours;
    },
    get vaultsInReach() {
      return vaultsInReach(machine);
    },
  };
}

/** Certain items first; then everything that leaves a doubt; and only when nothing does, none. */
function protectionOf(
  machine: MachineFacts,
  items: ItemsOfMachine,
  context: ReadingContext,
): Fact<readonly ProtectedItem[]> {
  const doubts = [...items.certain.flatMap((item) => doubtOf(item, machine)), ...items.perhaps.filter(isNotIdle)];
  const sure = items.certain.filter((item) => doubtOf(item, machine).length === 0 && isActive(item));
  const [first] = sure;
  if (first !== undefined) return knownFact(sure, first.source);
  const place = { at: machine.at, holder: machine.resource };
  const [doubt] = doubts;
  if (doubt !== undefined) {
    return unknownFact(
      `protected item '${displayText(doubt.item.resource.name)}' perhaps protects it: ${doubt.because}`,
      place,
    );
  }
  const because = elsewhere(machine, context);
  return because === undefined ? knownFact([], place) : unknownFact(because, place);
}

/** Where items may be that were not looked at. */
function elsewhere(
  { resource, location }: MachineFacts,
  { findGap, protectedBy, source }: ReadingContext,
): string | undefined {
  const gap = findGap({ types: itemTypes, near: resource, region: location });
  if (gap !== undefined) return `a part that may hold its protected item could not be read: ${gap.because}`;
  if (source === 'live' || protectedBy === 'template') return undefined;
  return protectedBy === 'policy'
    ? "it has no protected item here, and protectedBy is 'policy': an Azure Policy is said to protect it, which a template does not show"
    : "it has no protected item here, and protectedBy is 'elsewhere': it is said to be protected by something that was not looked at";
}

/** What leaves it open whether an item of this machine protects it. */
function doubtOf(item: ProtectedItem, machine: MachineFacts): readonly DoubtfulItem[] {
  const { active, protectsMachine } = item;
  if (active.known && !active.value) return [];
  if (!protectsMachine.known) return [{ item, because: protectsMachine.because }];
  if (!active.known) return [{ item, because: active.because }];
  const because = perhapsGiven(item.resource, machine.resource);
  return because === undefined ? [] : [{ item, because }];
}

function isActive({ active }: ProtectedItem): boolean {
  return active.known && active.value;
}

function isNotIdle({ item: { active } }: DoubtfulItem): boolean {
  return !active.known || active.value;
}

/** True when the policies of all its items are agentless. */
function agentlessOf(
  machine: MachineFacts,
  items: ItemsOfMachine,
  protection: Fact<readonly ProtectedItem[]>,
): Fact<boolean> {
  const place = { at: machine.at, holder: machine.resource };
  const candidates = protection.known ? protection.value : [...items.certain, ...items.perhaps.map(({ item }) => item)];
  const possible = candidates.map(({ agentless }) => agentless);
  const isRefuted = possible.some((fact) => fact.known && !fact.value);
  if (possible.length === 0 || isRefuted) return knownFact(false, place);
  const unknown = possible.find((fact) => !fact.known);
  if (unknown !== undefined) return unknown;
  return protection.known ? (possible[0] ?? knownFact(false, place)) : protection;
}

function agentOf(settings: MachineFacts['settings'], agentless: Fact<boolean>): Fact<AgentState> {
  const { provisionVMAgent, allowExtensionOperations, installed, missing } = settings;
  const facts = [provisionVMAgent, allowExtensionOperations, installed];
  const isFine = facts.every((fact) => fact.known && fact.value);
  if (isFine) return knownFact('available', facts.find((fact) => fact.known && !fact.isDefault) ?? provisionVMAgent);
  if (agentless.known && agentless.value) return knownFact('notNeeded', agentless);
  if (!agentless.known) return agentless;
  if (provisionVMAgent.known && !provisionVMAgent.value) return knownFact('notProvisioned', provisionVMAgent);
  if (allowExtensionOperations.known && !allowExtensionOperations.value) {
    return knownFact('extensionsBlocked', allowExtensionOperations);
  }
  const unknown = facts.find((fact) => !fact.known);
  return unknown === undefined || unknown.known ? knownFact(missing, installed) : unknownFact(unknown.because, unknown);
}
