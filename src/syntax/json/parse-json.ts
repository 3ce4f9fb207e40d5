import type { SyntaxProblem } from '../syntax-problem.ts';
import type { Span } from '../../text/source-file.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import type { JsonArray, JsonNode, JsonObject, JsonProperty } from './nodes.ts';
import { ProblemList } from './problem-list.ts';
import { scalarOf, scanString } from './scan-scalar.ts';
import { endOfWord, skipTrivia } from './scan-trivia.ts';

/** What reading a JSON text gave: the tree (as far as it goes), what is wrong with the text, and where its comments stand. */
export interface JsonDocument {
  /** `undefined` when the text holds no value at all. */
  readonly root: JsonNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Span[];
}

/** Containers nested deeper than this are not read, and a problem says so: consumers of the tree may recurse. */
export const maximumJsonDepth = 1000;

/**
 * Reads a JSON text as Azure's own reader (Newtonsoft.Json) does: comments, line breaks inside strings, trailing commas, single quotes,
 * bare property names, hexadecimal and octal numbers are accepted; a missing value is null. Keys given twice are kept and warned about.
 * Iterative, so that nesting cannot overflow the stack. Never throws: what is wrong becomes a problem, and reading goes on behind it.
 */
export function parseJson(text: string): JsonDocument {
  return new JsonReader(text).read();
}

interface OpenObject extends JsonObject {
  end: number;
  properties: readonly JsonProperty[];
}
interface OpenArray extends JsonArray {
  end: number;
  items: readonly JsonNode[];
}
/** A container being read. `separated`: a key or value may come next, no comma is due. */
interface Frame {
  readonly node: OpenObject | OpenArray;
  /** How many of the properties or items read last are its own. */
  count: number;
  separated: boolean;
}

const nothing: readonly never[] = [];

const doubleQuote = 34;
const singleQuote = 39;
const comma = 44;
const colon = 58;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
const byteOrderMark = 0xfeff;

class JsonReader {
  readonly #text: string;
  readonly #problems = new ProblemList();
  readonly #comments: Span[] = [];
  readonly #stack: Frame[] = [];
  /** What containers hold that are still open, those of the innermost last: a list that grows by itself, one for each, would reserve room for 17. */
  readonly #properties: JsonProperty[] = [];
  readonly #items: JsonNode[] = [];
  #position = 0;
  #openArrays = 0;
  #openObjects = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonDocument {
    if (this.#text.charCodeAt(0) === byteOrderMark) this.#position = 1;
    this.#skipTrivia();
    let root: JsonNode | undefined;
    if (this.#position < this.#text.length) {
      root = this.#value();
      for (let frame = this.#stack.at(-1); frame !== undefined; frame = this.#stack.at(-1)) {
        if (frame.node.kind === 'object') this.#stepObject(frame);
        else this.#stepArray(frame);
      }
      this.#skipTrivia();
      if (this.#position < this.#text.length)
        this.#error('There is text after the end of the JSON value', this.#position, this.#text.length);
    } else this.#error('The file is empty: a JSON value is expected', this.#position, this.#position);
    return { root, problems: this.#problems.list(), comments: this.#comments };
  }

  /** Reads one property, one comma or the end of an object. */
  #stepObject(frame: Frame): void {
    this.#skipTrivia();
    const code = this.#text.charCodeAt(this.#position);
    if (code === closeBrace) {
      this.#position++;
      this.#close();
    } else if (code === closeBracket) this.#wrongCloser(']', this.#openArrays);
    else if (this.#position >= this.#text.length) this.#unclosed('}');
    else if (code === comma) {
      if (frame.separated) this.#error('A property name is expected, not a comma', this.#position, this.#position + 1);
      this.#position++;
      frame.separated = true;
    } else {
      if (!frame.separated)
        this.#error("A comma is missing before this property: expected ',' or '}'", this.#position, this.#position + 1);
      frame.separated = false;
      this.#property(frame);
    }
  }

  #property(frame: Frame): void {
    const keyStart = this.#position;
    const code = this.#text.charCodeAt(keyStart);
    let key: string;
    if (code === doubleQuote || code === singleQuote) {
      const scanned = scanString(this.#text, keyStart, this.#problems);
      this.#position = scanned.end;
      key = scanned.value;
    } else {
      this.#position = endOfWord(this.#text, keyStart);
      key = this.#text.slice(keyStart, this.#position);
      if (!/^[\w$-]+$/.test(key)) {
        this.#error('A property name in quotes is expected', keyStart, Math.max(this.#position, keyStart + 1));
        if (this.#position === keyStart) {
          this.#skipOne();
          return;
        }
      }
    }
    const keyEnd = this.#position;
    this.#skipTrivia();
    if (this.#text.charCodeAt(this.#position) !== colon) {
      this.#error(`A colon is missing after the property name '${shorten(key)}'`, keyEnd, keyEnd + 1);
    } else {
      this.#position++;
      this.#skipTrivia();
    }
    this.#properties.push({ key, keyStart, keyEnd, value: this.#value() });
    frame.count++;
  }

  /** Reads one item, one comma or the end of an array. */
  #stepArray(frame: Frame): void {
    this.#skipTrivia();
    const code = this.#text.charCodeAt(this.#position);
    if (code === closeBracket) {
      this.#position++;
      this.#close();
    } else if (code === closeBrace) this.#wrongCloser('}', this.#openObjects);
    else if (this.#position >= this.#text.length) this.#unclosed(']');
    else if (code === comma) {
      if (frame.separated) this.#item(frame, this.#missing());
      this.#position++;
      frame.separated = true;
    } else {
      if (!frame.separated)
        this.#error("A comma is missing before this item: expected ',' or ']'", this.#position, this.#position + 1);
      frame.separated = false;
      this.#item(frame, this.#value());
    }
  }

  #item(frame: Frame, item: JsonNode): void {
    this.#items.push(item);
    frame.count++;
  }

  /** Reads a scalar, or opens a container: its contents are read by the steps that follow. */
  #value(): JsonNode {
    const start = this.#position;
    const code = this.#text.charCodeAt(start);
    if (code === openBrace || code === openBracket) return this.#open(code, start);
    if (code === doubleQuote || code === singleQuote) {
      const scanned = scanString(this.#text, start, this.#problems);
      this.#position = scanned.end;
      return scanned;
    }
    if (code === comma || code === closeBrace || code === closeBracket || start >= this.#text.length)
      return this.#missing();
    this.#position = endOfWord(this.#text, start);
    if (this.#position === start) this.#skipOne();
    return scalarOf(this.#text, start, this.#position, this.#problems);
  }

  #open(code: number, start: number): JsonNode {
    if (this.#stack.length >= maximumJsonDepth) return this.#skipDeep(start);
    this.#position++;
    const node: OpenObject | OpenArray =
      code === openBrace
        ? { kind: 'object', start, end: start, properties: nothing }
        : { kind: 'array', start, end: start, items: nothing };
    if (node.kind === 'object') this.#openObjects++;
    else this.#openArrays++;
    this.#stack.push({ node, count: 0, separated: true });
    return node;
  }

  #close(): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    const { node, count } = frame;
    node.end = this.#position;
    if (node.kind === 'array') {
      this.#openArrays--;
      node.items = this.#items.splice(this.#items.length - count);
    } else {
      this.#openObjects--;
      node.properties = this.#properties.splice(this.#properties.length - count);
      if (node.properties.length > 1) duplicateKeys(node.properties, this.#problems);
    }
  }

  /** Passes over a container that is nested too deep, counting its brackets. */
  #skipDeep(start: number): JsonNode {
    let depth = 0;
    do {
      const code = this.#text.charCodeAt(this.#position);
      if (code === doubleQuote || code === singleQuote) {
        this.#position = scanString(this.#text, this.#position, this.#problems).end;
      } else {
        if (code === openBrace || code === openBracket) depth++;
        else if (code === closeBrace || code === closeBracket) depth--;
        this.#position++;
      }
      this.#skipTrivia();
    } while (depth > 0 && this.#position < this.#text.length);
    this.#problems.add({
      code: 'json-too-deep',
      level: 'error',
      message: `The JSON is nested more than ${maximumJsonDepth} levels deep: what is inside was not read`,
      span: { start, end: start + 1 },
    });
    return { kind: 'missing', start, end: this.#position };
  }

  /** A value is due and another token stands here: Azure's reader takes it as null. */
  #missing(): JsonNode {
    const start = this.#position;
    const atEnd = start >= this.#text.length;
    this.#problems.add({
      code: 'json-missing-value',
      level: atEnd ? 'error' : 'warning',
      message: atEnd ? 'The file ends where a value is expected' : 'A value is missing here: it is read as null',
      span: { start, end: Math.min(start + 1, this.#text.length) },
    });
    return { kind: 'missing', start, end: start };
  }

  /** `]` inside an object or `}` inside an array: closes the innermost container that it can close by leaving the ones inside open. */
  #wrongCloser(closer: string, matching: number): void {
    const expected = closer === ']' ? '}' : ']';
    this.#error(`'${closer}' stands where '${expected}' is expected`, this.#position, this.#position + 1);
    if (matching > 0) this.#close();
    else this.#position++;
  }

  /** Said once, of the innermost container: the ones around it are open for the same reason. */
  #unclosed(closer: string): void {
    const start = this.#stack.at(-1)?.node.start ?? this.#position;
    this.#error(`The file ends before the '${closer}' that closes this bracket`, start, start + 1);
    while (this.#stack.length > 0) this.#close();
  }

  /** Passes over white space and comments. */
  #skipTrivia(): void {
    this.#position = skipTrivia(this.#text, this.#position, this.#comments, this.#problems);
  }

  /** Recovery: passes over one character that cannot start anything, so that reading always goes on. */
  #skipOne(): void {
    this.#position++;
  }

  #error(message: string, start: number, end: number): void {
    const length = this.#text.length;
    this.#problems.add({
      code: 'json-syntax',
      level: 'error',
      message,
      span: { start: Math.min(start, length), end: Math.min(end, length) },
    });
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
