import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node as YamlNode } from 'yaml';
import { inFile } from '../../../text/location.ts';
import type { Location } from '../../../text/location.ts';
import type { SourceFile } from '../../../text/source-file.ts';
import { parseJson } from '../../../syntax/json/parse-json.ts';
import { jsonToExpression } from '../../arm/json-expression.ts';
import type { Expression, ObjectPropertyExpression } from '../../expression.ts';

/** A file as a literal located in it, or what is wrong with its text. */
export type LiteralResult =
  | { readonly ok: true; readonly value: Expression }
  | { readonly ok: false; readonly code: string; readonly message: string };

const maximumDepth = 200;
/** YAML aliases can make a small file huge; as many nodes as this are a mistake or an attack. */
const maximumNodes = 200_000;

/** The literal that `loadJsonContent()` makes of a file: text in brackets is text there, not an expression. */
export function literalFromJson(file: SourceFile): LiteralResult {
  const { root, problems } = parseJson(file.text);
  const invalid = root === undefined || problems.some(({ level }) => level === 'error');
  if (invalid) {
    const message = 'Unable to parse literal JSON value. Please ensure that it is well-formed.';
    return { ok: false, code: 'BCP186', message };
  }
  return { ok: true, value: jsonToExpression(file, root) };
}

/** The literal that `loadYamlContent()` makes of a file. */
export function literalFromYaml(file: SourceFile): LiteralResult {
  const message = 'Unable to parse literal YAML value. Please ensure that it is well-formed.';
  const refused = { ok: false, code: 'BCP340', message } as const;
  try {
    const document = parseDocument(file.text, { keepSourceTokens: false, logLevel: 'silent' });
    if (document.errors.length > 0) return refused;
    const reader: YamlReader = { file, document, nodes: 0 };
    const value = fromYaml(document.contents, reader, 0);
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

/** `undefined` when the file is too deep or, through its aliases, too large. */
function fromYaml(node: YamlNode | null | undefined, reader: YamlReader, depth: number): Expression | undefined {
  const at = placeOf(node, reader.file);
  if (++reader.nodes > maximumNodes || depth > maximumDepth) return undefined;
  if (node === null || node === undefined) return { kind: 'null', at };
  if (isAlias(node)) return fromYaml(node.resolve(reader.document), reader, depth + 1);
  if (isScalar(node)) return fromScalar(node.value, node.source, at);
  if (isSeq<YamlNode>(node)) {
    const items = node.items.map((item) => fromYaml(item, reader, depth + 1));
    return items.every((item) => item !== undefined) ? { kind: 'array', items, at } : undefined;
  }
  if (!isMap<YamlNode, YamlNode | null>(node)) return undefined;
  const properties: ObjectPropertyExpression[] = [];
  for (const pair of node.items) {
    const value = fromYaml(pair.value, reader, depth + 1);
    if (value === undefined) return undefined;
    const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : String(pair.key);
    properties.push({ key: { kind: 'string', value: key, at: placeOf(pair.key, reader.file) }, value });
  }
  return { kind: 'object', properties, at };
}

function fromScalar(value: unknown, source: string | undefined, at: Location): Expression {
  switch (typeof value) {
    case 'boolean':
      return { kind: 'bool', value, at };
    case 'number':
    case 'bigint':
      return { kind: 'number', value: Number(value), text: String(value), at };
    case 'string':
      return { kind: 'string', value, at };
    default:
      return value === null ? { kind: 'null', at } : { kind: 'string', value: source ?? '', at };
  }
}

function placeOf(node: YamlNode | null | undefined, file: SourceFile): Location {
  const [start, end] = node?.range ?? [0, 0];
  return inFile(file, start, end);
}
