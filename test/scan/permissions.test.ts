import { describe, expect, it } from 'vitest';
import type { ArmReader } from '../../src/input/resource-graph/arm-reader.ts';
import type { FailureKind } from '../../src/input/resource-graph/graph-client.ts';
import { whyHidden } from '../../src/scan/permissions.ts';

/** Answers every list with the same. */
function armWith(answer: Awaited<ReturnType<ArmReader['list']>>): ArmReader {
  const get: ArmReader['get'] = () => Promise.reject(new Error('only lists are asked for'));
  return { get, list: () => Promise.resolve(answer), counters: { requests: 0, pages: 0, retries: 0, waitedMs: 0 } };
}

describe('why rows may be hidden', () => {
  it.each<[string, readonly unknown[], RegExp | undefined]>([
    ['Reader', [{ actions: ['*/read'], notActions: [] }], undefined],
    ['two roles that make one', [{ actions: ['Microsoft.*/read'] }, { actions: ['*/subscriptions/read'] }], undefined],
    [
      'a role that takes vaults away',
      [{ actions: ['*'], notActions: ['Microsoft.RecoveryServices/*'] }],
      /vaults\/read/,
    ],
    ['a role on machines', [{ actions: ['Microsoft.Compute/*'] }], /no role .*protectedItems\/read/],
    ['no role', [], /no role .*virtualMachines\/read/],
    ['what is no role', ['x', null], /no role/],
  ])('is told by the roles: %s', async (_name, value, because) => {
    const told = await whyHidden('s', armWith(value));
    if (because === undefined) expect(told).toBeUndefined();
    else expect(told).toMatch(because);
  });

  const failure = (kind: FailureKind, code?: string) =>
    armWith({ ok: false, kind, message: 'because', quota: {}, ...(code === undefined ? {} : { code }) });

  it.each<[string, ArmReader]>([
    ['denied', failure('denied', 'AuthorizationFailed')],
    ['a server error', failure('server')],
    ['no connection', failure('network')],
    ['no answer in time', failure('timeout')],
    ['throttled for too long', failure('throttled')],
    ['a subscription that Resource Manager does not know', failure('refused', 'SubscriptionNotFound')],
  ])('is that they cannot be found out: %s', async (_name, arm) => {
    expect(await whyHidden('s', arm)).toMatch(/could not be found out .*: because$/);
  });

  it.each<[string, ArmReader]>([
    ['no such path', failure('refused', 'NotFound')],
    ['no list', failure('malformed')],
  ])('is nothing where the server has no permissions to ask for: %s', async (_name, arm) => {
    expect(await whyHidden('s', arm)).toBeUndefined();
  });
});
