import type { Properties, Property, Value } from './value.ts';

/**
 * Properties from a list, in order. A key given twice: the last one wins, at the place of the first. Keys that differ in case are two, as in
 * Azure's engine, which looks for the exact key first and then for the first one without case.
 */
export function propertiesOf(list: readonly Property[]): Properties {
  return new ListedProperties(list);
}

/** Most objects are handed on and never looked into: the map is made when someone does. */
class ListedProperties implements Properties {
  readonly #list: readonly Property[];
  #byKey: ReadonlyMap<string, Property> | undefined;
  #hasTwins = false;
  #areAllKeysKnown: boolean | undefined;

  constructor(list: readonly Property[]) {
    this.#list = list;
  }

  get size(): number {
    return this.#map().size;
  }

  get areAllKeysKnown(): boolean {
    this.#areAllKeysKnown ??= this.#list.every(({ unknownKey }) => unknownKey === undefined);
    return this.#areAllKeysKnown;
  }

  get hasTwins(): boolean {
    this.#map();
    return this.#hasTwins;
  }

  get(key: string): Value | undefined {
    return this.entry(key)?.value;
  }

  entry(key: string): Property | undefined {
    const byKey = this.#map();
    const twin = this.#hasTwins ? byKey.get(twinKey(key)) : undefined;
    return twin ?? byKey.get(key.toLowerCase());
  }

  [Symbol.iterator](): Iterator<Property> {
    return this.#map().values();
  }

  #map(): ReadonlyMap<string, Property> {
    this.#byKey ??= this.#byKeyOf(this.#list);
    return this.#byKey;
  }

  #byKeyOf(list: readonly Property[]): ReadonlyMap<string, Property> {
    const byKey = new Map<string, Property>();
    for (const property of list) {
      const lower = property.key.toLowerCase();
      const isTwin = (byKey.get(lower)?.key ?? property.key) !== property.key;
      this.#hasTwins ||= isTwin;
      byKey.set(isTwin ? twinKey(property.key) : lower, property);
    }
    return byKey;
  }
}

/** Where a property is kept whose key differs in case alone from an earlier one: under a key that no lower-case key is. */
function twinKey(key: string): string {
  return `${key}\u0000`;
}
