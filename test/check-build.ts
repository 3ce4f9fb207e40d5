import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why the build in `dist` is not that of the sources. */
    readonly buildMistake: string | undefined;
  }
}

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Looks once, before all tests, whether `dist` was built from the sources; only tests of what is built mind. */
export default function checkBuild({ provide }: TestProject): void {
  provide('buildMistake', buildMistake());
}

function buildMistake(): string | undefined {
  const built = mtime(join(root, 'dist/backuplint.js'));
  if (built === undefined) return 'there is no build in dist';
  const newer = ['src', 'rules']
    .flatMap((folder) => sourcesIn(join(root, folder)))
    .find((file) => (mtime(file) ?? 0) > built);
  return newer === undefined ? undefined : `dist is older than ${newer}`;
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function mtime(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
