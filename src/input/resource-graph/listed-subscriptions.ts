import { textColumn } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import type { ArmReader } from './arm-reader.ts';

/** A subscription as Resource Manager lists it. */
export interface ListedSubscription {
  readonly subscriptionId: string;
  readonly name?: string;
  readonly tenantId?: string;
}

const apiVersion = '2022-12-01';

/**
 * The subscriptions that Resource Manager lists for the signed-in identity: a second witness of what Resource Graph shows. Undefined where it does not say.
 * https://learn.microsoft.com/rest/api/resources/subscriptions/list
 */
export async function listSubscriptions(arm: ArmReader): Promise<readonly ListedSubscription[] | undefined> {
  const values = await arm.list('/subscriptions', apiVersion);
  return Array.isArray(values) ? values.flatMap((value: unknown) => subscriptionsOf(value)) : undefined;
}

/** Deleted ones are listed for a while, and have no resources any more. */
function subscriptionsOf(value: unknown): readonly ListedSubscription[] {
  // Any object may be read by string keys.
  const row: GraphRow = typeof value === 'object' && value !== null ? (value as GraphRow) : {};
  const subscriptionId = textColumn(row, 'subscriptionId');
  if (subscriptionId === undefined || textColumn(row, 'state')?.toLowerCase() === 'deleted') return [];
  const name = textColumn(row, 'displayName');
  const tenantId = textColumn(row, 'tenantId');
  return [{ subscriptionId, ...(name === undefined ? {} : { name }), ...(tenantId === undefined ? {} : { tenantId }) }];
}
