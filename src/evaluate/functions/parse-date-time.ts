import type { Moment } from './date-time.ts';
import { momentOf } from './date-time.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const weekday = '(?:(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*,? +)?';

/** Ways to write a date, or a date and a time behind a `T`, each with named groups: as .NET reads them with the invariant culture. */
const dates: readonly RegExp[] = [
  /^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2}) *T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d+))?)?(?= *(?:Z|[+-]|$))/i,
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?=[Zz]$)/,
  /^(?<year>\d{4})[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?/,
  /^(?<month>\d{1,2})[-/](?<day>\d{1,2})[-/](?<year>\d{4})/,
  new RegExp(`^${weekday}(?<day>\\d{1,2})[ -](?<name>${monthNames})[ -](?<year>\\d{4})`, 'i'),
  new RegExp(`^${weekday}(?<name>${monthNames}) +(?<day>\\d{1,2}),? +(?<year>\\d{4})`, 'i'),
  new RegExp(`^${weekday}(?<year>\\d{4})[ -](?<name>${monthNames})[ -](?<day>\\d{1,2})`, 'i'),
];

const longTime =
  /^[ ,]*(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:\.(?<fraction>\d+))?)?(?: *(?<half>[AP]M))?/i;
const zone = /^ *(?:(?<utc>Z|GMT|UTC)|(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?)?$/i;

/**
 * Reads a date and time as .NET's `DateTimeOffset.Parse` does with the invariant culture: ISO 8601 and its relaxed and compact forms,
 * `M/d/yyyy h:mm tt`, and English dates. Without an offset it is UTC. Undefined when it is none.
 */
export function parseDateTime(text: string): Moment | undefined {
  const trimmed = text.trim();
  for (const pattern of dates) {
    const date = pattern.exec(trimmed);
    if (date === null) continue;
    const moment = parseRest(date.groups ?? {}, trimmed.slice(date[0].length));
    if (moment !== undefined) return moment;
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

function parseRest(date: Groups, rest: string): Moment | undefined {
  const time = date['hour'] === undefined ? longTime.exec(rest) : null;
  const offset = zone.exec(time === null ? rest : rest.slice(time[0].length));
  if (offset === null) return undefined;
  const clock = time?.groups ?? date;
  const hour = hourOf(clock);
  if (hour === undefined) return undefined;
  const month =
    date['name'] === undefined ? Number(date['month']) : months.indexOf(date['name'].slice(0, 3).toLowerCase()) + 1;
  const fraction = Math.round(Number(`0.${clock['fraction'] ?? '0'}`) * 1e7);
  return momentOf(
    {
      year: Number(date['year']),
      month,
      day: Number(date['day'] ?? '1'),
      hour,
      minute: Number(clock['minute'] ?? '0'),
      second: Number(clock['second'] ?? '0'),
      fraction,
    },
    offsetOf(offset.groups ?? {}),
  );
}

function hourOf(clock: Groups): number | undefined {
  const hour = Number(clock['hour'] ?? '0');
  const half = clock['half']?.toLowerCase();
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function offsetOf(groups: Groups): number {
  const minutes = Number(groups['hours'] ?? '0') * 60 + Number(groups['minutes'] ?? '0');
  return groups['sign'] === '-' ? -minutes : minutes;
}
