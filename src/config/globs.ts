import { relative, sep } from 'node:path';

/** True for an absolute path that one of the globs means. */
export type PathMatcher = (path: string) => boolean;

/**
 * Compiles path globs that start from a folder. As in `.gitignore`, a glob without a slash matches at any depth, and a glob that
 * matches a folder covers what is in it.
 */
export async function compileGlobs(globs: readonly string[], folder: string): Promise<PathMatcher> {
  if (globs.length === 0) return () => false;
  const { default: picomatch } = await import('picomatch');
  const isMatch = picomatch(globs.flatMap(variantsOf), { dot: true, nocase: process.platform === 'win32' });
  return (path) => {
    const name = relative(folder, path);
    return isMatch(sep === '/' ? name : name.replaceAll(sep, '/'));
  };
}

function variantsOf(glob: string): string[] {
  const plain = glob.replace(/^\.?\//, '').replace(/\/$/, '');
  const anywhere = plain.includes('/') ? [plain] : [plain, `**/${plain}`];
  return anywhere.flatMap((pattern) => [pattern, `${pattern}/**`]);
}
