/** The tree of a JSON text with comments and multi-line strings: what was written, with offsets (half-open, UTF-16). */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral | JsonMissing;

export interface JsonObject {
  readonly kind: 'object';
  readonly start: number;
  readonly end: number;
  /** In order, duplicates included. */
  readonly properties: readonly JsonProperty[];
}
export interface JsonProperty {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonNode;
}
export interface JsonArray {
  readonly kind: 'array';
  readonly start: number;
  readonly end: number;
  readonly items: readonly JsonNode[];
}
export interface JsonString {
  readonly kind: 'string';
  readonly start: number;
  readonly end: number;
  /** Escapes resolved. */
  readonly value: string;
  /** True when the characters between the quotes are the value itself: then offset `start + 1 + i` is `value[i]`. */
  readonly verbatim: boolean;
}
export interface JsonNumber {
  readonly kind: 'number';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
export interface JsonLiteral {
  readonly kind: 'true' | 'false' | 'null';
  readonly start: number;
  readonly end: number;
}
/** A value is due here and none is written. */
export interface JsonMissing {
  readonly kind: 'missing';
  readonly start: number;
  readonly end: number;
}
