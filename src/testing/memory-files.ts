import { createSourceFile } from '../text/source-file.ts';
import type { Files, ReadResult } from '../text/files.ts';

/** Files that are only in memory, by absolute path: what snippets in tests can reach. */
export function createMemoryFiles(texts: ReadonlyMap<string, string>): Files {
  const sources = new Map([...texts].map(([path, text]) => [path, createSourceFile(path, text)]));
  return {
    text: (path) => found(sources.get(path), path),
    bytes: (path) => {
      const text = texts.get(path);
      return found(text === undefined ? undefined : new TextEncoder().encode(text), path);
    },
    list: (directory) => {
      const inside = [...texts.keys()].filter((path) => path.startsWith(`${directory}/`));
      const names = new Map(
        inside.map((path) => {
          const [name = '', ...rest] = path.slice(directory.length + 1).split('/');
          return [name, { name, kind: rest.length === 0 ? 'file' : 'directory' } as const];
        }),
      );
      return found(names.size === 0 ? undefined : [...names.values()], directory);
    },
    exists: (path) => texts.has(path),
  };
}

function found<T>(value: T | undefined, path: string): ReadResult<T> {
  return value === undefined ? { ok: false, kind: 'missing', because: `there is no '${path}'` } : { ok: true, value };
}
