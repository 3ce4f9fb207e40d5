import type { Location } from '../text/location.ts';
import { resourceIdOf } from '../resource/resource-id.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { Callee, Callees } from './callee.ts';
import { ofValues } from './callee.ts';
import type { Env, Frame } from './frame.ts';
import { objectOf } from '../resource/make-value.ts';
import { stayingCall } from './staying-call.ts';
import { refuse } from './member.ts';
import { describeManagementGroup, describeSubscription, subscriptionPath } from './describe-scope.ts';
import { nowhere, placedAt } from './place.ts';

/** What is known of the scope of a deployment. */
type Describe = (frame: Frame, at: Location) => Value;

/** Functions that describe where the deployment happens. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope */
export const scopeFunctions: Callees = [
  ['resourceGroup', ofScope('resourceGroup', (frame, at) => frame.session.reading.scopes.resourceGroup(frame, at))],
  ['subscription', ofScope('subscription', describeSubscription)],
  ['tenant', ofScope('tenant', (frame, at) => frame.session.reading.scopes.tenant(frame, at))],
  ['managementGroup', ofScope('managementGroup', describeManagementGroup)],
  ['deployment', ofScope('deployment', (frame, at) => frame.session.reading.scopes.deployment(frame, at))],
  ['environment', ofScope('environment', runtimeObject('environment', 'the cloud is known only to the deployment'))],
  ['deployer', ofScope('deployer', runtimeObject('deployer', 'who deploys is known only to the deployment'))],
];

/** Without arguments the deployment's own scope, with arguments the one that they name. */
function ofScope(of: string, describe: Describe): Callee {
  const named = ofValues(evaluateNamedScope);
  return (expression, env, name) =>
    expression.arguments.length === 0 ? ownScope(of, describe, expression.at, env) : named(expression, env, name);
}

/** An object whose unknown parts are symbols of the scope; the same object each time. */
function ownScope(name: string, describe: Describe, at: Location, env: Env): Value {
  const frame = functionFrame(env.frame);
  const known = frame.scopeObjects.get(name);
  if (known !== undefined) return placedAt(known, at);
  if (!isSeen(name, frame)) {
    return refuse(
      env,
      at,
      `The template function '${name}' is not expected at this location: the deployment's scope is '${frame.place.scope}'.`,
    );
  }
  const value = describe(frame, nowhere(at));
  frame.scopeObjects.set(name, value);
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

/** The deployment whose scope functions the expressions of `frame` see. */
export function functionFrame(frame: Frame): Frame {
  return frame.functions === 'own' ? frame : frame.functions;
}

/** Whether the deployment is in a scope of this kind, or around it. */
function isSeen(name: string, { place: { scope } }: Frame): boolean {
  const isAbove = scope === 'managementGroup' || scope === 'tenant';
  if (name === 'resourceGroup') return scope !== 'subscription' && !isAbove;
  if (name === 'subscription') return !isAbove;
  return name !== 'managementGroup' || scope === 'managementGroup';
}

/** One per unit: everything in it is deployed to one cloud, by one identity. */
function runtimeObject(name: string, because: string): Describe {
  return (frame, at) => unknownValue(callSymbol(name, [], frame.session.inputs.unit), because, at);
}
