import { callSymbol, unknownValue } from '../../resource/unknown.ts';
import type { Location } from '../../text/location.ts';
import { isSameName, spelledName } from './graph-row.ts';
import type { GraphRow } from './graph-row.ts';
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

/** A JSON object of a live resource. `over` is a property that it has besides, or instead of its own. */
export function liveObject(json: object, at: Location, over?: Property): ObjectValue {
  // Any object may be read by string keys.
  return { kind: 'object', properties: new LiveProperties(json as GraphRow, at, over), at };
}

/** A property of a live resource whose value does not come from its row. */
export function liveProperty(key: string, value: unknown, at: Location): Property {
  return { key, keyAt: at, value: liveValue(value, at) };
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
  readonly hasTwins = false;
  readonly #json: GraphRow;
  readonly #at: Location;
  readonly #over: Property | undefined;
  /** The object that was read last: nearly all that is asked of a row is below its `properties`. */
  #last: Property | undefined;

  constructor(json: GraphRow, at: Location, over: Property | undefined) {
    this.#json = json;
    this.#at = at;
    this.#over = over;
  }

  get size(): number {
    return [...this].length;
  }

  get(key: string): Value | undefined {
    return this.entry(key)?.value;
  }

  entry(key: string): Property | undefined {
    if (this.#last !== undefined && this.#last.key === key) return this.#last;
    const entry = this.#find(key);
    if (entry?.value.kind === 'object') this.#last = entry;
    return entry;
  }

  *[Symbol.iterator](): Iterator<Property> {
    const over = this.#over;
    for (const name of Object.keys(this.#json)) {
      if (over === undefined || !isSameName(name, over.key)) yield this.#property(name);
    }
    if (over !== undefined) yield over;
  }

  #find(key: string): Property | undefined {
    if (this.#over !== undefined && isSameName(this.#over.key, key)) return this.#over;
    const name = spelledName(this.#json, key);
    return name === undefined ? undefined : this.#property(name);
  }

  #property(name: string): Property {
    return liveProperty(name, this.#json[name], this.#at);
  }
}
