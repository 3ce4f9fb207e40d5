import type { Resource } from '../resource/resource.ts';
import type { Located, Location } from '../text/location.ts';

/**
 * What a rule sees of a value: known (perhaps because Azure's default is documented), or unknown *because* of something the user can
 * act on. A rule gets at it through `known(fact)` only.
 */
export type Fact<T> = FactPlace &
  (
    | { readonly known: true; readonly value: T; readonly isDefault: boolean }
    | { readonly known: false; readonly because: string }
  );

/** `at`: where the deciding value was written, else the property, else the declaration. */
export interface FactPlace extends Located {
  /** The key of the property that holds the value. */
  readonly property?: Location;
  /** The resource whose declaration holds the property; it may be another one than the subject (a child that configures it). */
  readonly holder?: Resource;
}

/** A fact that is known. */
export function knownFact<T>(value: T, { at, property, holder }: FactPlace, isDefault = false): Fact<T> {
  // Written out: facts come by the million, and copying with spreads takes ten times as long.
  if (property === undefined) {
    return holder === undefined ? { at, known: true, value, isDefault } : { at, holder, known: true, value, isDefault };
  }
  return holder === undefined
    ? { at, property, known: true, value, isDefault }
    : { at, property, holder, known: true, value, isDefault };
}

/** A fact that only a deployment, another file or a person can know. */
export function unknownFact(because: string, { at, property, holder }: FactPlace): Fact<never> {
  if (property === undefined) {
    return holder === undefined ? { at, known: false, because } : { at, holder, known: false, because };
  }
  return holder === undefined
    ? { at, property, known: false, because }
    : { at, property, holder, known: false, because };
}

/** The fact with another value; unknown stays unknown. */
export function mapFact<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  return fact.known ? knownFact(change(fact.value), fact, fact.isDefault) : fact;
}
