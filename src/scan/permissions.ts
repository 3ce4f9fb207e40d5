import type { ArmReader } from '../input/resource-graph/arm-reader.ts';
import type { GraphFailure } from '../input/resource-graph/graph-client.ts';
import { matchesPattern } from '../rule/exempt/match-pattern.ts';
import { auditActions } from './custom-role.ts';

/** What a role assignment allows: actions with `*` for anything. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

const permissionsVersion = '2022-04-01';

/**
 * What the roles of the signed-in identity grant at the level of a subscription, or above it.
 * https://learn.microsoft.com/rest/api/authorization/permissions
 */
export async function grantedPermissions(
  subscriptionId: string,
  arm: ArmReader,
): Promise<readonly Permission[] | GraphFailure> {
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Authorization/permissions`;
  const answer = await arm.list(path, permissionsVersion);
  return isFailure(answer) ? answer : readPermissions(answer);
}

/**
 * Why rows of a subscription may be hidden from the signed-in identity: Resource Graph leaves them out without a sign. Undefined where its roles grant the
 * reading of all, and where the server, one that is not Azure's, has no permissions to ask for.
 */
export async function whyHidden(subscriptionId: string, arm: ArmReader): Promise<string | undefined> {
  const permissions = await grantedPermissions(subscriptionId, arm);
  if (isFailure(permissions)) {
    return hasNoPermissions(permissions)
      ? undefined
      : `what the signed-in identity may read could not be found out (it takes Microsoft.Authorization/permissions/read): ${permissions.message}`;
  }
  const missing = auditActions.filter((action) => !allowsAction(permissions, action));
  if (missing.length === 0) return undefined;
  return `no role of the signed-in identity grants ${missing.join(', ')} for the whole subscription`;
}

/** Azure always has this API. Who answers with something else, or that there is no such thing, has only what an audit cannot do without. */
function hasNoPermissions({ kind, code }: GraphFailure): boolean {
  return kind === 'malformed' || (kind === 'refused' && code !== 'SubscriptionNotFound');
}

/** A list that did not come. */
export function isFailure(answer: readonly unknown[] | GraphFailure): answer is GraphFailure {
  return !Array.isArray(answer);
}

/** Entries of another shape allow nothing. */
function readPermissions(values: readonly unknown[]): readonly Permission[] {
  return values.map((value) => ({ actions: textsAt(value, 'actions'), notActions: textsAt(value, 'notActions') }));
}

/** True when one of the assignments grants the action and does not take it away again; `*` stands for any text, slashes included. */
export function allowsAction(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => matchesPattern(action, pattern)) &&
      !notActions.some((pattern) => matchesPattern(action, pattern)),
  );
}

function textsAt(value: unknown, key: string): readonly string[] {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return Array.isArray(found) ? found.filter((text) => typeof text === 'string') : [];
}
