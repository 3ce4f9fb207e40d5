import { posix } from 'node:path';
import type { DirectoryEntry, ReadResult } from '../../../text/files.ts';
import { inFile } from '../../../text/location.ts';
import type { Location } from '../../../text/location.ts';
import { createSourceFile } from '../../../text/source-file.ts';
import type { SourceFile } from '../../../text/source-file.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import { constantText } from '../lower/constant-text.ts';
import { problemOfPath } from '../../path-problem.ts';
import { unsupported } from '../context.ts';
import type { Context } from '../context.ts';
import { literalFromJson } from './literal-from-file.ts';
import { literalFromYaml } from './literal-from-yaml.ts';
import type { LiteralResult } from './literal-from-file.ts';
import { literalText } from '../lower/lower-string.ts';
import { selectByPath } from './select-by-path.ts';

const loaders = new Set([
  'loadTextContent',
  'loadFileAsBase64',
  'loadJsonContent',
  'loadYamlContent',
  'loadDirectoryFileInfo',
]);

/** Whether a function reads a file at compile time. */
export function isLoadFunction(name: string): boolean {
  return loaders.has(name);
}

/**
 * A call of a load function, as the literal that the compiler puts in its place. The literal is located in the file that was read. A file that
 * is missing or may not be read is a problem at the path.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-files
 */
export function lowerLoadCall(node: bicep.CallExpression, context: Context): Expression {
  const at = context.unit.at(node);
  const [pathNode, second, third] = node.arguments;
  const relative = pathNode === undefined ? undefined : constantText(pathNode, context);
  if (pathNode !== undefined) context.unit.lower(pathNode, context);
  if (pathNode === undefined || relative === undefined) {
    return unsupported(at, `the path given to ${node.name.name}() is not a constant text`);
  }
  const problem = problemOfPath(relative);
  if (problem !== undefined) {
    context.unit.report({ ...problem, node: pathNode });
    return unsupported(at, problem.message);
  }
  const call: LoadCall = {
    path: posix.join(posix.dirname(context.unit.file.path), relative),
    relative,
    pathNode,
    at,
    context,
  };
  switch (node.name.name) {
    case 'loadTextContent':
      return loadText(call, second);
    case 'loadFileAsBase64':
      return loadBase64(call);
    case 'loadJsonContent':
      return loadStructured(call, literalFromJson, second, third);
    case 'loadYamlContent':
      return loadStructured(call, literalFromYaml, second, third);
    default:
      return loadDirectory(call, second);
  }
}

interface LoadCall {
  readonly path: string;
  readonly relative: string;
  readonly pathNode: bicep.Expression;
  readonly at: Location;
  readonly context: Context;
}

function loadText(call: LoadCall, encoding: bicep.Expression | undefined): Expression {
  const read = readText(call, encoding);
  if (!read.ok) return refuse(call, read);
  return { kind: 'string', value: read.value.text, at: inFile(read.value, 0, read.value.text.length) };
}

function loadBase64(call: LoadCall): Expression {
  const read = call.context.unit.host.files.bytes(call.path);
  if (!read.ok) return refuse(call, read);
  return { kind: 'string', value: Buffer.from(read.value).toString('base64'), at: call.at };
}

function loadStructured(
  call: LoadCall,
  toLiteral: (file: SourceFile) => LiteralResult,
  jsonPath: bicep.Expression | undefined,
  encoding: bicep.Expression | undefined,
): Expression {
  const read = readText(call, encoding);
  if (!read.ok) return refuse(call, read);
  const literal = toLiteral(read.value);
  if (!literal.ok) {
    call.context.unit.report({ code: literal.code, node: call.pathNode, message: literal.message });
    return unsupported(call.at, literal.message);
  }
  const path = literalText(jsonPath);
  if (jsonPath === undefined || path === '') return literal.value;
  if (path === undefined) return unsupported(call.at, 'the JSONPath is not a constant text');
  const selected = selectByPath(literal.value, path);
  if (selected.kind === 'found') return selected.value;
  if (selected.kind === 'unsupported') return unsupported(call.at, `the JSONPath '${path}' cannot be evaluated`);
  const message = 'Specified JSONPath does not exist in the given file or is invalid.';
  call.context.unit.report({ code: 'BCP235', node: jsonPath, message });
  return unsupported(call.at, message);
}

/** `{ relativePath, baseName, extension }` of each file of a folder whose name matches, in order of the names. */
function loadDirectory(call: LoadCall, patternNode: bicep.Expression | undefined): Expression {
  const { files } = call.context.unit.host;
  const read = files.list(call.path);
  if (!read.ok) return refuseFolder(call, read, files.exists(call.path));
  const pattern = literalText(patternNode) ?? '*';
  const text = (value: string): Expression => ({ kind: 'string', value, at: call.at });
  const items = sortedFiles(read.value, pattern).map((name): Expression => {
    const facts = {
      relativePath: posix.join(call.relative, name),
      baseName: name,
      extension: posix.extname(name),
    };
    const properties = Object.entries(facts).map(([key, value]) => ({ key: text(key), value: text(value) }));
    return { kind: 'object', properties, at: call.at };
  });
  return { kind: 'array', items, at: call.at };
}

function sortedFiles(entries: readonly DirectoryEntry[], pattern: string): string[] {
  const names = entries.flatMap(({ name, kind }) => (kind === 'file' && matchesWildcards(name, pattern) ? [name] : []));
  return names.sort((a, b) => (a < b ? -1 : 1));
}

/** `*` is any run of characters, `?` one; iterative, so that no pattern takes long. */
function matchesWildcards(name: string, pattern: string): boolean {
  let n = 0;
  let p = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (p < pattern.length && pattern[p] !== '*' && (pattern[p] === '?' || pattern[p] === name[n])) {
      n++;
      p++;
    } else if (pattern[p] === '*') {
      star = p++;
      resume = n;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function readText(call: LoadCall, encodingNode: bicep.Expression | undefined): ReadResult<SourceFile> {
  const { files } = call.context.unit.host;
  const encoding = literalText(encodingNode)?.toLowerCase() ?? 'utf-8';
  if (encoding === 'utf-8' || encoding === 'us-ascii') return files.text(call.path);
  const read = files.bytes(call.path);
  if (!read.ok) return read;
  const label = encoding === 'utf-16' ? 'utf-16le' : encoding;
  if (!['utf-16le', 'utf-16be', 'iso-8859-1'].includes(label)) {
    return { ok: false, kind: 'unreadable', because: `the encoding '${encoding}' is not one of Bicep's` };
  }
  const text =
    label === 'iso-8859-1' ? Buffer.from(read.value).toString('latin1') : new TextDecoder(label).decode(read.value);
  return { ok: true, value: createSourceFile(call.path, text) };
}

interface Refusal {
  readonly kind: string;
  readonly because: string;
}

function refuseFolder(call: LoadCall, failure: Refusal, isFile: boolean): Expression {
  if (failure.kind === 'refused') return refuse(call, failure);
  const [code, message] = isFile
    ? ['BCP430', `Unable to open directory at path "${call.relative}". Found a file instead.`]
    : ['BCP428', `Directory "${call.relative}" does not exist or additional permissions are necessary to access it.`];
  call.context.unit.report({ code, node: call.pathNode, message });
  return unsupported(call.at, message);
}

function refuse(call: LoadCall, failure: Refusal): Expression {
  const missing = failure.kind === 'missing';
  const message = missing
    ? `An error occurred reading file. Could not find file '${call.path}'.`
    : `The file '${call.path}' cannot be read: ${failure.because}.`;
  const code = missing ? 'BCP091' : failure.kind === 'refused' ? 'file-outside-root' : 'file-unreadable';
  call.context.unit.report({ code, node: call.pathNode, message });
  return unsupported(call.at, message);
}
