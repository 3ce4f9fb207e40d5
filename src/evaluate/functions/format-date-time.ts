import type { Moment } from './date-time.ts';
import { clockOf, inUtc } from './date-time.ts';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** .NET's standard formats with the invariant culture; those in `universal` show UTC. */
const standard: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  m: 'MMMM dd',
  M: 'MMMM dd',
  o: "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz",
  O: "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz",
  r: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  R: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  s: "yyyy-MM-dd'T'HH:mm:ss",
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy-MM-dd HH:mm:ss'Z'",
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
};
const universal = new Set(['r', 'R', 'u']);

/**
 * A moment in one of .NET's standard or custom formats (https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings).
 * Undefined where .NET refuses the format.
 */
export function formatDateTime(moment: Moment, format: string): string | undefined {
  if (format === '') return custom(moment, 'MM/dd/yyyy HH:mm:ss zzz');
  if (format.length > 1) return custom(moment, format);
  const pattern = standard[format];
  return pattern === undefined ? undefined : custom(universal.has(format) ? inUtc(moment) : moment, pattern);
}

const tokens = /\\[^]|\\$|'[^']*'?|"[^"]*"?|%.|%$|(?<letter>[yMdhHmsfFtzgK])\k<letter>*|[^]/g;

function custom(moment: Moment, format: string): string | undefined {
  let text = '';
  for (const match of format.matchAll(tokens)) {
    const [token] = match;
    let piece: string | undefined;
    if (match.groups?.['letter'] !== undefined) piece = field(moment, token);
    else if (token.startsWith('%'))
      piece = token.length === 2 && token !== '%%' ? custom(moment, token.slice(1)) : undefined;
    else piece = literal(token);
    if (piece === undefined) return undefined;
    // `.FFF` takes its point with it when there is nothing to show.
    if (piece === '' && token.startsWith('F') && text.endsWith('.')) text = text.slice(0, -1);
    text += piece;
  }
  return text;
}

function literal(token: string): string | undefined {
  if (token.startsWith('\\')) return token.length === 2 ? token.slice(1) : undefined;
  if (token.startsWith("'") || token.startsWith('"')) {
    return token.length > 1 && token.endsWith(token.charAt(0)) ? token.slice(1, -1) : undefined;
  }
  return token;
}

function field(moment: Moment, token: string): string | undefined {
  const clock = clockOf(moment);
  const count = token.length;
  const padded = (value: number, width = Math.min(count, 2)): string => String(value).padStart(width, '0');
  switch (token.charAt(0)) {
    case 'y':
      return count <= 2 ? padded(clock.year % 100) : padded(clock.year, count);
    case 'M':
      return count <= 2 ? padded(clock.month) : named(monthNames[clock.month - 1], count);
    case 'd':
      return count <= 2 ? padded(clock.day) : named(dayNames[clock.weekday], count);
    case 'h':
      return padded(clock.hour % 12 || 12);
    case 'H':
      return padded(clock.hour);
    case 'm':
      return padded(clock.minute);
    case 's':
      return padded(clock.second);
    case 'f':
    case 'F':
      return fraction(clock.fraction, token);
    case 't':
      return (clock.hour < 12 ? 'AM' : 'PM').slice(0, count === 1 ? 1 : 2);
    case 'g':
      return 'A.D.';
    case 'K':
      return offset(moment, 3).repeat(count);
    default:
      return offset(moment, count);
  }
}

function named(name: string | undefined, count: number): string | undefined {
  return count === 3 ? name?.slice(0, 3) : name;
}

function fraction(ticks: number, token: string): string | undefined {
  if (token.length > 7) return undefined;
  const digits = String(ticks).padStart(7, '0').slice(0, token.length);
  return token.startsWith('F') ? digits.replace(/0+$/, '') : digits;
}

function offset({ offsetMinutes }: Moment, count: number): string {
  const sign = offsetMinutes < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(offsetMinutes) / 60));
  if (count === 1) return sign + hours;
  const text = sign + hours.padStart(2, '0');
  return count === 2 ? text : `${text}:${String(Math.abs(offsetMinutes) % 60).padStart(2, '0')}`;
}
