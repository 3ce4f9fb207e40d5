import { expandTemplate } from '../scan/expand-template.ts';
import type { ExitCode } from './exit-code.ts';
import type { ReadFlags } from './command.ts';
import type { Host } from './host.ts';
import { readOptionsOf } from './read-options.ts';

/**
 * `backuplint expand`: what a deployment would create, as JSON. What the engine refuses is an empty list, an error diagnostic and exit 3.
 *
 * @throws {Failure} when the template or a parameter file is not there.
 */
export function expandCommand(template: string, flags: ReadFlags, host: Host): ExitCode {
  const { snapshot, complete } = expandTemplate({ ...readOptionsOf(flags, host), template });
  host.stdout.write(`${JSON.stringify(snapshot, null, 2)}\n`);
  return complete ? 0 : 3;
}
