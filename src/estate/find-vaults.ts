import type { Resource } from '../resource/resource.ts';
import { sameText } from '../resource/same-value.ts';
import type { Value } from '../resource/value.ts';
import type { ReadingContext, Vault } from './estate.ts';
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
  const bySubscription = new Map<string | undefined, Vault[]>();
  for (const vault of vaults) {
    const key = keyOf(subscriptionOf(vault.resource));
    const group = bySubscription.get(key);
    if (group === undefined) bySubscription.set(key, [vault]);
    else group.push(vault);
  }
  return (machine) => {
    const { resource, location } = machine;
    const place = { at: machine.at, holder: resource };
    if (!location.known) return location;
    const key = keyOf(subscriptionOf(resource));
    const near = key === undefined ? vaults : [key, undefined].flatMap((each) => bySubscription.get(each) ?? []);
    const truths = near.map((vault) => ({ vault, truth: isInReach(vault, machine) }));
    const certain = truths.filter(({ truth }) => truth.known && truth.value).map(({ vault }) => vault);
    if (certain.length > 0) return knownFact(certain, location);
    const doubt = truths.find(({ truth }) => !truth.known)?.truth;
    if (doubt !== undefined && !doubt.known) return doubt;
    const gap = findGap({ types: vaultTypes, near: resource, region: location });
    return gap === undefined
      ? knownFact([], place)
      : unknownFact(`a part that may hold a vault for it could not be read: ${gap.because}`, place);
  };
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
