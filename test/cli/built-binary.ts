import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/**
 * The path of the built command line.
 *
 * @throws {Error} when it was built before its sources were changed: a test of it would say nothing about them.
 */
export function builtBinary(): string {
  const mistake = inject('buildMistake');
  if (mistake !== undefined) throw new Error(`${mistake}: run 'npm run build'`);
  return fileURLToPath(new URL('../../dist/backuplint.js', import.meta.url));
}
