import { displayText } from '../resource/display-text.ts';
import type { Resource } from '../resource/resource.ts';
import type { Location } from '../text/location.ts';
import type { AgentState, ProtectedItem, ReadingContext, VirtualMachine } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { isOneGiven, perhapsGiven } from './perhaps.ts';
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

/** What machines are joined with. */
export interface MachineSurroundings {
  readonly itemsOf: (machine: MachineFacts) => ItemsOfMachine;
  readonly vaultsInReach: FindVaults;
  readonly context: ReadingContext;
}

/** A machine with the items that protect it. */
export function joinMachine(machine: MachineFacts, surroundings: MachineSurroundings): VirtualMachine {
  return new JoinedMachine(machine, surroundings);
}

/** A class, since machines come by the million: getters of an object literal are made anew for each. */
class JoinedMachine implements VirtualMachine {
  readonly kind = 'virtualMachine';
  readonly resource: Resource;
  readonly at: Location;
  readonly #facts: MachineFacts;
  readonly #surroundings: MachineSurroundings;
  #protectedItems: VirtualMachine['protectedItems'] | undefined;

  constructor(facts: MachineFacts, surroundings: MachineSurroundings) {
    this.resource = facts.resource;
    this.at = facts.at;
    this.#facts = facts;
    this.#surroundings = surroundings;
  }

  get name(): string {
    return this.#facts.name;
  }

  get location(): VirtualMachine['location'] {
    return this.#facts.location;
  }

  get protectedItems(): VirtualMachine['protectedItems'] {
    this.#protectedItems ??= protectionOf(this.#facts, this.#items, this.#surroundings.context);
    return this.#protectedItems;
  }

  get idleItems(): readonly ProtectedItem[] {
    return this.#items.certain.filter(({ active }) => active.known && !active.value);
  }

  get agent(): VirtualMachine['agent'] {
    return agentOf(this.#facts.settings, () => agentlessOf(this.#facts, this.#items, this.protectedItems));
  }

  get ageHours(): VirtualMachine['ageHours'] {
    return this.#facts.ageHours;
  }

  get vaultsInReach(): VirtualMachine['vaultsInReach'] {
    return this.#surroundings.vaultsInReach(this.#facts);
  }

  get #items(): ItemsOfMachine {
    return this.#surroundings.itemsOf(this.#facts);
  }
}

/** Certain items first; then those of which one is certain to exist; then everything that leaves a doubt; and only when nothing does, none. */
function protectionOf(
  machine: MachineFacts,
  items: ItemsOfMachine,
  context: ReadingContext,
): Fact<readonly ProtectedItem[]> {
  const active = items.certain.filter((item) => isActive(item) && item.protectsMachine.known);
  const sure = active.filter((item) => perhapsGiven(item.resource, machine.resource) === undefined);
  const protectors = sure.length > 0 || !isOneOf(active, machine) ? sure : active;
  const [first] = protectors;
  if (first !== undefined) return knownFact(protectors, first.source);
  const place = { at: machine.at, holder: machine.resource };
  const [doubt] = [...items.certain.flatMap((item) => doubtOf(item, machine)), ...items.perhaps.filter(isNotIdle)];
  if (doubt !== undefined) {
    return unknownFact(perhapsProtects(doubt), place);
  }
  const because = elsewhere(machine, context);
  return because === undefined ? knownFact([], place) : unknownFact(because, place);
}

function perhapsProtects({ item, because }: DoubtfulItem): string {
  return `protected item '${displayText(item.resource.name)}' perhaps protects it: ${because}`;
}

/** Where items may be that were not looked at. */
function elsewhere(
  { resource, location }: MachineFacts,
  { findGap, findAssignment, protectedBy, source }: ReadingContext,
): string | undefined {
  const gap = findGap({ types: itemTypes, near: resource, region: location });
  if (gap !== undefined) return `a part that may hold its protected item could not be read: ${gap.because}`;
  if (source === 'live') return undefined;
  if (protectedBy === 'template') return findAssignment(resource);
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

/** Of items under conditions, one is there in each case. */
function isOneOf(items: readonly ProtectedItem[], { resource }: MachineFacts): boolean {
  const resources = items.map((item) => item.resource);
  return resources.length > 1 && isOneGiven(resources, resource);
}

function isActive({ active }: ProtectedItem): boolean {
  return active.known && active.value;
}

function isNotIdle({ item: { active } }: Pick<DoubtfulItem, 'item'>): boolean {
  return !active.known || active.value;
}

/**
 * True when the policies of all its items are agentless. While it is open which items those are, or which of them is there, each of them may be
 * the one; but an item that nobody has seen, in a part that could not be read, is no reason to doubt what the machine says of itself.
 */
function agentlessOf(
  machine: MachineFacts,
  items: ItemsOfMachine,
  protection: Fact<readonly ProtectedItem[]>,
): Fact<boolean> {
  const place = { at: machine.at, holder: machine.resource };
  const protectors = protection.known ? protection.value : candidatesOf(items);
  const possible = protectors.map(({ agentless }) => agentless);
  const usual = possible.filter((fact) => fact.known && !fact.value);
  const doubt = protection.known ? doubtAbout(protection.value, machine) : protection.because;
  if (doubt === undefined ? usual.length > 0 : usual.length === possible.length) return knownFact(false, place);
  const [first] = possible;
  if (first === undefined) return knownFact(false, place);
  const unknown = possible.find((fact) => !fact.known);
  if (unknown !== undefined) return unknown;
  if (!protection.known) return protection;
  return doubt === undefined || usual.length === 0 ? first : unknownFact(doubt, place);
}

/** Why it is open which of the items that protect a machine is there, where each of them is under a condition. */
function doubtAbout(protectors: readonly ProtectedItem[], { resource }: MachineFacts): string | undefined {
  for (const item of protectors) {
    const because = perhapsGiven(item.resource, resource);
    if (because !== undefined) return perhapsProtects({ item, because });
  }
  return undefined;
}

function candidatesOf({ certain, perhaps }: ItemsOfMachine): readonly ProtectedItem[] {
  return [...certain, ...perhaps.map(({ item }) => item)].filter((item) => isNotIdle({ item }));
}

function agentOf(settings: MachineFacts['settings'], findAgentless: () => Fact<boolean>): Fact<AgentState> {
  const { provisionVMAgent, allowExtensionOperations, installed, missing } = settings;
  const facts = [provisionVMAgent, allowExtensionOperations, installed];
  const isFine = facts.every((fact) => fact.known && fact.value);
  if (isFine) return knownFact('available', facts.find((fact) => fact.known && !fact.isDefault) ?? provisionVMAgent);
  const agentless = findAgentless();
  if (agentless.known && agentless.value) return knownFact('notNeeded', agentless);
  const isOff = facts.some((fact) => fact.known && !fact.value);
  if (isOff && !agentless.known) {
    const because = `only an agentless policy can back it up as it is, and its policy is not known: ${agentless.because}`;
    return unknownFact(because, agentless);
  }
  if (provisionVMAgent.known && !provisionVMAgent.value) return knownFact('notProvisioned', provisionVMAgent);
  if (allowExtensionOperations.known && !allowExtensionOperations.value) {
    return knownFact('extensionsBlocked', allowExtensionOperations);
  }
  const unknown = facts.find((fact) => !fact.known);
  return unknown === undefined || unknown.known ? knownFact(missing, installed) : unknownFact(unknown.because, unknown);
}
