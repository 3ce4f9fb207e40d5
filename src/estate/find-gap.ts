import type { Gap } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
import { sameText } from '../resource/same-value.ts';
import type { Resource } from '../resource/resource.ts';
import { groupBy } from '../text/group-by.ts';
import type { Region } from './estate.ts';
import type { Fact } from './fact.ts';

/** What may be missing: resources of these types (lower case) that belong to a resource of this region. */
export interface Missing {
  readonly types: readonly string[];
  readonly near: Pick<Resource, 'id'>;
  readonly region: Fact<Region>;
}

/** The first gap in which such a resource may be. */
export type FindGap = (missing: Missing) => Gap | undefined;

/**
 * Finds gaps by the subscription of what may be missing. Azure Backup protects a machine from vaults of its own subscription and region
 * only: what is hidden elsewhere says nothing about it. https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas
 */
export function createGapFinder(gaps: readonly Gap[]): FindGap {
  const bySubscription = groupBy(gaps, ({ subscriptionId }) => subscriptionId?.toLowerCase());
  const everywhere = bySubscription.get(undefined) ?? [];
  return (missing) => {
    const subscription = subscriptionOf(missing.near);
    // What is in an unknown subscription may be missing from any.
    if (subscription?.kind !== 'string') return gaps.find((gap) => mayHold(gap, missing));
    const own = bySubscription.get(subscription.value.toLowerCase()) ?? [];
    return everywhere.find((gap) => mayHold(gap, missing)) ?? own.find((gap) => mayHold(gap, missing));
  };
}

function mayHold(gap: Gap, { types, near, region }: Missing): boolean {
  if (gap.types !== undefined && !gap.types.some((type) => types.includes(type))) return false;
  if (gap.subscriptionId !== undefined && !mayBe(subscriptionOf(near), gap.subscriptionId)) return false;
  return gap.region === undefined || !region.known || mayBe(region.value.value, gap.region);
}

/** Unknown values may be anything. */
function mayBe(value: Value | undefined, text: string): boolean {
  if (value === undefined) return true;
  return sameText(value, { kind: 'string', value: text, at: value.at }, ignoring) !== false;
}

const ignoring = { ignoreCase: true, ignoreBlanks: true } as const;

/** The subscription that a resource is in; undefined where its id does not show one. */
export function subscriptionOf({ id: { scope } }: Pick<Resource, 'id'>): Value | undefined {
  return scope.kind === 'resourceGroup' || scope.kind === 'subscription' ? scope.subscriptionId : undefined;
}
