import type { Value } from '../resource/value.ts';
import type { Fact, FactPlace } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';

const millisecondsPerHour = 3_600_000;
/** Clocks differ, and a row may be younger than the first answer, which ages are measured from. */
const mostHoursAhead = 1;
/** No date holds more: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const lastTime = 8.64e15;
/** `2026-11-23T20:11:00.1234567Z`; without a zone it is UTC, as everywhere in Resource Graph. */
const isoTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
/** What nearly all times look like: these need not be put together anew. */
const usualTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;
/** How Windows PowerShell writes a time into JSON. */
const dotNetTime = /^\/Date\((-?\d{1,16})\)\/$/;
/** Azure's ways to say "never" are years long before there was an Azure. */
const firstTime = Date.UTC(2000, 0, 1);

/** A time as milliseconds since 1970, `never` for the times that stand for none; undefined for text that is no time. */
export function asTime(value: Value): number | 'never' | undefined {
  if (value.kind !== 'string') return undefined;
  const text = value.value.trim();
  const dotNet = dotNetTime.exec(text);
  const time = dotNet === null ? isoMilliseconds(text) : Number(dotNet[1]);
  if (time === undefined || Number.isNaN(time) || time > lastTime) return undefined;
  return time < firstTime ? 'never' : time;
}

/** The hours that have passed from a time to the moment of the audit; a time that is yet to come has no age. */
export function readHoursSince(time: number, now: number | undefined, place: FactPlace): Fact<number> {
  if (now === undefined) return unknownFact('the time of the audit is not known', place);
  const hours = (now - time) / millisecondsPerHour;
  if (hours >= -mostHoursAhead) return knownFact(Math.max(0, hours), place);
  // The same words for all: a clock that is wrong concerns every row.
  const moment = new Date(now).toISOString();
  return unknownFact(`its time is later than that of the audit (${moment}): one of the two clocks is wrong`, place);
}

function isoMilliseconds(text: string): number | undefined {
  if (usualTime.test(text)) return Date.parse(text);
  const match = isoTime.exec(text);
  if (match === null) return undefined;
  const [, day = '', clock = '00:00', fraction = '', zone = 'Z'] = match;
  return Date.parse(`${day}T${clock}${clock.length > 5 ? fraction.slice(0, 4) : ''}${zone}`);
}
