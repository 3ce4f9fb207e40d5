import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node as YamlNode, Pair, Scalar, YAMLMap } from 'yaml';
import { inFile } from '../../../text/location.ts';
import type { Location } from '../../../text/location.ts';
import type { SourceFile } from '../../../text/source-file.ts';
import type { Expression, NumberLiteral, ObjectExpression, ObjectPropertyExpression } from '../../expression.ts';
import type { LiteralResult } from './literal-from-file.ts';

const maximumDepth = 200;
/** YAML aliases can make a small file huge; as many nodes as this are a mistake or an attack. */
const maximumNodes = 200_000;

/**
 * The literal that `loadYamlContent()` makes of a file, as the official compiler reads it: the words and numbers of YAML 1.2 where they are
 * written without quotes, `<<` merged, keys that are texts.
 */
export function literalFromYaml(file: SourceFile): LiteralResult {
  const message = 'Unable to parse literal YAML value. Please ensure that it is well-formed.';
  const refused = { ok: false, code: 'BCP340', message } as const;
  try {
    // Every scalar a text: which of them are numbers the compiler decides by itself.
    const options = { keepSourceTokens: false, logLevel: 'silent', schema: 'failsafe' } as const;
    const document = parseDocument<YamlNode>(file.text, options);
    if (document.errors.length > 0 || document.contents === null) return refused;
    const value = fromYaml(document.contents, { file, document, nodes: 0 }, 0);
    return value === undefined ? refused : { ok: true, value };
  } catch {
    // The library may give up on deep nesting by an exception: that is a file we cannot read, not a fault of ours.
    return refused;
  }
}

interface YamlReader {
  readonly file: SourceFile;
  readonly document: Document;
  nodes: number;
}

/** `undefined` for what the compiler refuses, and when the file is too deep or, through its aliases, too large. */
function fromYaml(node: YamlNode | null | undefined, reader: YamlReader, depth: number): Expression | undefined {
  const at = placeOf(node, reader.file);
  if (++reader.nodes > maximumNodes || depth > maximumDepth) return undefined;
  if (node === null || node === undefined) return { kind: 'null', at };
  if (isAlias(node)) return fromYaml(node.resolve(reader.document), reader, depth + 1);
  if (isScalar(node)) return fromScalar(node, at);
  if (isSeq<YamlNode>(node)) {
    const items = node.items.map((item) => fromYaml(item, reader, depth + 1));
    return items.every((item) => item !== undefined) ? { kind: 'array', items, at } : undefined;
  }
  return isMap<YamlNode, YamlNode | null>(node) ? fromMap(node, at, reader, depth) : undefined;
}

type YamlMap = YAMLMap<YamlNode, YamlNode | null>;

/** What is merged by `<<` stands where that key does; of two that are merged the later holds, and one of the mapping's own before both. */
function fromMap(map: YamlMap, at: Location, reader: YamlReader, depth: number): ObjectExpression | undefined {
  const properties = new Map<string, ObjectPropertyExpression>();
  const own = new Set<string>();
  for (const pair of map.items) {
    const value = map.flow && isEmpty(pair.value) ? emptyText(pair, reader) : fromYaml(pair.value, reader, depth + 1);
    if (value === undefined || !isScalar(pair.key)) return undefined;
    const key = String(pair.key.value);
    if (key !== '<<') {
      own.add(key);
      properties.set(key, { key: { kind: 'string', value: key, at: placeOf(pair.key, reader.file) }, value });
      continue;
    }
    for (const merged of value.kind === 'array' ? value.items : [value]) {
      if (merged.kind !== 'object') return undefined;
      for (const property of merged.properties) {
        const name = property.key.kind === 'string' ? property.key.value : '';
        if (!own.has(name)) properties.set(name, property);
      }
    }
  }
  return { kind: 'object', properties: [...properties.values()], at };
}

function isEmpty(node: YamlNode | null): boolean {
  return node === null || (isScalar(node) && node.type === 'PLAIN' && node.value === '');
}

/** Between braces what has no value is a text, not null. */
function emptyText({ key }: Pair<YamlNode>, { file }: YamlReader): Expression {
  return { kind: 'string', value: '', at: placeOf(key, file) };
}

/** A scalar in quotes, or one that is said to be a text, is a text whatever it looks like. */
function fromScalar({ value, type, tag }: Scalar, at: Location): Expression {
  const text = String(value);
  if (type !== 'PLAIN' || tag === 'tag:yaml.org,2002:str') return { kind: 'string', value: text, at };
  if (/^(|~|null|Null|NULL)$/.test(text)) return { kind: 'null', at };
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return { kind: 'bool', value: /^t/i.test(text), at };
  return numberOf(text, at) ?? { kind: 'string', value: text, at };
}

function numberOf(text: string, at: Location): NumberLiteral | undefined {
  const digits = text.replaceAll('_', '');
  if (/^(0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(digits)) return wholeNumber(BigInt(digits), at);
  if (/^[-+]?\d+$/.test(digits)) return wholeNumber(BigInt(digits.replace('+', '')), at);
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits)) return float(Number(digits), digits, at);
  if (/^[-+]?\.(inf|Inf|INF)$/.test(text)) return float(text.startsWith('-') ? -Infinity : Infinity, text, at);
  return /^\.(nan|NaN|NAN)$/.test(text) ? float(Number.NaN, text, at) : undefined;
}

function float(value: number, text: string, at: Location): NumberLiteral {
  return { kind: 'number', value, text: Number.isFinite(value) ? text : String(value), at };
}

/** What does not fit into 64 bits is read as a double. */
function wholeNumber(value: bigint, at: Location): NumberLiteral {
  const isLong = BigInt.asIntN(64, value) === value;
  return { kind: 'number', value: Number(value), text: isLong ? String(value) : Number(value).toExponential(), at };
}

function placeOf(node: YamlNode | null | undefined, file: SourceFile): Location {
  const [start, end] = node?.range ?? [0, 0];
  return inFile(file, start, end);
}
