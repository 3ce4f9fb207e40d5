import type { ArmReader } from '../input/resource-graph/arm-reader.ts';
import type { GraphFailure } from '../input/resource-graph/graph-client.ts';
import { matchesPattern } from '../rule/exempt/match-pattern.ts';

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
