import type { Resource } from '../resource/resource.ts';
import { azureDefaults } from './azure-defaults.ts';
import type { Retention, RetentionTier } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import type { Lookup } from './read-property.ts';
import { asCount, factOf, lookInside, lookUp, oneOf } from './read-property.ts';

const tiers = [
  ['daily', 'dailySchedule'],
  ['weekly', 'weeklySchedule'],
  ['monthly', 'monthlySchedule'],
  ['yearly', 'yearlySchedule'],
] as const satisfies readonly (readonly [RetentionTier, string])[];

/**
 * How long every scheduled recovery point is kept: the daily tier when there is one, else the weekly, else the shortest of the others
 * (which keep only some points); `SimpleRetentionPolicy` has a single one.
 * https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults/backuppolicies#longtermretentionpolicy
 */
export function readRetention(policy: Resource): Fact<Retention> {
  const retention = lookUp(policy, ['properties', 'retentionPolicy']);
  if (retention.state === 'unknown') return unknownFact(retention.because, retention);
  if (retention.state === 'absent') return unknownFact('retentionPolicy is not set', retention);
  const rest: Fact<Retention>[] = [];
  for (const [tier, key] of tiers) {
    const schedule = lookInside(retention.value, [key], retention);
    if (schedule.state === 'absent') continue;
    const kept = readTier(schedule, tier);
    if (tier === 'daily' || tier === 'weekly') return kept;
    rest.push(kept);
  }
  return rest.length > 0 ? shortest(rest) : readSimple(retention);
}

function readSimple(retention: Lookup): Fact<Retention> {
  return retention.state === 'present' &&
    lookInside(retention.value, ['retentionDuration'], retention).state !== 'absent'
    ? readTier(retention, 'simple')
    : unknownFact('retentionPolicy sets no retention', retention);
}

function shortest(facts: readonly Fact<Retention>[]): Fact<Retention> {
  return facts.reduce((least, fact) => {
    if (!least.known) return least;
    return !fact.known || fact.value.days < least.value.days ? fact : least;
  });
}

function readTier(schedule: Lookup, tier: RetentionTier): Fact<Retention> {
  if (schedule.state === 'unknown') return unknownFact(schedule.because, schedule);
  if (schedule.state === 'absent') return unknownFact(`the ${tier} retention is not set`, schedule);
  const count = factOf(lookInside(schedule.value, ['retentionDuration', 'count'], schedule), asCount, {
    because: `the ${tier} retention has no retentionDuration.count`,
  });
  const unit = factOf(
    lookInside(schedule.value, ['retentionDuration', 'durationType'], schedule),
    oneOf(['Days', 'Weeks', 'Months', 'Years']),
    { because: `the ${tier} retention has no retentionDuration.durationType` },
  );
  if (!count.known) return count;
  if (!unit.known) return unit;
  const days = count.value * azureDefaults.daysPerUnit[unit.value];
  return knownFact({ days, tier, written: `${count.value} ${unit.value}` }, count);
}
