import type { Location } from '../text/location.ts';
import { resourceIdOf } from '../resource/resource-id.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { Callee, Callees } from './callee.ts';
import { ofValues } from './callee.ts';
import type { Env, Frame } from './frame.ts';
import { objectOf, textValue } from '../resource/make-value.ts';
import { stayingCall } from './staying-call.ts';
import { memberOf } from './staying-call.ts';
import { refuse } from './member.ts';
import { nowhere, placedAt } from './place.ts';
import { predictedDeployment } from './predicted-deployment.ts';

/** What is known of the scope of a deployment. */
type Describe = (frame: Frame, at: Location) => Value;

/** Functions that describe where the deployment happens. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope */
export const scopeFunctions: Callees = [
  ['resourceGroup', ofScope(resourceGroup)],
  ['subscription', ofScope(subscription)],
  ['tenant', ofScope(tenant)],
  ['managementGroup', ofScope(managementGroup)],
  ['deployment', ofScope(deployment)],
  ['environment', ofScope(runtimeObject('environment', 'the cloud is known only to the deployment'))],
  ['deployer', ofScope(runtimeObject('deployer', 'who deploys is known only to the deployment'))],
];

/** Without arguments the deployment's own scope, with arguments the one that they name. */
function ofScope(describe: Describe): Callee {
  const named = ofValues(evaluateNamedScope);
  return (expression, env, name) =>
    expression.arguments.length === 0 ? ownScope(name, describe, expression.at, env) : named(expression, env, name);
}

/** An object whose unknown parts are symbols of the scope; the same object each time. */
function ownScope(name: string, describe: Describe, at: Location, env: Env): Value {
  const frame = functionFrame(env.frame);
  const known = frame.scopeObjects.get(describe);
  if (known !== undefined) return placedAt(known, at);
  if (!fits(describe, frame)) {
    return refuse(
      env,
      at,
      `The template function '${name}' is not expected at this location: the deployment's scope is '${frame.place.scope}'.`,
    );
  }
  const value = describe(frame, nowhere(at));
  frame.scopeObjects.set(describe, value);
  return placedAt(value, at);
}

/** `resourceGroup('name')`, `subscription('id')` ...: Bicep's way to name a scope; what is known of it is its id and name. */
function evaluateNamedScope(written: string, args: readonly Value[], at: Location, env: Env): Value {
  const name = written.toLowerCase();
  const { place } = functionFrame(env.frame);
  const [first, second] = args;
  if (first === undefined) return stayingCall(name, args, at);
  if (name === 'subscription') {
    return objectOf(
      [
        ['id', subscriptionPath(first, at)],
        ['subscriptionId', first],
      ],
      at,
    );
  }
  if (name === 'managementgroup') {
    const id = resourceIdOf({ kind: 'tenant' }, 'Microsoft.Management/managementGroups', [first], at).value;
    return objectOf(
      [
        ['id', id],
        ['name', first],
      ],
      at,
    );
  }
  if (name !== 'resourcegroup') return refuse(env, at, `The function '${name}' takes no arguments.`);
  const [subscriptionId, group] = second === undefined ? [place.subscriptionId, first] : [first, second];
  const id = resourceIdOf(
    { kind: 'subscription', subscriptionId },
    'Microsoft.Resources/resourceGroups',
    [group],
    at,
  ).value;
  return objectOf(
    [
      ['id', id],
      ['name', group],
    ],
    at,
  );
}

function subscriptionPath(subscriptionId: Value, at: Location): Value {
  if (subscriptionId.kind === 'string') return textValue(`/subscriptions/${subscriptionId.value}`, at);
  return stayingCall('concat', [textValue('/subscriptions/', at), subscriptionId], at);
}

/** The deployment whose scope functions the expressions of `frame` see. */
export function functionFrame(frame: Frame): Frame {
  return frame.functions === 'own' ? frame : frame.functions;
}

function fits(describe: Describe, { place: { scope } }: Frame): boolean {
  if (describe === resourceGroup) return scope !== 'subscription' && scope !== 'managementGroup' && scope !== 'tenant';
  if (describe === subscription) return scope !== 'managementGroup' && scope !== 'tenant';
  return describe !== managementGroup || scope === 'managementGroup';
}

function resourceGroup(frame: Frame, at: Location): Value {
  const { place, session } = frame;
  const { subscriptionId, resourceGroup: name, groupGiven } = place;
  const type = 'Microsoft.Resources/resourceGroups';
  const scope = { kind: 'subscription', subscriptionId } as const;
  const part = runtimePart('resourceGroup', place.identity, at);
  const isIdOpen = groupGiven === true && subscriptionId.kind !== 'string';
  const entries: [string, Value][] = [
    ['id', isIdOpen ? part('id') : resourceIdOf(scope, type, [name], at).value],
    ['name', name],
    ['type', textValue(type, at)],
    ['location', place.groupLocation()],
    ['tags', place.groupTags() ?? part('tags')],
  ];
  if (groupGiven || !session.inputs.preflight) entries.push(['managedBy', part('managedBy')]);
  entries.push(['properties', part('properties')]);
  return objectOf(entries, at);
}

function subscription(frame: Frame, at: Location): Value {
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

function tenant(frame: Frame, at: Location): Value {
  const { tenantId, identity } = frame.place;
  if (frame.session.inputs.preflight && tenantId.kind === 'unknown')
    return unknownValue(callSymbol('tenant', [], identity), tenantId.because, at);
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

function managementGroup(frame: Frame, at: Location): Value {
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

function deployment(frame: Frame, at: Location): Value {
  if (frame.session.inputs.preflight) return predictedDeployment(frame, at);
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

function runtimePart(call: string, identity: string, at: Location): (...keys: readonly string[]) => Value {
  const because = `${call}() is known in full only to the deployment`;
  return (...keys) => {
    let value: Value = unknownValue(callSymbol(call, [], identity), because, at);
    for (const key of keys) value = memberOf(value, textValue(key, at), at, because);
    return value;
  };
}

/** One per unit: everything in it is deployed to one cloud, by one identity. */
function runtimeObject(name: string, because: string): Describe {
  return (frame, at) => unknownValue(callSymbol(name, [], frame.session.inputs.unit), because, at);
}
