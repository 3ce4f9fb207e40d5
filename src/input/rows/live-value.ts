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
      // Resource Graph writes columns that are not set as empty texts.
      return json === '' ? { kind: 'null', at } : { kind: 'string', value: json, at };
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
  return new LiveObject(json as GraphRow, at, over);
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

/** The value and its properties in one: objects come by the million. */
class LiveObject implements ObjectValue, Properties {
  readonly kind = 'object';
  readonly at: Location;
  readonly #json: GraphRow;
  readonly #over: Property | undefined;
  /** The object that was read last, by the name that was asked for: nearly all that is asked of a row is below its `properties`. */
  #lastKey: string | undefined;
  #last: Value | undefined;

  constructor(json: GraphRow, at: Location, over: Property | undefined) {
    this.at = at;
    this.#json = json;
    this.#over = over;
  }

  get properties(): Properties {
    return this;
  }

  get areAllKeysKnown(): boolean {
    return true;
  }

  get hasTwins(): boolean {
    return false;
  }

  get size(): number {
    return [...this].length;
  }

  get(key: string): Value | undefined {
    if (key === this.#lastKey) return this.#last;
    if (this.#over !== undefined && isSameName(this.#over.key, key)) return this.#over.value;
    const name = spelledName(this.#json, key);
    if (name === undefined) return undefined;
    const value = liveValue(this.#json[name], this.at);
    if (value.kind === 'object') {
      this.#lastKey = key;
      this.#last = value;
    }
    return value;
  }

  entry(key: string): Property | undefined {
    if (this.#over !== undefined && isSameName(this.#over.key, key)) return this.#over;
    const value = this.get(key);
    return value && { key: spelledName(this.#json, key) ?? key, keyAt: this.at, value };
  }

  *[Symbol.iterator](): Iterator<Property> {
    const over = this.#over;
    for (const name of Object.keys(this.#json)) {
      if (over === undefined || !isSameName(name, over.key)) yield liveProperty(name, this.#json[name], this.at);
    }
    if (over !== undefined) yield over;
  }
}
