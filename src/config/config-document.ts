import type { Document, Node, Pair } from 'yaml';
import { createSourceFile, positionAt, type SourceFile } from '../text/source-file.ts';

/** A mistake in a configuration file, at an offset of its text. */
export interface Mistake {
  readonly offset: number;
  readonly message: string;
}

/** A configuration file that was parsed: its value, and where each part of it stands. */
export interface ConfigDocument {
  readonly source: SourceFile;
  /** Plain data; `undefined` for an empty file. */
  readonly value: unknown;
  /** Syntax errors. While there is one, `value` means nothing. */
  readonly mistakes: readonly Mistake[];
  /** Offset of the value at a path of keys and indexes. */
  offsetOf(path: readonly string[]): number;
  /** Offset of a key of the mapping at a path. */
  offsetOfKey(path: readonly string[], key: string): number;
}

/** Parses YAML, and JSON, which is YAML too. Never throws at the text. */
export async function parseConfigDocument(path: string, text: string): Promise<ConfigDocument> {
  const yaml = await import('./yaml-library.ts');
  const document = yaml.parseDocument(text, { prettyErrors: false });
  const mistakes = document.errors.map((error) => ({ offset: error.pos[0], message: firstLine(error.message) }));
  const value = mistakes.length === 0 ? valueOf(document, mistakes) : undefined;
  return {
    source: createSourceFile(path, text),
    value,
    mistakes,
    offsetOf: (keys) => startOf(nodeAt(yaml, document, keys)),
    offsetOfKey(keys, key) {
      const map = nodeAt(yaml, document, keys);
      const pair = yaml.isMap(map) ? map.items.find((item) => keyOf(yaml, item) === key) : undefined;
      return pair && yaml.isNode(pair.key) ? startOf(pair.key) : startOf(map);
    },
  };
}

/** `file:line:column: message`. */
export function renderMistake(document: ConfigDocument, shownPath: string, mistake: Mistake): string {
  const { line, column } = positionAt(document.source, mistake.offset);
  return `${shownPath}:${line}:${column}: ${mistake.message}`;
}

type Yaml = typeof import('./yaml-library.ts');

function valueOf(document: Document, mistakes: Mistake[]): unknown {
  try {
    return document.toJS() ?? undefined;
  } catch (error) {
    // Aliases that lead nowhere, or that would make the value explode, are found only here.
    mistakes.push({ offset: 0, message: error instanceof Error ? firstLine(error.message) : String(error) });
    return undefined;
  }
}

function nodeAt(yaml: Yaml, document: Document, keys: readonly string[]): Node | null {
  let node: unknown = document.contents;
  for (const key of keys) {
    if (yaml.isAlias(node)) node = node.resolve(document);
    if (yaml.isMap(node)) node = node.items.find((item) => keyOf(yaml, item) === key)?.value;
    else if (yaml.isSeq(node)) node = node.items[Number(key)];
  }
  return yaml.isNode(node) ? node : null;
}

function keyOf(yaml: Yaml, pair: Pair): string {
  return String(yaml.isScalar(pair.key) ? pair.key.value : pair.key);
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
