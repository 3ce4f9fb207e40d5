import { describe, expect, it } from 'vitest';
import { instanceViewPath } from '../../src/input/instance-view/instance-view-path.ts';
import { readInstanceView } from '../../src/input/instance-view/read-instance-view.ts';
import type { ArmReader } from '../../src/input/resource-graph/arm-reader.ts';

const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-app';
const machines = `${group}/providers/Microsoft.Compute/virtualMachines`;

describe('the path of an instance view', () => {
  it('is that of the machine', () => {
    expect(instanceViewPath(`${machines}/vm1`)).toBe(`${machines}/vm1/instanceView`);
  });

  it('encodes whatever a row says', () => {
    expect(instanceViewPath(`${machines}/vm%2F..%2F..?x=1#y`)).toBe(
      `${machines}/vm%252F..%252F..%3Fx%3D1%23y/instanceView`,
    );
  });

  it.each([
    ['another host', 'https://evil.example/subscriptions/1'],
    [
      'a host without a scheme',
      '//evil.example/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v',
    ],
    ['a step upwards', `${machines}/..`],
    ['another type', `${group}/providers/Microsoft.Compute/disks/d`],
    ['something below a machine', `${machines}/vm1/extensions/e`],
    ['no group', '/subscriptions/1/providers/Microsoft.Compute/virtualMachines/vm1'],
    ['nothing', ''],
  ])('is none for %s', (_name, id) => {
    expect(instanceViewPath(id)).toBeUndefined();
  });
});

describe('reading an instance view', () => {
  const readerOf = (answer: Awaited<ReturnType<ArmReader['get']>>): ArmReader => ({
    get: () => Promise.resolve(answer),
    list: () => Promise.resolve([]),
    counters: { requests: 0, pages: 0, retries: 0, waitedMs: 0 },
  });
  const quota = {};

  it.each([
    ['the view', { ok: true, body: { vmAgent: {} }, quota }, { kind: 'view', view: { vmAgent: {} } }],
    ['an error with status 200', { ok: true, body: { error: { code: 'X' } }, quota }, { kind: 'failed' }],
    [
      'a subscription that is not there',
      { ok: false, kind: 'refused', status: 404, code: 'SubscriptionNotFound', message: 'no', quota },
      { kind: 'failed' },
    ],
    ['a list', { ok: true, body: [], quota }, { kind: 'failed' }],
    ['a machine that is gone', { ok: false, kind: 'refused', status: 404, message: 'gone', quota }, { kind: 'gone' }],
    [
      'no permission',
      { ok: false, kind: 'denied', status: 403, message: 'no', quota },
      { kind: 'failed', because: expect.stringContaining('instanceView/read') },
    ],
  ] as const)('takes %s for what it is', async (_name, answer, expected) => {
    expect(await readInstanceView(`${machines}/vm1`, readerOf(answer))).toMatchObject(expected);
  });
});
