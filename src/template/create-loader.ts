import { posix } from 'node:path';
import type { Diagnostic } from '../text/diagnostic.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { Files, ReadResult } from '../text/files.ts';
import type { Location } from '../text/location.ts';
import type { SourceFile } from '../text/source-file.ts';
import { templateFromArm } from './arm/from-arm.ts';
import { parametersFromJson } from './arm/parameters-file.ts';
import { findBicepConfig } from './bicep-config.ts';
import type { BicepConfig } from './bicep-config.ts';
import type { Exports, HostResult } from './bicep/bicep-host.ts';
import { once } from './bicep/context.ts';
import { createTypeCasing } from './bicep/resource-types/resource-type-casing.ts';
import { templateFromBicep } from './bicep/from-bicep.ts';
import { parametersFromBicep } from './bicep/from-bicepparam.ts';
import type { ParameterHost } from './bicep/from-bicepparam.ts';
import type { LoadResult, ParameterFile, ParameterFileResult, PartialUri, TemplateLoader } from './loader.ts';
import { exportsOfArm } from './module-exports.ts';
import { parseModuleReference } from './module-reference.ts';
import { problemOfPath } from './path-problem.ts';
import { mainTemplateOf } from './module-template-spec.ts';
import { findLocalTwin, findTwinsOfTail } from './module-twin.ts';
import type { Template, TemplateReference } from './template.ts';

/** Where restored modules are. */
export interface LoaderOptions {
  /** Absolute path of the module cache of the Bicep CLI (`~/.bicep`). */
  readonly moduleCache: string;
}

/**
 * A loader over `files`: opens each template and parameter file once, finds registry modules in the module cache, and never uses the network.
 * What cannot be opened is a diagnostic of level error that says what to do.
 */
export function createTemplateLoader(files: Files, options: LoaderOptions): TemplateLoader {
  return new Loader(files, options);
}

/** Modules that use modules that use modules: longer chains are a mistake or an attack. */
const longestChain = 200;

interface Opened {
  readonly template: Template;
  readonly exports: Exports;
}
type OpenResult =
  | { readonly ok: true; readonly opened: Opened }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** Where a template is, or why it cannot be found. */
type Resolution =
  | { readonly ok: true; readonly path: string; readonly kind?: 'templateSpec' }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

class Loader implements TemplateLoader {
  readonly #files: Files;
  readonly #moduleCache: string;
  readonly #opened = new Map<string, OpenResult>();
  /** What references led to: a reference is met where it is written, and again by each instance that is evaluated. */
  readonly #referred = new Map<TemplateReference, OpenResult>();
  readonly #parameters = new Map<string, ParameterFileResult>();
  readonly #configs = new Map<string, BicepConfig>();
  /** Paths of the files being lowered, outermost first. */
  readonly #opening: string[] = [];
  readonly #host: ParameterHost;

  constructor(files: Files, options: LoaderOptions) {
    this.#files = files;
    this.#moduleCache = options.moduleCache.replaceAll('\\', '/');
    const casing = once(createTypeCasing);
    this.#host = {
      files,
      typeCasing: (type, version) => casing()(type, version),
      allowed: (path) => {
        const config = findBicepConfig(path, files, this.#configs);
        return config.problem === undefined ? config : undefined;
      },
      template: (reference, fromPath) => this.#hostTemplate(reference, fromPath),
      parameters: (path, fromPath) => this.#baseParameters(path, fromPath),
    };
  }

  open(path: string): LoadResult {
    return toLoadResult(this.#open(path, undefined));
  }

  resolve(reference: TemplateReference, from: Pick<Template, 'file'>, uri?: string | PartialUri): LoadResult {
    if (reference.kind === 'inline') return { ok: true, template: reference.template };
    const known = this.#referred.get(reference);
    if (known !== undefined) return toLoadResult(known);
    const resolution = this.#locate(reference, from.file.path, uri);
    if (!resolution.ok) return resolution;
    const result = this.#open(resolution.path, reference.at, resolution.kind);
    // Where a link leads depends on the values that its address is made of.
    if (reference.kind !== 'uri') this.#referred.set(reference, result);
    return toLoadResult(result);
  }

  openParameters(path: string): ParameterFileResult {
    const known = this.#parameters.get(path);
    if (known !== undefined) return known;
    const result = this.#readParameters(path);
    this.#parameters.set(path, result);
    return result;
  }

  resolveParameters(
    reference: TemplateReference,
    from: Pick<Template, 'file'>,
    uri?: string | PartialUri,
  ): ParameterFileResult {
    const resolution = this.#locate(reference, from.file.path, uri);
    return resolution.ok ? this.openParameters(resolution.path) : resolution;
  }

  #readParameters(path: string): ParameterFileResult {
    const read = this.#files.text(path);
    if (!read.ok) return { ok: false, diagnostic: unreadable(path, read, undefined, this.#files) };
    if (!/\.bicepparam$/i.test(path)) return { ok: true, file: parametersFromJson(read.value) };
    this.#opening.push(read.value.path);
    try {
      return { ok: true, file: parametersFromBicep(read.value, this.#host) };
    } finally {
      this.#opening.pop();
    }
  }

  #open(path: string, at: Location | undefined, kind?: 'templateSpec'): OpenResult {
    const read = this.#files.text(path);
    if (!read.ok) return { ok: false, diagnostic: unreadable(path, read, at, this.#files) };
    const known = this.#opened.get(read.value.path);
    if (known !== undefined) return known;
    const result = this.#lower(read.value, kind);
    this.#opened.set(read.value.path, result);
    return result;
  }

  #lower(file: SourceFile, kind: 'templateSpec' | undefined): OpenResult {
    if (!/\.bicep$/i.test(file.path)) {
      const source = kind === 'templateSpec' ? (mainTemplateOf(file) ?? file) : file;
      const template = templateFromArm(source);
      return { ok: true, opened: { template, exports: exportsOfArm(template) } };
    }
    this.#opening.push(file.path);
    try {
      return { ok: true, opened: templateFromBicep(file, this.#host) };
    } finally {
      this.#opening.pop();
    }
  }

  #hostTemplate(reference: TemplateReference, fromPath: string): HostResult {
    const resolution = this.#locate(reference, fromPath, undefined);
    if (!resolution.ok) return { kind: 'failed', diagnostic: resolution.diagnostic };
    const at = reference.kind === 'inline' ? undefined : reference.at;
    const read = this.#files.text(resolution.path);
    if (read.ok) {
      const first = this.#opening.indexOf(read.value.path);
      if (first >= 0) return { kind: 'cycle', paths: this.#opening.slice(first) };
      if (this.#opening.length >= longestChain) return { kind: 'failed', diagnostic: tooDeep(at) };
    }
    const result = this.#open(resolution.path, at, resolution.kind);
    this.#referred.set(reference, result);
    return result.ok ? { kind: 'template', ...result.opened } : { kind: 'failed', diagnostic: result.diagnostic };
  }

  #baseParameters(path: string, fromPath: string): ParameterFile | { readonly because: string; readonly code: string } {
    const problem = problemOfPath(path);
    if (problem !== undefined) return { code: problem.code, because: problem.message };
    const target = posix.join(posix.dirname(fromPath), path);
    const read = this.#files.text(target);
    if (read.ok && this.#opening.at(-1) === read.value.path)
      return { code: 'BCP278', because: 'This parameters file references itself, which is not allowed.' };
    if (read.ok && this.#opening.includes(read.value.path)) {
      return { code: 'BCP095', because: `The parameter file "${target}" extends itself, perhaps through others.` };
    }
    if (this.#opening.length >= longestChain)
      return { code: 'module-chain-too-deep', because: tooDeep(undefined).message };
    const result = this.openParameters(target);
    if (result.ok) return result.file;
    return { code: result.diagnostic.code, because: result.diagnostic.message };
  }

  #locate(reference: TemplateReference, fromPath: string, uri: string | PartialUri | undefined): Resolution {
    switch (reference.kind) {
      case 'path':
        return locatePath(reference.path, reference.at, fromPath);
      case 'registry':
        return this.#locateModule(reference.reference, reference.at, fromPath);
      case 'uri':
        return this.#locateTwin(uri, reference.at, fromPath);
      case 'none':
        return failure('module-unknown', `The template cannot be opened: ${reference.because}.`, reference.at);
      case 'inline':
        return failure('module-unknown', 'The template is written in place.', undefined);
    }
  }

  #locateModule(text: string, at: Location, fromPath: string): Resolution {
    const config = findBicepConfig(fromPath, this.#files, this.#configs);
    const module = parseModuleReference(text, config);
    if ('code' in module) {
      return config.problem === undefined
        ? failure(module.code, module.message, at, module.hint)
        : { ok: false, diagnostic: config.problem };
    }
    const path = posix.join(this.#moduleCache, module.cacheFolder, 'main.json');
    if (this.#files.exists(path)) {
      return module.kind === 'templateSpec' ? { ok: true, path, kind: 'templateSpec' } : { ok: true, path };
    }
    const message = `The module '${text}' is not in the module cache: there is no '${path}'.`;
    const hint = `Run 'bicep restore ${posix.basename(fromPath)}' first, or pass --module-cache with the folder that holds it.`;
    return failure('module-not-restored', message, at, hint);
  }

  #locateTwin(uri: string | PartialUri | undefined, at: Location, fromPath: string): Resolution {
    if (typeof uri !== 'string') return this.#locateTail(uri, at, fromPath);
    const path = findLocalTwin(uri, fromPath, this.#files);
    if (path !== undefined) return { ok: true, path };
    const message = `The linked template '${uri}' has no local copy below '${posix.dirname(fromPath)}'.`;
    const hint = 'Links are never followed over the network: put the template beside this one, or use relativePath.';
    return failure('linked-template-not-local', message, at, hint);
  }

  #locateTail(uri: PartialUri | undefined, at: Location, fromPath: string): Resolution {
    const because = uri === undefined ? '' : `: ${uri.because}`;
    const message = `The linked template cannot be opened, its address is not known${because}`;
    const hint = 'Give the parameters that the address is made of a value (--parameters), or use relativePath.';
    const own = uri?.relative === undefined ? undefined : posix.join(posix.dirname(fromPath), uri.relative);
    if (own !== undefined && own !== fromPath && this.#files.exists(own)) return { ok: true, path: own };
    if (uri?.tail === undefined) return failure('linked-template-unknown', message, at, hint);
    const twins = findTwinsOfTail(uri.tail, fromPath, this.#files);
    const [path, other] = twins;
    if (path !== undefined && other === undefined) return { ok: true, path };
    const what =
      path === undefined
        ? `there is no '${uri.tail}' beside or above '${fromPath}'`
        : `'${uri.tail}' may be any of ${twins.map((twin) => `'${twin}'`).join(', ')}`;
    return failure('linked-template-unknown', `${message}; ${what}`, at, hint);
  }
}

function locatePath(path: string, at: Location, fromPath: string): Resolution {
  const isBicep = /\.bicep(param)?$/i.test(fromPath);
  const problem = isBicep || path.startsWith('/') ? problemOfPath(path) : undefined;
  if (problem !== undefined) return failure(problem.code, problem.message, at);
  return { ok: true, path: posix.join(posix.dirname(fromPath), path.replaceAll('\\', '/')) };
}

function unreadable(path: string, read: ReadResult<never>, at: Location | undefined, files: Files): Diagnostic {
  const because = read.ok ? '' : read.because;
  const kind = read.ok ? 'unreadable' : read.kind;
  const place = at === undefined ? {} : { at };
  if (kind === 'missing') {
    const message = `An error occurred reading file. Could not find file '${path}'.`;
    const hint = nearFile(path, files);
    return { code: 'BCP091', level: 'error', message, ...(hint !== undefined && { hint }), ...place };
  }
  const code = kind === 'refused' ? 'file-outside-root' : 'file-unreadable';
  return { code, level: 'error', message: `The file '${path}' cannot be read: ${because}.`, ...place };
}

/** A file beside the one that is missing, whose name is nearly the same or differs in case. */
function nearFile(path: string, files: Files): string | undefined {
  const listed = files.list(posix.dirname(path));
  return listed.ok
    ? didYouMean(
        posix.basename(path),
        listed.value.map(({ name }) => name),
      )
    : undefined;
}

function tooDeep(at: Location | undefined): Diagnostic {
  const message = `Files refer to each other in a chain of more than ${longestChain}.`;
  const place = at === undefined ? {} : { at };
  return { code: 'module-chain-too-deep', level: 'error', message, ...place };
}

function failure(code: string, message: string, at: Location | undefined, hint?: string): Resolution {
  const diagnostic: Diagnostic = {
    code,
    level: 'error',
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  };
  return { ok: false, diagnostic };
}

function toLoadResult(result: OpenResult): LoadResult {
  return result.ok ? { ok: true, template: result.opened.template } : result;
}
