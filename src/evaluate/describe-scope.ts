import type { Location } from '../text/location.ts';
import { resourceIdOf } from '../resource/resource-id.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { Frame } from './frame.ts';
import { objectOf, textValue } from '../resource/make-value.ts';
import { memberOf, stayingCall } from './staying-call.ts';

/** The id of a subscription. */
export function subscriptionPath(subscriptionId: Value, at: Location): Value {
  if (subscriptionId.kind === 'string') return textValue(`/subscriptions/${subscriptionId.value}`, at);
  return stayingCall('concat', [textValue('/subscriptions/', at), subscriptionId], at);
}

/** `resourceGroup()` */
export function describeGroup(frame: Frame, at: Location): Value {
  return objectOf(groupParts(frame, at), at);
}

/** What there is to tell of the group of a deployment. */
export function groupParts({ place }: Frame, at: Location): readonly [string, Value][] {
  const { subscriptionId, resourceGroup: name } = place;
  const type = 'Microsoft.Resources/resourceGroups';
  const part = runtimePart('resourceGroup', place.identity, at);
  return [
    ['id', resourceIdOf({ kind: 'subscription', subscriptionId }, type, [name], at).value],
    ['name', name],
    ['type', textValue(type, at)],
    ['location', place.groupLocation()],
    ['tags', place.groupTags() ?? part('tags')],
    ['managedBy', part('managedBy')],
    ['properties', part('properties')],
  ];
}

/** `subscription()` */
export function describeSubscription(frame: Frame, at: Location): Value {
  const { place } = frame;
  const { subscriptionId } = place;
  const id = subscriptionPath(subscriptionId, at);
  const part = runtimePart('subscription', place.identity, at);
  return objectOf(
    [
      ['id', id],
      ['subscriptionId', subscriptionId],
      ['tenantId', place.tenantId],
      ['displayName', part('displayName')],
    ],
    at,
  );
}

/** `tenant()` */
export function describeTenant(frame: Frame, at: Location): Value {
  const { tenantId, identity } = frame.place;
  const part = runtimePart('tenant', identity, at);
  const id =
    tenantId.kind === 'string'
      ? textValue(`/tenants/${tenantId.value}`, at)
      : stayingCall('concat', [textValue('/tenants/', at), tenantId], at);
  return objectOf(
    [
      ['countryCode', part('countryCode')],
      ['displayName', part('displayName')],
      ['id', id],
      ['tenantId', tenantId],
    ],
    at,
  );
}

/** `managementGroup()` */
export function describeManagementGroup(frame: Frame, at: Location): Value {
  const { managementGroup: name, identity } = frame.place;
  const type = 'Microsoft.Management/managementGroups';
  const id = resourceIdOf({ kind: 'tenant' }, type, [name], at).value;
  const properties = runtimePart('managementGroup', identity, at)('properties');
  // Of a group that was named the engine tells its type, of one that was not the path of that type.
  const rest: readonly [string, Value][] =
    name.kind === 'string'
      ? [
          ['type', textValue(type, at)],
          ['properties', properties],
        ]
      : [
          ['properties', properties],
          ['type', textValue(`/providers/${type}`, at)],
        ];
  return objectOf([['id', id], ['name', name], ...rest], at);
}

/** `deployment()` */
export function describeDeployment(frame: Frame, at: Location): Value {
  const part = runtimePart('deployment', frame.key, at);
  const { contentVersion = '1.0.0.0' } = frame.template;
  const template = objectOf([['contentVersion', textValue(contentVersion, at)]], at);
  const entries: [string, Value][] = [
    ['name', frame.deploymentName()],
    [
      'properties',
      objectOf(
        [
          ['template', template],
          // There is one when the template was deployed from a link; whether it was, no template can know.
          ['templateLink', part('properties', 'templateLink')],
          ['parameters', part('properties', 'parameters')],
          ['mode', part('properties', 'mode')],
        ],
        at,
      ),
    ],
  ];
  if (frame.place.scope !== 'resourceGroup') entries.push(['location', frame.deploymentLocation()]);
  return objectOf(entries, at);
}

/** Makes parts of what a scope function answers that are known only to the deployment. */
export function runtimePart(call: string, identity: string, at: Location): (...keys: readonly string[]) => Value {
  const because = `${call}() is known in full only to the deployment`;
  return (...keys) => {
    let value: Value = unknownValue(callSymbol(call, [], identity), because, at);
    for (const key of keys) value = memberOf(value, textValue(key, at), at, because);
    return value;
  };
}
