import { callSymbol, unknownValue } from '../../resource/unknown.ts';
import type { Location } from '../../text/location.ts';
import type { ArrayValue, ObjectValue, Properties, Property, Value } from '../../resource/value.ts';

/** Stands in JSON for a part that Azure has and that was not read, with the reason. */
export class NotRead {
  readonly because: string;

  constructor(because: string) {
    this.because = because;
  }
}

/**
 * JSON of a live resource as a value, wrapped lazily: what nobody reads is never converted, so that a million rows cost what the rules
 * read, not what Azure sent.
 */
function liveValue(json: unknown, at: Location): Value {
  switch (typeof json) {
    case 'string':
      return { kind: 'string', value: json, at };
    case 'number':
      return { kind: 'number', value: json, text: String(json), at };
    case 'boolean':
      return { kind: 'bool', value: json, at };
    default:
      if (Array.isArray(json)) return new LiveArray(json, at);
      if (json instanceof NotRead) return notRead(json, at);
      return typeof json === 'object' && json !== null ? liveObject(json, at) : { kind: 'null', at };
  }
}

function notRead({ because }: NotRead, at: Location): Value {
  return unknownValue(callSymbol('reference', [], at.kind === 'live' ? at.resourceId : ''), because, at);
}

/** A JSON object of a live resource. */
export function liveObject(json: object, at: Location): ObjectValue {
  return { kind: 'object', properties: new LiveProperties(json, at), at };
}

class LiveArray implements ArrayValue {
  readonly kind = 'array';
  readonly at: Location;
  readonly #json: readonly unknown[];
  #items: readonly Value[] | undefined;

  constructor(json: readonly unknown[], at: Location) {
    this.#json = json;
    this.at = at;
  }

  get items(): readonly Value[] {
    this.#items ??= this.#json.map((item) => liveValue(item, this.at));
    return this.#items;
  }
}

class LiveProperties implements Properties {
  readonly areAllKeysKnown = true;
  readonly #json: object;
  readonly #at: Location;

  constructor(json: object, at: Location) {
    this.#json = json;
    this.#at = at;
  }

  get size(): number {
    return Object.keys(this.#json).length;
  }

  get(key: string): Value | undefined {
    return this.entry(key)?.value;
  }

  entry(key: string): Property | undefined {
    const name = this.#nameOf(key);
    return name === undefined ? undefined : this.#property(name);
  }

  *[Symbol.iterator](): Iterator<Property> {
    for (const name of Object.keys(this.#json)) yield this.#property(name);
  }

  #nameOf(key: string): string | undefined {
    if (Object.hasOwn(this.#json, key)) return key;
    const wanted = key.toLowerCase();
    for (const name in this.#json) {
      if (name.length === key.length && name.toLowerCase() === wanted && Object.hasOwn(this.#json, name)) return name;
    }
    return undefined;
  }

  #property(name: string): Property {
    return { key: name, keyAt: this.#at, value: liveValue(Reflect.get(this.#json, name), this.#at) };
  }
}
