import { otherSpellings, resourceTypeNames } from './resource-type-names.ts';

/** Spells a resource type as Azure does; a type that is not known stays as it is written. */
export type TypeCasing = (type: string, version: string | undefined) => string;

/**
 * The compiler writes types as Azure spells them, whatever the file says, and ids show it. The list of a provider is read when a type of it is first
 * asked for.
 */
export function createTypeCasing(): TypeCasing {
  const searchable = resourceTypeNames.toLowerCase();
  const exceptions = readExceptions();
  const providers = new Map<string, ReadonlyMap<string, string>>();
  return (type, version) => {
    const key = type.toLowerCase();
    const provider = key.slice(0, Math.max(0, key.indexOf('/')));
    let spellings = providers.get(provider);
    if (spellings === undefined) {
      spellings = readProvider(provider, searchable);
      providers.set(provider, spellings);
    }
    const byVersion = exceptions.get(key);
    return byVersion?.get(version ?? '') ?? byVersion?.get('*') ?? spellings.get(key) ?? type;
  };
}

/** By lower-case type and version; `*` is any other version. */
function readExceptions(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const exceptions = new Map<string, Map<string, string>>();
  for (const entry of otherSpellings.split(';')) {
    const [type = '', versions = ''] = entry.trim().split('@');
    const byVersion = exceptions.get(type.toLowerCase()) ?? new Map<string, string>();
    for (const version of versions.split(',')) byVersion.set(version, type);
    exceptions.set(type.toLowerCase(), byVersion);
  }
  return exceptions;
}

/** Types of one provider by lower-case name. `searchable` is the whole list in lower case, where the provider begins a line. */
function readProvider(provider: string, searchable: string): ReadonlyMap<string, string> {
  const spellings = new Map<string, string>();
  const start = searchable.indexOf(`\n${provider}(`) + 1;
  if (provider === '' || start === 0) return spellings;
  const end = /\n\S/.exec(searchable.slice(start))?.index ?? searchable.length;
  for (const type of typesIn(resourceTypeNames.slice(start, start + end))) spellings.set(type.toLowerCase(), type);
  return spellings;
}

/** All paths of the bracketed list: `a(b,c(d))` is `a`, `a/b`, `a/c`, `a/c/d`. */
function* typesIn(list: string): Generator<string> {
  const parents: string[] = [];
  let last = '';
  for (const [token] of list.matchAll(/[^,()\s]+|[()]/g)) {
    if (token === '(') parents.push(last);
    else if (token === ')') parents.pop();
    else {
      const parent = parents.at(-1);
      last = parent === undefined ? token : `${parent}/${token}`;
      yield last;
    }
  }
}
