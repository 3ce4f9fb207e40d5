import type { ArmReader } from '../input/resource-graph/arm-reader.ts';
import type { RowSource, SubscriptionScope } from '../input/row-source.ts';
import { defaultAuditConfig } from '../config/index.ts';
import type { SourceOptions } from './audit-options.ts';
import { connect } from './connect.ts';
import { sourceOf } from './choose-source.ts';
import { inParallel } from './in-parallel.ts';
import { auditActions, deepActions } from './custom-role.ts';
import { allowsAction, grantedPermissions, isFailure } from './permissions.ts';

/** What the signed-in identity may see, subscription by subscription. */
export interface Diagnosis {
  readonly armEndpoint: string;
  readonly proxies: readonly string[];
  /** Milliseconds by which the server's clock is ahead of ours; absent when it did not say. */
  readonly clockSkewMs?: number;
  readonly subscriptions: readonly SubscriptionDiagnosis[];
  /** What keeps the diagnosis itself from being complete. */
  readonly problems: readonly string[];
}

export interface SubscriptionDiagnosis extends Pick<SubscriptionScope, 'subscriptionId' | 'name' | 'tenantId'> {
  /** Whether Resource Graph shows it. */
  readonly visible: boolean;
  /** Why it is not visible, or its permissions are not known. */
  readonly because?: string;
  /** Actions of an audit that no role grants; unknown when the permissions could not be read. */
  readonly missing?: readonly string[];
  /** The same for `--deep`. */
  readonly missingForDeep?: readonly string[];
}

const subscriptionsVersion = '2022-12-01';

/**
 * Asks what the signed-in identity may read: which subscriptions Resource Graph shows, which Resource Manager lists, and what its roles allow
 * in each. https://learn.microsoft.com/rest/api/authorization/permissions
 *
 * @throws {Failure} when nobody can sign in.
 */
export async function diagnose(options: SourceOptions): Promise<Diagnosis> {
  const connection = await connect(options, (wait) => options.onProgress?.({ kind: 'wait', wait }));
  const { arm, armEndpoint } = connection;
  const startedAt = Date.now();
  const listed = await arm.get('/subscriptions', subscriptionsVersion);
  const clockSkewMs = listed.ok && listed.date !== undefined ? Date.parse(listed.date) - startedAt : undefined;
  const all = await arm.list('/subscriptions', subscriptionsVersion);
  const source = sourceOf(options, connection, defaultAuditConfig);
  const scopes = await visibleScopes(source);
  const subscriptions: SubscriptionDiagnosis[] = [];
  await inParallel([...scopes.entries()], async ([index, scope]) => {
    subscriptions[index] = await diagnoseSubscription(scope, arm);
  });
  return {
    armEndpoint,
    proxies: proxiesOf(options.environment),
    ...(clockSkewMs === undefined || Number.isNaN(clockSkewMs) ? {} : { clockSkewMs }),
    subscriptions,
    problems: [
      ...(isFailure(all) ? [`Resource Manager does not list subscriptions: ${all.message}`] : []),
      ...source.outcome().diagnostics.flatMap(({ level, message }) => (level === 'error' ? [message] : [])),
    ],
  };
}

async function visibleScopes(source: RowSource): Promise<readonly SubscriptionScope[]> {
  for await (const _ of source.pages('subscriptions'));
  return source.outcome().scopes;
}

async function diagnoseSubscription(scope: SubscriptionScope, arm: ArmReader): Promise<SubscriptionDiagnosis> {
  const { subscriptionId, name, tenantId, status } = scope;
  const visible = status === 'read' || status === 'partly';
  const base = {
    subscriptionId,
    ...(name === undefined ? {} : { name }),
    ...(tenantId === undefined ? {} : { tenantId }),
    visible,
  };
  const permissions = await grantedPermissions(subscriptionId, arm);
  if (isFailure(permissions)) {
    const unknown = `its permissions could not be read: ${permissions.message}`;
    return { ...base, because: scope.because === undefined ? unknown : `${scope.because}; ${unknown}` };
  }
  return {
    ...base,
    ...(scope.because === undefined ? {} : { because: scope.because }),
    missing: auditActions.filter((action) => !allowsAction(permissions, action)),
    missingForDeep: deepActions.filter((action) => !allowsAction(permissions, action)),
  };
}

/** Names of the variables through which requests go; their values may hold a password. */
function proxiesOf(environment: SourceOptions['environment']): readonly string[] {
  const names = [
    'HTTPS_PROXY',
    'https_proxy',
    'ALL_PROXY',
    'HTTP_PROXY',
    'NO_PROXY',
    'no_proxy',
    'NODE_EXTRA_CA_CERTS',
  ];
  return names.filter((name) => (environment[name] ?? '') !== '');
}
