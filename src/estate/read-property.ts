import type { Resource } from '../resource/resource.ts';
import { sameValue } from '../resource/same-value.ts';
import type { Properties, Value } from '../resource/value.ts';
import type { Location } from '../text/location.ts';
import { displayText } from '../resource/display-text.ts';
import type { Fact, FactPlace } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';

/** What looking a property up gave. `null` counts as absent, as in Resource Manager. */
export type Lookup = FactPlace &
  (
    | { readonly state: 'present'; readonly value: Exclude<Value, { kind: 'null' }> }
    | { readonly state: 'absent' }
    | { readonly state: 'unknown'; readonly because: string }
  );

/** Looks `path` up in the body of a resource. An unknown on the way makes the property unknown; its place is where that was written. */
export function lookUp(resource: Resource, path: readonly string[]): Lookup {
  return lookInside(resource.body, path, { at: resource.at, holder: resource });
}

/** Looks `path` up in a value that was read from `place`. */
export function lookInside(value: Value, path: readonly string[], place: FactPlace): Lookup {
  const { holder } = place;
  let current = value;
  let { at, property } = place;
  for (const key of path) {
    if (current.kind === 'unknown') return notSeen(current.because, placeOf(current.at, property, holder));
    const entry = current.kind === 'object' ? current.properties.entry(key) : undefined;
    if (entry === undefined) return missing(current, at, property, holder);
    if (current.kind === 'object' && isDisputed(current.properties, key)) {
      const because = `'${key}' is written twice, in different case, and which one counts is not documented`;
      return notSeen(because, placeOf(entry.value.at, entry.keyAt, holder));
    }
    current = entry.value;
    at = current.at;
    property = entry.keyAt;
  }
  if (current.kind === 'unknown') return notSeen(current.because, placeOf(at, property, holder));
  if (current.kind === 'null') return absentAt(at, property, holder);
  // Written out: rows come by the million.
  if (property === undefined || holder === undefined)
    return { ...placeOf(at, property, holder), state: 'present', value: current };
  return { at, property, holder, state: 'present', value: current };
}

/** The engine hands both on to the service, which takes one of them. */
function isDisputed(properties: Properties, key: string): boolean {
  if (!properties.hasTwins) return false;
  const [first, ...others] = [...properties].filter((property) => property.key.toLowerCase() === key.toLowerCase());
  return first !== undefined && others.some(({ value }) => sameValue(first.value, value) !== true);
}

function placeOf(at: Location, property: Location | undefined, holder: Resource | undefined): FactPlace {
  if (holder === undefined) return property === undefined ? { at } : { at, property };
  return property === undefined ? { at, holder } : { at, property, holder };
}

function notSeen(because: string, place: FactPlace): Lookup {
  const { at, property, holder } = place;
  if (property === undefined || holder === undefined) return { ...place, state: 'unknown', because };
  // Written out, too: no machine shows its agent in a row.
  return { at, property, holder, state: 'unknown', because };
}

/** A key that is not there; but one whose name is unknown may be it. */
function missing(value: Value, at: Location, property: Location | undefined, holder: Resource | undefined): Lookup {
  if (value.kind === 'object' && !value.properties.areAllKeysKnown) {
    for (const { unknownKey } of value.properties) {
      if (unknownKey !== undefined) {
        return { ...placeOf(at, property, holder), state: 'unknown', because: unknownKey.because };
      }
    }
  }
  return absentAt(at, property, holder);
}

function absentAt(at: Location, property: Location | undefined, holder: Resource | undefined): Lookup {
  if (holder === undefined) return { ...placeOf(at, property, holder), state: 'absent' };
  return property === undefined ? { at, holder, state: 'absent' } : { at, property, holder, state: 'absent' };
}

/** What absence means: Azure's documented default, or not known and why. */
export type Absence<T> = { readonly isDefault: T } | { readonly because: string | (() => string) };

/**
 * A lookup as a fact. `convert` gives undefined for a value it cannot read; then the fact is unknown and quotes the value. What an
 * `existing` resource does not say is never a default: Azure has it, the template does not show it.
 */
export function factOf<T>(lookup: Lookup, convert: (value: Value) => T | undefined, absent: Absence<T>): Fact<T> {
  if (lookup.state === 'unknown') return unknownFact(lookup.because, lookup);
  if (lookup.state === 'absent') return absentFact(lookup, absent);
  const converted = convert(lookup.value);
  if (converted !== undefined) return knownFact(converted, lookup);
  return unknownFact(`${displayText(lookup.value)} is not a value that Azure Backup knows here`, lookup);
}

function absentFact<T>(lookup: Lookup, absent: Absence<T>): Fact<T> {
  const { holder } = lookup;
  if (holder?.existing) {
    const name = displayText(holder.name);
    return unknownFact(`'${name}' is an existing resource, whose settings the template does not show`, lookup);
  }
  if ('because' in absent) {
    return unknownFact(typeof absent.because === 'string' ? absent.because : absent.because(), lookup);
  }
  // A default is written nowhere: the declaration decides.
  const place = holder === undefined ? { at: lookup.at } : { at: holder.at, holder };
  return knownFact(absent.isDefault, place, true);
}

/** Text as written. */
export function asText(value: Value): string | undefined {
  return value.kind === 'string' && value.value.trim() !== '' ? value.value : undefined;
}

/** A boolean; Resource Manager also takes `"true"` and `"False"`. */
export function asBoolean(value: Value): boolean | undefined {
  if (value.kind === 'bool') return value.value;
  const text = value.kind === 'string' ? value.value.trim().toLowerCase() : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A whole number that is not negative; Resource Manager also takes it as text. */
export function asCount(value: Value): number | undefined {
  if (value.kind === 'number') return Number.isSafeInteger(value.value) && value.value >= 0 ? value.value : undefined;
  return value.kind === 'string' && /^\s*\d{1,9}\s*$/.test(value.value) ? Number(value.value) : undefined;
}

/** One of `words`, ignoring case, spelled as in `words`. */
export function oneOf<const W extends string>(words: readonly W[]): (value: Value) => W | undefined {
  return (value) => {
    const text = value.kind === 'string' ? value.value.trim().toLowerCase() : undefined;
    return words.find((word) => word.toLowerCase() === text);
  };
}
