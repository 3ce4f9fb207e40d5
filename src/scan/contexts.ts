import { compileGlobs, type Config } from '../config/index.ts';
import type { DeploymentContext } from '../evaluate/evaluation.ts';
import type { EstateOptions } from '../estate/estate.ts';
import type { Root } from '../input/index.ts';

/**
 * Where each root is deployed: one context for each entry of the configuration that matches its template or parameter file, else one empty
 * one; the command line wins in each.
 */
export async function contextsOfRoots(
  config: Config,
  given: DeploymentContext,
): Promise<(root: Root) => readonly DeploymentContext[]> {
  const entries = await Promise.all(
    config.deployments.map(async ({ paths, ...context }) => ({
      context,
      matches: await rootMatcher(paths, config.folder),
    })),
  );
  return (root) => {
    const matching = entries.filter(({ matches }) => matches(root)).map(({ context }) => ({ ...context, ...given }));
    return matching.length > 0 ? matching : [given];
  };
}

/** Who protects the machines of each root: what the last matching entry of the configuration says, else the template. */
export async function protectorOfRoots(config: Config): Promise<(root: Root) => EstateOptions['protectedBy']> {
  const entries = await Promise.all(
    config.protectedBy.map(async ({ paths, by }) => ({ by, matches: await rootMatcher(paths, config.folder) })),
  );
  return (root) => entries.findLast(({ matches }) => matches(root))?.by ?? 'template';
}

/** True for a root whose template or parameter file one of the globs matches. */
async function rootMatcher(globs: readonly string[], folder: string): Promise<(root: Root) => boolean> {
  // `**` says "everything", also what lies outside the folder that globs start from.
  if (globs.includes('**')) return () => true;
  const matches = await compileGlobs(globs, folder);
  return ({ template, parameterFile }) =>
    matches(template.file.path) || (parameterFile !== undefined && matches(parameterFile.path));
}
