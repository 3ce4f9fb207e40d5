import type { Resource } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
import type { BackupError } from './backup-errors.ts';
import { learnPageOf } from './backup-errors.ts';
import type { BackupOutcome, RecoveryPoint } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, mapFact, unknownFact } from './fact.ts';
import { readStateWords } from './item-state.ts';
import type { Lookup } from './read-property.ts';
import { asText, factOf, lookInside, lookUp } from './read-property.ts';
import { asTime, readHoursSince } from './read-time.ts';

const successes = ['completed', 'completedwithwarnings', 'succeeded', 'healthy'];
const failures = ['failed', 'unhealthy', 'cancelled', 'canceled', 'error'];
const running = ['inprogress', 'started', 'running'];
const waiting = ['irpending', 'configuringprotection'];
const broken = ['protectionerror', 'configuringprotectionfailed'];

/**
 * The newest recovery point of a live item, seen from `now`. An item that waits for its first backup has none; one that merely does not
 * say leaves it unknown. https://learn.microsoft.com/rest/api/backup/protected-items/get#azureiaascomputevmprotecteditem
 */
export function readRecoveryPoint(item: Resource, now: number | undefined): Fact<RecoveryPoint> {
  const found = lookUp(item, ['properties', 'lastRecoveryPoint']);
  const time = factOf<number | 'never'>(found, asTime, { isDefault: 'never' });
  if (!time.known) return time;
  if (time.value !== 'never') return ageOf(time.value, found, now);
  const completed = readCompletion(item);
  if (completed !== undefined) return ageOf(completed.time, completed.place, now);
  const isWaiting = readStateWords(item).some((word) => [...waiting, ...broken].includes(word));
  return isWaiting || !time.isDefault
    ? knownFact({ kind: 'none' }, found)
    : unknownFact('its row does not say when the last recovery point was made (lastRecoveryPoint is empty)', found);
}

/** A backup that completed made a recovery point, too, when the row does not name it. */
function readCompletion(item: Resource): { readonly time: number; readonly place: Lookup } | undefined {
  const place = lookUp(item, ['properties', 'lastBackupTime']);
  const time = place.state === 'present' ? asTime(place.value) : undefined;
  const status = statusOf(item);
  return typeof time === 'number' && status.known && successes.includes(status.value.toLowerCase())
    ? { time, place }
    : undefined;
}

function ageOf(time: number, place: Lookup, now: number | undefined): Fact<RecoveryPoint> {
  return mapFact(readHoursSince(time, now, place), (ageHours) => new TakenPoint(time, ageHours));
}

/** A class, so that its time is written out only where somebody reads it. */
class TakenPoint {
  readonly kind = 'taken';
  readonly ageHours: number;
  readonly #time: number;

  constructor(time: number, ageHours: number) {
    this.#time = time;
    this.ageHours = ageHours;
  }

  get time(): string {
    return new Date(this.#time).toISOString();
  }
}

/** How the last backup of a live item ended. Only what Azure calls complete counts as such. */
export function readLastBackup(item: Resource): Fact<BackupOutcome> {
  const status = statusOf(item);
  const word = status.known ? status.value.toLowerCase() : '';
  const written = status.known ? status.value : '';
  if (successes.includes(word)) return knownFact({ kind: 'completed', written, errors: [] }, status);
  if (failures.includes(word)) return knownFact({ kind: 'failed', written, errors: readErrors(item) }, status);
  if (running.includes(word)) return unknownFact('a backup is running, and its result is not there yet', status);
  const isSilent = word === '' || word === 'irpending';
  const words = isSilent ? readStateWords(item) : [];
  const isWaiting = words.some((each) => waiting.includes(each));
  const isBroken = words.some((each) => broken.includes(each));
  if (isSilent && isWaiting) return knownFact({ kind: 'none', written, errors: [] }, status);
  if (isSilent && isBroken) {
    return knownFact({ kind: 'failed', written: 'ProtectionError', errors: readErrors(item) }, status);
  }
  if (!status.known) return status;
  return unknownFact(`lastBackupStatus is '${written}', which does not say how the last backup ended`, status);
}

function statusOf(item: Resource): Fact<string> {
  return factOf(lookUp(item, ['properties', 'lastBackupStatus']), asText, {
    because: 'its row does not say how the last backup ended (lastBackupStatus is empty)',
  });
}

const mostErrors = 5;

/** The errors in `healthDetails` and in the details of each `kpisHealths` entry, without those that say that all is well. */
function readErrors(item: Resource): readonly BackupError[] {
  const details = lookUp(item, ['properties', 'healthDetails']);
  const indicators = lookUp(item, ['properties', 'kpisHealths']);
  const lists = [details, ...(indicators.state === 'present' ? detailsOfIndicators(indicators.value) : [])];
  const errors = lists.flatMap((list) =>
    list.state === 'present' && list.value.kind === 'array' ? list.value.items.flatMap(errorOf) : [],
  );
  const byCode = new Map(errors.slice(0, mostErrors).map((error) => [error.code, error]));
  return [...byCode.values()];
}

function detailsOfIndicators(indicators: Value): readonly Lookup[] {
  if (indicators.kind !== 'object') return [];
  return [...indicators.properties].map(({ value }) =>
    lookInside(value, ['resourceHealthDetails'], { at: indicators.at }),
  );
}

/** The name of the error is in `code` or `title`; `code` is otherwise a number. */
function errorOf(detail: Value): readonly BackupError[] {
  const code = textIn(detail, 'code');
  const title = textIn(detail, 'title');
  const isWell = /healthgreen/i.test(title ?? '');
  const names = [code, title].filter((text) => text !== undefined && /^[A-Za-z]\w{5,100}$/.test(text));
  const name = names[0] ?? code;
  if (isWell || name === undefined) return [];
  const text = textIn(detail, 'message') ?? (title === name ? undefined : title);
  return [{ code: name, page: learnPageOf(name), ...(text === undefined ? {} : { text }) }];
}

function textIn(value: Value, key: string): string | undefined {
  const found = value.kind === 'object' ? value.properties.get(key) : undefined;
  if (found?.kind === 'number') return found.text;
  return found?.kind === 'string' && found.value.trim() !== '' ? found.value.trim() : undefined;
}
