import type { Resource } from '../../resource/resource.ts';
import type { Estate, VirtualMachine } from '../../estate/estate.ts';
import { plainText } from '../../resource/text-parts.ts';
import { ownerOf } from './machine-owner.ts';
import type { OwnerClass } from './machine-owner.ts';
import { matchesPattern } from './match-pattern.ts';
import { subscriptionOf } from '../../estate/find-gap.ts';

/** Which machines are not judged; `audit:` in the configuration. */
export interface ExemptionSettings {
  /** Machines younger than this are not judged; 0 judges all. */
  readonly gracePeriodHours: number;
  /** Machines that something else owns and can make again, by class. */
  readonly exempt: Readonly<Record<OwnerClass, boolean>>;
  readonly exclude: Exclusions;
}

/** Machines that a person takes out; texts ignore case, and `*` stands for anything. */
export interface Exclusions {
  /** `name`, or `name=value`. */
  readonly tags: readonly string[];
  /** Ids or names. */
  readonly subscriptions: readonly string[];
  /** Ids or display names, of any level above the subscription. */
  readonly managementGroups: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly names: readonly string[];
}

/** What is known of a subscription besides its id. */
export interface SubscriptionFacts {
  readonly name?: string;
  /** Ids and display names of the management groups above it. */
  readonly managementGroups?: readonly string[];
}

/** Why a machine is not judged. */
export interface Exemption {
  readonly kind: ExemptionKind;
  readonly because: string;
}

/** Why a machine is exempt: what owns it, its age, or the configuration. */
export type ExemptionKind = OwnerClass | 'young' | 'excluded';

/** A machine that is not judged, and why. */
export interface ExemptMachine extends Exemption {
  readonly machine: VirtualMachine;
}

/** An estate without the machines that are not judged, and these. */
export interface Exempted {
  readonly estate: Estate;
  readonly exempt: readonly ExemptMachine[];
}

/**
 * Takes the exempt machines out of an estate, and their items with them. Each is handed back with its reason: what is not judged is told.
 * `subscriptions` by id in lower case.
 */
export function exemptMachines(
  estate: Estate,
  settings: ExemptionSettings,
  subscriptions: ReadonlyMap<string, SubscriptionFacts> = new Map(),
): Exempted {
  const exempt: ExemptMachine[] = [];
  const gone = new Set<VirtualMachine>();
  for (const machine of estate.virtualMachine) {
    const exemption = exemptionOf(machine, settings, subscriptions);
    if (exemption === undefined) continue;
    exempt.push({ ...exemption, machine });
    gone.add(machine);
  }
  if (exempt.length === 0) return { estate, exempt };
  return {
    estate: {
      ...estate,
      virtualMachine: estate.virtualMachine.filter((machine) => !gone.has(machine)),
      protectedItem: estate.protectedItem.filter(({ machine }) => !machine.known || !gone.has(machine.value)),
    },
    exempt,
  };
}

/** Why a machine is not judged; undefined when it is. What a person says comes before what is recognised. */
function exemptionOf(
  machine: VirtualMachine,
  settings: ExemptionSettings,
  subscriptions: ReadonlyMap<string, SubscriptionFacts>,
): Exemption | undefined {
  const excluded = exclusionOf(machine.resource, settings.exclude, subscriptions);
  if (excluded !== undefined) return excluded;
  const owner = ownerOf(machine.resource);
  if (owner !== undefined && settings.exempt[owner.kind]) return owner;
  return youthOf(machine, settings.gracePeriodHours);
}

function youthOf({ ageHours }: VirtualMachine, gracePeriodHours: number): Exemption | undefined {
  if (gracePeriodHours === 0 || !ageHours.known || ageHours.value >= gracePeriodHours) return undefined;
  return {
    kind: 'young',
    because: `it is younger than ${gracePeriodHours} hours (audit.gracePeriodHours)`,
  };
}

function exclusionOf(
  machine: Resource,
  exclude: Exclusions,
  subscriptions: ReadonlyMap<string, SubscriptionFacts>,
): Exemption | undefined {
  for (const { key, textsOf } of exclusionTexts) {
    if (exclude[key].length === 0) continue;
    const texts = textsOf(machine, subscriptions);
    const pattern = exclude[key].find((each) => texts.some((text) => matchesPattern(text, each)));
    if (pattern !== undefined)
      return { kind: 'excluded', because: `the configuration excludes it: audit.exclude.${key} '${pattern}'` };
  }
  return undefined;
}

/** In the order in which they are looked at, what the patterns of each kind are held against. */
const exclusionTexts: readonly {
  readonly key: keyof Exclusions;
  readonly textsOf: (machine: Resource, subscriptions: ReadonlyMap<string, SubscriptionFacts>) => readonly string[];
}[] = [
  { key: 'names', textsOf: ({ id }) => [plainText(id.names.at(-1))] },
  {
    key: 'resourceGroups',
    textsOf: ({ id: { scope } }) => (scope.kind === 'resourceGroup' ? [plainText(scope.resourceGroup)] : []),
  },
  {
    key: 'subscriptions',
    textsOf: (machine, subscriptions) => {
      const name = factsOf(machine, subscriptions)?.name;
      return [plainText(subscriptionOf(machine)), ...(name === undefined ? [] : [name])];
    },
  },
  {
    key: 'managementGroups',
    textsOf: (machine, subscriptions) => factsOf(machine, subscriptions)?.managementGroups ?? [],
  },
  { key: 'tags', textsOf: tagTexts },
];

function factsOf(
  machine: Resource,
  subscriptions: ReadonlyMap<string, SubscriptionFacts>,
): SubscriptionFacts | undefined {
  return subscriptions.get(plainText(subscriptionOf(machine)).toLowerCase());
}

/** Each tag as `name`, and as `name=value`. */
function tagTexts({ body }: Resource): readonly string[] {
  const tags = body.properties.get('tags');
  if (tags?.kind !== 'object') return [];
  return [...tags.properties].flatMap(({ key, value }) => [key, `${key}=${plainText(value)}`]);
}
