/** A moment as .NET's `DateTimeOffset` holds it: the wall clock in ticks of 100 ns since 0001-01-01, and its offset from UTC. */
export interface Moment {
  readonly ticks: bigint;
  readonly offsetMinutes: number;
}

const ticksPerSecond = 10_000_000n;
const ticksPerMinute = 60n * ticksPerSecond;
const ticksPerDay = 86_400n * ticksPerSecond;
/** Ticks of 1970-01-01. */
const unixEpoch = 621_355_968_000_000_000n;
/** Ticks of the first moment after the year 9999. */
const endOfTime = 3_155_378_976_000_000_000n;

/** A moment in UTC from seconds since 1970; undefined outside the years 1 to 9999. */
export function fromEpoch(seconds: bigint): Moment | undefined {
  return inRange({ ticks: seconds * ticksPerSecond + unixEpoch, offsetMinutes: 0 });
}

/** Whole seconds since 1970, rounded down. */
export function toEpoch(moment: Moment): bigint {
  const ticks = utcTicks(moment) - unixEpoch;
  const seconds = ticks / ticksPerSecond;
  return ticks < 0n && ticks % ticksPerSecond !== 0n ? seconds - 1n : seconds;
}

/** The same moment at offset zero. */
export function inUtc(moment: Moment): Moment {
  return { ticks: utcTicks(moment), offsetMinutes: 0 };
}

/** The moment some ticks later; undefined outside the years 1 to 9999. */
export function later(moment: Moment, ticks: bigint): Moment | undefined {
  return inRange({ ...moment, ticks: moment.ticks + ticks });
}

function utcTicks(moment: Moment): bigint {
  return moment.ticks - BigInt(moment.offsetMinutes) * ticksPerMinute;
}

function inRange(moment: Moment): Moment | undefined {
  const utc = utcTicks(moment);
  return utc >= 0n && utc < endOfTime && moment.ticks >= 0n && moment.ticks < endOfTime ? moment : undefined;
}

/** The parts of a wall clock. */
export interface Clock {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Ticks within the second. */
  readonly fraction: number;
}

/** What the wall clock shows. */
export function clockOf({ ticks }: Moment): Clock & { readonly weekday: number } {
  const date = new Date(Number((ticks - unixEpoch) / 10_000n));
  const floor = (ticks - unixEpoch) % 10_000n < 0n ? new Date(date.getTime() - 1) : date;
  return {
    year: floor.getUTCFullYear(),
    month: floor.getUTCMonth() + 1,
    day: floor.getUTCDate(),
    hour: floor.getUTCHours(),
    minute: floor.getUTCMinutes(),
    second: floor.getUTCSeconds(),
    fraction: Number(ticks % ticksPerSecond),
    weekday: floor.getUTCDay(),
  };
}

/** A moment from the parts of its wall clock; undefined when there is no such date or time. */
export function momentOf(clock: Clock, offsetMinutes: number): Moment | undefined {
  const { year, month, day, hour, minute, second, fraction } = clock;
  if (month < 1 || month > 12 || day < 1 || year < 1 || year > 9999) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || Math.abs(offsetMinutes) > 14 * 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day) return undefined;
  const days = BigInt(date.getTime()) * 10_000n + unixEpoch;
  const time = BigInt(hour * 3600 + minute * 60 + second) * ticksPerSecond + BigInt(fraction);
  return inRange({ ticks: days + time, offsetMinutes });
}

const durationPattern =
  /^(-)?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/;

/**
 * Ticks of an ISO 8601 duration as .NET's XML reader counts them: a year is 365 days, twelve months are a year, a month is 30 days. Undefined when it is none (weeks are
 * none).
 */
export function durationTicks(text: string): bigint | undefined {
  const match = durationPattern.exec(text);
  if (match === null || text.length > 64) return undefined;
  const [, minus, years, months, days, hours, minutes, seconds, fraction = ''] = match;
  const whole = (digits: string | undefined): bigint => BigInt(digits ?? '0');
  const total =
    ((whole(years) + whole(months) / 12n) * 365n + (whole(months) % 12n) * 30n + whole(days)) * ticksPerDay +
    (whole(hours) * 3600n + whole(minutes) * 60n + whole(seconds)) * ticksPerSecond +
    BigInt(fraction.slice(0, 7).padEnd(7, '0'));
  return minus === undefined ? total : -total;
}
