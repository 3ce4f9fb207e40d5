import type { ReadOptions } from '../scan/index.ts';
import { Failure } from '../text/failure.ts';
import type { ReadFlags } from './command.ts';
import type { Host } from './host.ts';

/**
 * The options that `lint` and `expand` share.
 *
 * @throws {Failure} when a variable of `--env` is not set.
 */
export function readOptionsOf(flags: ReadFlags, host: Host): ReadOptions {
  return {
    workingDirectory: host.workingDirectory,
    roots: flags.root ?? [],
    parameters: flags.parameters ?? [],
    environment: environmentOf(flags.env ?? [], host),
    context: {
      ...(flags['subscription-id'] !== undefined && { subscriptionId: flags['subscription-id'] }),
      ...(flags['resource-group'] !== undefined && { resourceGroup: flags['resource-group'] }),
      ...(flags.location !== undefined && { location: flags.location }),
      ...(flags['tenant-id'] !== undefined && { tenantId: flags['tenant-id'] }),
      ...(flags['management-group'] !== undefined && { managementGroup: flags['management-group'] }),
      ...(flags['deployment-name'] !== undefined && { deploymentName: flags['deployment-name'] }),
    },
    ...(flags['module-cache'] !== undefined && { moduleCache: flags['module-cache'] }),
  };
}

function environmentOf(variables: readonly string[], host: Host): ReadonlyMap<string, string> {
  return new Map(
    variables.map((variable) => {
      const equals = variable.indexOf('=');
      if (equals > 0) return [variable.slice(0, equals), variable.slice(equals + 1)] as const;
      const value = host.environment[variable];
      if (value === undefined) {
        throw new Failure(`--env ${variable}: there is no such environment variable`, 'set it, or pass NAME=VALUE');
      }
      return [variable, value] as const;
    }),
  );
}
