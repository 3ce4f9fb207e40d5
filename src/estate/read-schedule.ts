import type { Resource } from '../resource/resource.ts';
import type { BackupSchedule } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import type { Lookup } from './read-property.ts';
import { asCount, factOf, lookUp, oneOf } from './read-property.ts';

const hoursOfDay = 24;

/**
 * How often a policy backs up. V1 (`SimpleSchedulePolicy`) runs once a day or on chosen weekdays, V2 (`SimpleSchedulePolicyV2`) also
 * every few hours of a window. The place is the value that decides.
 * https://learn.microsoft.com/azure/backup/backup-azure-vms-enhanced-policy
 */
export function readSchedule(policy: Resource): Fact<BackupSchedule> {
  const found = lookUp(policy, ['properties', 'schedulePolicy', 'scheduleRunFrequency']);
  const frequency = factOf(found, oneOf(['Hourly', 'Daily', 'Weekly']), {
    because: 'schedulePolicy.scheduleRunFrequency is not set',
  });
  if (!frequency.known) return frequency;
  switch (frequency.value) {
    case 'Daily':
      return knownFact({ frequency: 'Daily', runsPerDay: 1 }, frequency);
    case 'Weekly':
      return knownFact({ frequency: 'Weekly', runsPerWeek: readRunDays(policy) }, frequency);
    case 'Hourly':
      return readHourly(policy);
  }
}

/** Runs at the start of the window and then every `interval` hours inside it, never more often than fits into a day. */
function readHourly(policy: Resource): Fact<BackupSchedule> {
  const interval = readHours(policy, 'interval');
  const window = readHours(policy, 'scheduleWindowDuration');
  if (!interval.known) return interval;
  if (!window.known) return window;
  const intervalHours = interval.value;
  const windowHours = window.value;
  const runsPerDay = Math.min(Math.ceil(windowHours / intervalHours), Math.floor(hoursOfDay / intervalHours));
  return knownFact({ frequency: 'Hourly', runsPerDay, intervalHours, windowHours }, interval);
}

function readHours(policy: Resource, name: string): Fact<number> {
  const found = lookUp(policy, ['properties', 'schedulePolicy', 'hourlySchedule', name]);
  const hours = factOf(found, asCount, { because: `schedulePolicy.hourlySchedule.${name} is not set` });
  if (!hours.known || (hours.value >= 1 && hours.value <= hoursOfDay)) return hours;
  return unknownFact(`hourlySchedule.${name} is ${hours.value}, which is not between 1 and ${hoursOfDay} hours`, hours);
}

function readRunDays(policy: Resource): Fact<number> {
  const simple = lookUp(policy, ['properties', 'schedulePolicy', 'scheduleRunDays']);
  const enhanced = lookUp(policy, ['properties', 'schedulePolicy', 'weeklySchedule', 'scheduleRunDays']);
  return countDays(simple.state === 'absent' ? enhanced : simple);
}

function countDays(days: Lookup): Fact<number> {
  return factOf(days, (value) => (value.kind === 'array' ? value.items.length : undefined), {
    because: 'schedulePolicy.scheduleRunDays is not set',
  });
}
