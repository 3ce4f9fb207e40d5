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
export function knownFact<T>(value: T, place: FactPlace, isDefault = false): Fact<T> {
  return { ...placeOf(place), known: true, value, isDefault };
}

/** A fact that only a deployment, another file or a person can know. */
export function unknownFact(because: string, place: FactPlace): Fact<never> {
  return { ...placeOf(place), known: false, because };
}

/** The fact with another value; unknown stays unknown. */
export function mapFact<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  return fact.known ? knownFact(change(fact.value), fact, fact.isDefault) : fact;
}

function placeOf({ at, property, holder }: FactPlace): FactPlace {
  return { at, ...(property === undefined ? {} : { property }), ...(holder === undefined ? {} : { holder }) };
}
