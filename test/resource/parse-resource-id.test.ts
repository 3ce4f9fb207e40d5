import { describe, expect, it } from 'vitest';
import { parentId, parseResourceId, sameResourceId } from '../../src/resource/parse-resource-id.ts';
import { displayText } from '../../src/resource/display-text.ts';
import {
  call,
  groupName,
  idOf,
  member,
  parameter,
  scoped,
  subscriptionId,
  toValue,
} from '../estate/build-inventory.ts';
import type { Plain } from '../estate/build-inventory.ts';

const vmType = 'Microsoft.Compute/virtualMachines';
const x = parameter('x');

describe('parseResourceId', () => {
  const shapes: readonly (readonly [string, Plain, string, string, readonly string[]])[] = [
    [
      'text',
      '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v',
      'resourceGroup',
      vmType,
      ['v'],
    ],
    ['a child', '/subscriptions/1/resourcegroups/g/providers/A.B/c/1/d/2/', 'resourceGroup', 'A.B/c/d', ['1', '2']],
    ['a subscription', '/subscriptions/1', 'tenant', 'Microsoft.Resources/subscriptions', ['1']],
    ['a group', '/subscriptions/1/resourceGroups/g', 'subscription', 'Microsoft.Resources/resourceGroups', ['g']],
    ['of a subscription', '/subscriptions/1/providers/A.B/c/1', 'subscription', 'A.B/c', ['1']],
    ['of the tenant', '/providers/A.B/c/1', 'tenant', 'A.B/c', ['1']],
    [
      'of a management group',
      '/providers/Microsoft.Management/managementGroups/m/providers/A.B/c/1',
      'managementGroup',
      'A.B/c',
      ['1'],
    ],
    [
      'an extension',
      '/subscriptions/1/resourceGroups/g/providers/A.B/c/1/providers/D.E/f/2',
      'resource',
      'D.E/f',
      ['2'],
    ],
    [
      'resourceId',
      call('resourceId', subscriptionId, groupName, vmType, x),
      'resourceGroup',
      vmType,
      ["{parameters('x')}"],
    ],
    ['resourceId without a group', call('resourceId', vmType, x), 'resourceGroup', vmType, ["{parameters('x')}"]],
    [
      'subscriptionResourceId',
      call('subscriptionResourceId', 'A.B/c', x),
      'subscription',
      'A.B/c',
      ["{parameters('x')}"],
    ],
    ['tenantResourceId', call('tenantResourceId', 'A.B/c', x), 'tenant', 'A.B/c', ["{parameters('x')}"]],
    [
      'extensionResourceId',
      call('extensionResourceId', call('resourceId', vmType, x), 'A.B/c', 'y'),
      'resource',
      'A.B/c',
      ['y'],
    ],
    [
      'an id and more text',
      call('format', '{0}/extensions/e', call('resourceId', vmType, x)),
      'resourceGroup',
      `${vmType}/extensions`,
      ["{parameters('x')}", 'e'],
    ],
    [
      'the id of the group',
      member(scoped('resourceGroup', 'g'), 'id'),
      'subscription',
      'Microsoft.Resources/resourceGroups',
      ['{resourceGroup().name}'],
    ],
    ['lower case', call('toLower', call('resourceId', vmType, 'V')), 'resourceGroup', vmType.toLowerCase(), ['v']],
  ];
  it.each(shapes)('%s', (_, plain, scope, type, names) => {
    const id = parseResourceId(toValue(plain));
    expect(id?.scope.kind).toBe(scope);
    expect(id?.type).toBe(type);
    expect(id?.names.map(displayText)).toEqual(names);
  });

  const others: readonly (readonly [string, Plain])[] = [
    ['plain text', 'vm1'],
    ['a parameter that holds an id', x],
    ['a provider without a name', '/subscriptions/1/resourceGroups/g/providers/A.B/c'],
    ['an unknown type', call('concat', '/subscriptions/1/providers/', x, '/c/1')],
    ['an object', {}],
    ['nothing', ''],
    ['only slashes', '////'],
  ];
  it.each(others)('not %s', (_, plain) => {
    expect(parseResourceId(toValue(plain))).toBeUndefined();
  });
});

describe('sameResourceId', () => {
  const known = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v';
  const symbolic = call('resourceId', subscriptionId, groupName, vmType, x);
  const cases: readonly (readonly [string, Plain, Plain, boolean | undefined])[] = [
    ['in another case', known, known.toUpperCase(), true],
    ['another name', known, `${known}2`, false],
    ['another type', known, known.replace('virtualMachines', 'disks'), false],
    ['equal symbols', symbolic, call('resourceId', subscriptionId, groupName, vmType, call('string', x)), true],
    ['another symbol', symbolic, call('resourceId', subscriptionId, groupName, vmType, parameter('y')), undefined],
    ['a group that is perhaps the same', symbolic, call('resourceId', subscriptionId, 'other', vmType, x), undefined],
    [
      'another name in a group that is perhaps the same',
      known,
      call('resourceId', subscriptionId, groupName, vmType, 'w'),
      false,
    ],
    [
      'names that certainly differ',
      symbolic,
      call('resourceId', subscriptionId, groupName, vmType, call('concat', 'not-', x)),
      false,
    ],
    [
      'segments of a split id',
      call('resourceId', subscriptionId, groupName, vmType, call('last', call('split', symbolic, '/'))),
      symbolic,
      true,
    ],
  ];
  it.each(cases)('%s', (_, a, b, expected) => {
    expect(sameResourceId(idOf(a), idOf(b))).toBe(expected);
    expect(sameResourceId(idOf(b), idOf(a))).toBe(expected);
  });
});

describe('parentId', () => {
  const policy = call(
    'format',
    '{0}/backupPolicies/p',
    call('resourceId', subscriptionId, groupName, 'Microsoft.RecoveryServices/vaults', x),
  );
  it('is the id of the vault of a policy', () => {
    const vault = idOf(call('resourceId', subscriptionId, groupName, 'Microsoft.RecoveryServices/vaults', x));
    const parent = parentId(idOf(policy));
    expect(parent && sameResourceId(parent, vault)).toBe(true);
    expect(parent && displayText(parent.value)).toBe(displayText(vault.value));
    expect(parentId(vault)).toBeUndefined();
  });
});
