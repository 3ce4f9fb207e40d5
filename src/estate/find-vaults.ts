import type { Resource } from '../resource/resource.ts';
import { sameText } from '../resource/same-value.ts';
import type { Value } from '../resource/value.ts';
import { groupBy } from '../text/group-by.ts';
import type { ReadingContext, Region, Vault } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import type { MachineFacts } from './read-machine.ts';
import { compareRegions } from './read-region.ts';
import { subscriptionOf } from './find-gap.ts';

const vaultTypes = ['microsoft.recoveryservices/vaults'];

/** The vaults that may protect a machine: those of its own subscription and region. */
export type FindVaults = (machine: MachineFacts) => Fact<readonly Vault[]>;

/**
 * Finds the vaults in reach of machines. Azure Backup stays within a subscription and a region, but for vaults that may choose the region:
 * https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas
 */
export function createVaultFinder(vaults: readonly Vault[], { findGap }: ReadingContext): FindVaults {
  const reachOf = createReachFinder(vaults);
  return (machine) => {
    const { resource, location } = machine;
    if (!location.known) return location;
    const { certain, doubt } = reachOf(machine, location.value);
    if (certain.length > 0) return knownFact(certain, location);
    if (doubt !== undefined) return doubt;
    const place = { at: machine.at, holder: resource };
    const gap = findGap({ types: vaultTypes, near: resource, region: location });
    return gap === undefined
      ? knownFact([], place)
      : unknownFact(`a part that may hold a vault for it could not be read: ${gap.because}`, place);
  };
}

/** The vaults that are in reach of a machine, and why another one perhaps is. */
interface Reach {
  readonly certain: readonly Vault[];
  readonly doubt: Fact<never> | undefined;
}

/** Machines of one subscription and region have the same vaults in reach: they are looked for once. */
function createReachFinder(vaults: readonly Vault[]): (machine: MachineFacts, region: Region) => Reach {
  const bySubscription = groupBy(vaults, (vault) => keyOf(subscriptionOf(vault.resource)));
  const known = new Map<string, Reach>();
  return (machine, { value }) => {
    const key = keyOf(subscriptionOf(machine.resource));
    if (key === undefined) return findReach(vaults, machine);
    const place = value.kind === 'string' ? `${key}/${value.value}` : undefined;
    let reach = place === undefined ? undefined : known.get(place);
    if (reach !== undefined) return reach;
    reach = findReach([...(bySubscription.get(key) ?? []), ...(bySubscription.get(undefined) ?? [])], machine);
    if (place !== undefined) known.set(place, reach);
    return reach;
  };
}

function findReach(vaults: readonly Vault[], machine: MachineFacts): Reach {
  const truths = vaults.map((vault) => ({ vault, truth: isInReach(vault, machine) }));
  const certain = truths.filter(({ truth }) => truth.known && truth.value).map(({ vault }) => vault);
  const [doubt] = truths.flatMap(({ truth }) => (truth.known ? [] : truth));
  return { certain, doubt };
}

function isInReach(vault: Vault, machine: MachineFacts): Fact<boolean> {
  const sameSubscription = sameSubscriptionOf(vault.resource, machine.resource);
  const place = { at: vault.at, holder: vault.resource };
  if (sameSubscription === false) return knownFact(false, place);
  const choice = vault.acceptsOtherRegions;
  const sameRegion = choice.known && choice.value ? choice : compareRegions(vault.location, machine.location);
  if (!sameRegion.known) return sameRegion;
  if (sameSubscription === true || !sameRegion.value) return sameRegion.value || choice.known ? sameRegion : choice;
  return unknownFact(`vault '${vault.name}' is perhaps in another subscription`, place);
}

function sameSubscriptionOf(a: Resource, b: Resource): boolean | undefined {
  const [first, second] = [subscriptionOf(a), subscriptionOf(b)];
  return first === undefined || second === undefined ? undefined : sameText(first, second, { ignoreCase: true });
}

function keyOf(subscription: Value | undefined): string | undefined {
  return subscription?.kind === 'string' ? subscription.value.toLowerCase() : undefined;
}
