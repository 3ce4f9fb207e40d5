import type { Properties, Property, Value } from './value.ts';

/** Properties from a list, in order. A key given twice (ignoring case): the last one wins, at the place of the first, as in ARM. */
export function propertiesOf(list: readonly Property[]): Properties {
  return new ListedProperties(list);
}

/** Most objects are handed on and never looked into: the map is made when someone does. */
class ListedProperties implements Properties {
  readonly #list: readonly Property[];
  #byKey: ReadonlyMap<string, Property> | undefined;
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

  get(key: string): Value | undefined {
    return this.entry(key)?.value;
  }

  entry(key: string): Property | undefined {
    return this.#map().get(key.toLowerCase());
  }

  [Symbol.iterator](): Iterator<Property> {
    return this.#map().values();
  }

  #map(): ReadonlyMap<string, Property> {
    this.#byKey ??= byKeyOf(this.#list);
    return this.#byKey;
  }
}

function byKeyOf(list: readonly Property[]): ReadonlyMap<string, Property> {
  const byKey = new Map<string, Property>();
  for (const property of list) byKey.set(property.key.toLowerCase(), property);
  return byKey;
}
