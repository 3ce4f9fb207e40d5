import type { Value } from '../resource/value.ts';

const millisecondsPerHour = 3_600_000;
/** `2026-11-23T20:11:00.1234567Z`; without a zone it is UTC, as everywhere in Resource Graph. */
const isoTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
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
  if (time === undefined || Number.isNaN(time)) return undefined;
  return time < firstTime ? 'never' : time;
}

/** The hours between two times; never negative: clocks differ a little. */
export function hoursBetween(from: number, to: number): number {
  return Math.max(0, (to - from) / millisecondsPerHour);
}

function isoMilliseconds(text: string): number | undefined {
  const match = isoTime.exec(text);
  if (match === null) return undefined;
  const [, day = '', clock = '00:00', fraction = '', zone = 'Z'] = match;
  return Date.parse(`${day}T${clock}${clock.length > 5 ? fraction.slice(0, 4) : ''}${zone}`);
}
