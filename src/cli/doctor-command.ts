import { printable } from '../report/printable.ts';
import { diagnose, type Diagnosis, type SubscriptionDiagnosis } from '../scan/doctor.ts';
import { customRole } from '../scan/custom-role.ts';
import type { DoctorFlags } from './audit-flags.ts';
import { connectionOf } from './connection.ts';
import type { ExitCode } from './exit-code.ts';
import type { Host } from './host.ts';

/** A clock that is off by more makes tokens and ages doubtful. */
const toleratedSkewMs = 120_000;

/**
 * `backuplint doctor`: what the signed-in identity may read, and which permissions are missing. `--role` prints the custom role that has them.
 * Exit 3 when an audit would not be complete.
 *
 * @throws {Failure} when nobody can sign in.
 */
export async function doctorCommand(flags: DoctorFlags, host: Host): Promise<ExitCode> {
  const subscriptions = flags.subscription ?? [];
  const managementGroups = flags['management-group'] ?? [];
  if (flags.role) {
    const role = customRole(assignableScopes(subscriptions, managementGroups));
    host.stdout.write(`${JSON.stringify(role, null, 2)}\n`);
    return 0;
  }
  const diagnosis = await diagnose({
    ...connectionOf(flags, host),
    workingDirectory: host.workingDirectory,
    subscriptions,
    managementGroups,
    tenantIds: flags['tenant-id'] ?? [],
  });
  host.stdout.write(`${linesOf(diagnosis).join('\n')}\n`);
  return isWell(diagnosis) ? 0 : 3;
}

function assignableScopes(subscriptions: readonly string[], managementGroups: readonly string[]): readonly string[] {
  const scopes = [
    ...subscriptions.map((id) => `/subscriptions/${id}`),
    ...managementGroups.map((id) => `/providers/Microsoft.Management/managementGroups/${id}`),
  ];
  return scopes.length > 0 ? scopes : ['/subscriptions/00000000-0000-0000-0000-000000000000'];
}

function isWell({ subscriptions, problems }: Diagnosis): boolean {
  // Permissions that could not be read may be missing.
  const isFine = ({ visible, missing }: SubscriptionDiagnosis): boolean => visible && missing?.length === 0;
  return problems.length === 0 && subscriptions.length > 0 && subscriptions.every(isFine);
}

function linesOf({ armEndpoint, proxies, clockSkewMs, subscriptions, problems }: Diagnosis): readonly string[] {
  const skew = Math.round(Math.abs(clockSkewMs ?? 0) / 1000);
  return [
    `Resource Manager: ${armEndpoint}`,
    `proxies and certificates from the environment: ${proxies.length === 0 ? 'none' : proxies.join(', ')}`,
    ...(clockSkewMs === undefined
      ? []
      : [
          `clocks: ${skew} s apart${Math.abs(clockSkewMs) > toleratedSkewMs ? ' - set the clock of this machine' : ''}`,
        ]),
    ...problems.map((problem) => `problem: ${printable(problem)}`),
    `subscriptions: ${subscriptions.filter(({ visible }) => visible).length} of ${subscriptions.length} visible`,
    ...subscriptions.flatMap(blockOf),
    ...(subscriptions.some(({ missing = [], visible }) => !visible || missing.length > 0)
      ? ["'backuplint doctor --role' prints a custom role with what is missing; the built-in role Reader has it, too"]
      : []),
  ];
}

function blockOf(diagnosis: SubscriptionDiagnosis): readonly string[] {
  const { subscriptionId, name, tenantId, visible, because, missing, missingForDeep = [] } = diagnosis;
  const label = name === undefined ? subscriptionId : `${printable(name)} (${subscriptionId})`;
  const tenant = tenantId === undefined ? '' : `, tenant ${tenantId}`;
  return [
    `  ${label}${tenant}: ${visible ? 'visible' : 'not visible'}${because === undefined ? '' : ` - ${printable(because)}`}`,
    ...(missing === undefined
      ? []
      : [`    audit: ${missing.length === 0 ? 'every permission' : `no ${missing.join(', no ')}`}`]),
    ...(missing === undefined
      ? []
      : [
          `    audit --deep: ${missingForDeep.length === 0 ? 'every permission' : `no ${missingForDeep.join(', no ')}`}`,
        ]),
  ];
}
