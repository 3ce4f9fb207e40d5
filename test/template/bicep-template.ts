import { posix } from 'node:path';
import { createTemplateLoader } from '../../src/template/create-loader.ts';
import type { Expression } from '../../src/template/expression.ts';
import type { ParameterFile, TemplateLoader } from '../../src/template/loader.ts';
import type { Argument, ResourceDeclaration, Template } from '../../src/template/template.ts';
import type { TypeNode } from '../../src/template/type-node.ts';
import type { Diagnostic } from '../../src/text/diagnostic.ts';
import type { DirectoryEntry, Files, ReadResult } from '../../src/text/files.ts';
import { createSourceFile, positionAt } from '../../src/text/source-file.ts';
import type { SourceFile } from '../../src/text/source-file.ts';

/** Files by absolute path, held in memory; a folder `/secret` may not be read. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files & { readonly reads: string[] } {
  const reads: string[] = [];
  const find = <T>(path: string, make: (text: string) => T): ReadResult<T> => {
    if (path.startsWith('/secret/'))
      return { ok: false, kind: 'refused', because: 'it lies outside of the root folders' };
    const text = texts[path];
    if (text === undefined) return { ok: false, kind: 'missing', because: 'there is no such file' };
    return { ok: true, value: make(text) };
  };
  const sources = new Map<string, SourceFile>();
  return {
    reads,
    text: (path) =>
      find(path, (text) => {
        const known = sources.get(path);
        if (known !== undefined) return known;
        reads.push(path);
        const source = createSourceFile(path, text);
        sources.set(path, source);
        return source;
      }),
    bytes: (path) => find(path, (text) => new TextEncoder().encode(text)),
    list(directory) {
      const value = entriesOf(directory, Object.keys(texts));
      if (value.length === 0) return { ok: false, kind: 'missing', because: 'there is no such folder' };
      return { ok: true, value };
    },
    exists: (path) => path in texts,
  };
}

function entriesOf(directory: string, paths: readonly string[]): DirectoryEntry[] {
  const names = new Map<string, DirectoryEntry>();
  for (const path of paths) {
    const relative = posix.relative(directory, path);
    const [name = ''] = relative.split('/');
    if (name === '..' || name === '') continue;
    names.set(name, { name, kind: relative.includes('/') ? 'directory' : 'file' });
  }
  return [...names.values()];
}

/** A loader over files in memory; relative names lie in `/work`. */
export function memoryLoader(texts: Readonly<Record<string, string>>): TemplateLoader {
  const absolute = Object.entries(texts).map(([path, text]) => [posix.resolve('/work', path), text]);
  return createTemplateLoader(memoryFiles(Object.fromEntries(absolute)), { moduleCache: '/cache' });
}

/** The template of `main.bicep`, with other files beside it. */
export function bicep(text: string, others: Readonly<Record<string, string>> = {}): Template {
  const opened = memoryLoader({ ...others, 'main.bicep': text }).open('/work/main.bicep');
  if (!opened.ok) throw new Error(opened.diagnostic.message);
  return opened.template;
}

/** The parameter file `main.bicepparam`, with other files beside it. */
export function bicepparam(text: string, others: Readonly<Record<string, string>> = {}): ParameterFile {
  const opened = memoryLoader({ ...others, 'main.bicepparam': text }).openParameters('/work/main.bicepparam');
  if (!opened.ok) throw new Error(opened.diagnostic.message);
  return opened.file;
}

/** `code line:column` of each error. */
export function errors(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.flatMap(({ code, level, at }) => {
    if (level !== 'error') return [];
    if (at?.kind !== 'file') return [code];
    const { line, column } = positionAt(at.file, at.span.start);
    return [`${code} ${line}:${column}`];
  });
}

/** A resource by its symbolic name. */
export function resource(template: Template, name: string): ResourceDeclaration {
  const found = template.resources.find(({ symbolicName }) => symbolicName === name);
  if (found === undefined) throw new Error(`no resource '${name}'`);
  return found;
}

/** What is passed to a parameter. */
export function showArgument(argument: Argument | undefined): string {
  if (argument === undefined) return '(nothing)';
  return argument.value.kind === 'keyVaultReference' ? '(secret)' : show(argument.value);
}

/** An expression in ARM's notation; declarations are shown as `<name>`. */
export function show(expression: Expression): string {
  const list = (items: readonly Expression[]): string => items.map(show).join(', ');
  switch (expression.kind) {
    case 'string':
      return `'${expression.value}'`;
    case 'number':
      return expression.text;
    case 'bool':
      return String(expression.value);
    case 'null':
      return 'null';
    case 'array':
      return `[${list(expression.items)}]`;
    case 'object':
      return `{${expression.properties.map(({ key, value }) => `${show(key)}: ${show(value)}`).join(', ')}}`;
    case 'call':
      return `${expression.name}(${list(expression.arguments)})`;
    case 'userCall':
      return `${expression.function.name}(${list(expression.arguments)})`;
    case 'member':
      return `${show(expression.base)}[${expression.safe ? '?' : ''}${expression.fromEnd ? '^' : ''}${show(expression.key)}]`;
    case 'parameter':
    case 'variable':
      return `<${expression.declaration.name}>`;
    case 'functionParameter':
    case 'lambdaVariable':
      return expression.name;
    case 'resource':
      return `<${expression.declaration.symbolicName ?? ''}${expression.index === undefined ? '' : ` ${show(expression.index)}`}>`;
    case 'lambda':
      return `(${expression.parameters.join(', ')}) => ${show(expression.body)}`;
    case 'deferred':
      return `later(${show(expression.expression)})`;
    case 'entry':
      return `entry(${show(expression.entry)})`;
    case 'loop':
      return `loop(${expression.name}, ${show(expression.count)}, ${show(expression.body)})`;
    case 'unsupported':
      return '(unsupported)';
  }
}

/** A type in short. */
export function showType(type: TypeNode): string {
  const shape = (): string => {
    switch (type.kind) {
      case 'literal':
        return show(type.value);
      case 'union':
        return type.members.map(showType).join(' | ');
      case 'tagged':
        return `${type.discriminator} of ${type.members.map(showType).join(' | ')}`;
      case 'tuple':
        return `[${type.items.map(showType).join(', ')}]`;
      case 'list':
        return `${showType(type.item)}[]`;
      case 'record': {
        const rest =
          type.additional === undefined ? [] : [`*: ${type.additional === false ? 'none' : showType(type.additional)}`];
        return `{${[...type.properties.map(({ name, type: one }) => `${name}: ${showType(one)}`), ...rest].join(', ')}}`;
      }
      case 'reference':
        return `<${type.declaration.name}>`;
      default:
        return type.kind;
    }
  };
  return `${type.secure ? 'secure ' : ''}${shape()}${type.nullable ? '?' : ''}`;
}

/** A module with parameters and outputs of several types, as a file beside the template. */
export const typedModule = {
  'mod.bicep': `param name string
param size int = 1
@secure()
param key string = ''
output size int = size
output text string = name
`,
};
