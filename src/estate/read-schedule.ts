import type { Resource } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
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
      return knownFact(daily, frequency);
    case 'Weekly':
      return readWeekly(policy, frequency);
    case 'Hourly':
      return readHourly(policy);
  }
}

/** However many times are listed: for virtual machines only one is taken. https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas */
const daily = { frequency: 'Daily', runsPerDay: 1 } as const;

/** On every day of the week is once a day, whatever it is called. */
function readWeekly(policy: Resource, frequency: Fact<unknown>): Fact<BackupSchedule> {
  const runsPerWeek = readRunDays(policy);
  return runsPerWeek.known && runsPerWeek.value === weekdays.length
    ? knownFact(daily, frequency)
    : knownFact({ frequency: 'Weekly', runsPerWeek }, frequency);
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

/** The longest time between two scheduled backups of a policy. */
export function readLongestGap(policy: Resource, schedule: Fact<BackupSchedule>): Fact<number> {
  if (!schedule.known) return schedule;
  const { value } = schedule;
  switch (value.frequency) {
    case 'Daily':
      return knownFact(hoursOfDay, schedule);
    case 'Hourly': {
      const night = hoursOfDay - (value.runsPerDay - 1) * value.intervalHours;
      return knownFact(Math.max(value.intervalHours, night), schedule);
    }
    case 'Weekly':
      return factOf(runDaysOf(policy), longestGapOfWeek, { because: 'schedulePolicy.scheduleRunDays is not set' });
  }
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The most hours between two chosen weekdays, around the week. */
function longestGapOfWeek(value: Value): number | undefined {
  const days = chosenDays(value);
  if (days === undefined || days.length === 0) return undefined;
  const next = (index: number): number => days[index + 1] ?? (days[0] ?? 0) + weekdays.length;
  return Math.max(...days.map((day, index) => next(index) - day)) * hoursOfDay;
}

/** The numbers of the weekdays that are listed, in order and each once; undefined when something else is listed. */
function chosenDays(days: Value): readonly number[] | undefined {
  if (days.kind !== 'array') return undefined;
  const numbers = days.items.map((day) => (day.kind === 'string' ? weekdays.indexOf(day.value.toLowerCase()) : -1));
  return numbers.includes(-1) ? undefined : [...new Set(numbers)].sort((a, b) => a - b);
}

function runDaysOf(policy: Resource): Lookup {
  // What V1 has in the schedule itself, V2 has in a part of it.
  const simple = lookUp(policy, ['properties', 'schedulePolicy', 'scheduleRunDays']);
  return simple.state === 'absent'
    ? lookUp(policy, ['properties', 'schedulePolicy', 'weeklySchedule', 'scheduleRunDays'])
    : simple;
}

function readRunDays(policy: Resource): Fact<number> {
  return factOf(runDaysOf(policy), (value) => chosenDays(value)?.length, {
    because: 'schedulePolicy.scheduleRunDays is not set',
  });
}
