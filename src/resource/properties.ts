import type { Properties, Property, Value } from './value.ts';

/** Properties from a list, in order. A key given twice (ignoring case): the last one wins, at the place of the first, as in ARM. */
export function propertiesOf(list: Iterable<Property>): Properties {
  const byKey = new Map<string, Property>();
  for (const property of list) byKey.set(property.key.toLowerCase(), property);
  return new MapProperties(byKey);
}

class MapProperties implements Properties {
  readonly #byKey: ReadonlyMap<string, Property>;

  constructor(byKey: ReadonlyMap<string, Property>) {
    this.#byKey = byKey;
  }

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): Value | undefined {
    return this.entry(key)?.value;
  }

  entry(key: string): Property | undefined {
    return this.#byKey.get(key.toLowerCase());
  }

  [Symbol.iterator](): Iterator<Property> {
    return this.#byKey.values();
  }
}
