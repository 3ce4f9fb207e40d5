import type { Location } from '../text/location.ts';
import type { ResourceScope } from '../resource/resource-id.ts';
import { resourceIdOf } from '../resource/resource-id.ts';
import { firstUnknown } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { Env } from './frame.ts';
import { stayingCall } from './make-value.ts';
import { refuse } from './member.ts';
import { scopeOf } from './place.ts';
import { functionFrame } from './scope-functions.ts';
import { subscriptionIdProblem } from './subscription-id.ts';

/** The functions that build resource ids. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource */
const ID_FUNCTIONS: ReadonlySet<string> = new Set([
  'resourceid',
  'subscriptionresourceid',
  'tenantresourceid',
  'managementgroupresourceid',
  'extensionresourceid',
]);

/** Whether `name` (lower case) builds a resource id. */
export function isIdFunction(name: string): boolean {
  return ID_FUNCTIONS.has(name);
}

/** `resourceId([subscription], [group], type, names...)` and its kin. */
export function evaluateIdFunction(name: string, args: readonly Value[], at: Location, env: Env): Value {
  const typeIndex = args.findIndex(
    (arg, index) => index >= leading(name) && arg.kind === 'string' && isType(arg.value),
  );
  const type = args[typeIndex];
  if (type?.kind !== 'string') {
    const unknown = args.some((arg) => arg.kind === 'unknown');
    return unknown ? stayingCall(name, args, at) : noType(name, args, at, env);
  }
  const names = args.slice(typeIndex + 1);
  const fullType = type.value.replace(/\/+$/, '');
  if (names.length !== fullType.split('/').length - 1) return wrongCount(name, fullType, at, env);
  const scope = scopeFor(name.toLowerCase(), args.slice(0, typeIndex), env);
  if (typeof scope !== 'string') return resourceIdOf(scope, fullType, names, at).value;
  // As long as an argument is unknown the engine does not look at the others.
  return firstUnknown(args) === undefined ? refuse(env, at, scope) : stayingCall(name, args, at);
}

/** Arguments in front of the type that are there for certain. */
function leading(name: string): number {
  return name.toLowerCase() === 'extensionresourceid' ? 1 : 0;
}

/** A type has a namespace with a dot and at least one segment: `Microsoft.Compute/virtualMachines`. */
function isType(written: string): boolean {
  return /^[^/]+(\/[^/]+)+\/?$/.test(written);
}

function scopeFor(name: string, before: readonly Value[], env: Env): ResourceScope | string {
  const { place } = functionFrame(env.frame);
  const [first, second] = before;
  switch (name) {
    case 'tenantresourceid':
      return { kind: 'tenant' };
    case 'extensionresourceid':
      return extended(first);
    case 'managementgroupresourceid':
      return { kind: 'managementGroup', name: first ?? place.managementGroup };
    case 'subscriptionresourceid':
      return checkedSubscription({ kind: 'subscription', subscriptionId: first ?? place.subscriptionId }, first, name);
  }
  const inGroup =
    place.scope === 'resourceGroup' || place.scope === 'local' || place.scope === 'desiredStateConfiguration';
  if (first === undefined) return idScope(scopeOf(place));
  if (second !== undefined) {
    return checkedSubscription({ kind: 'resourceGroup', subscriptionId: first, resourceGroup: second }, first, name);
  }
  if (inGroup) return { kind: 'resourceGroup', subscriptionId: place.subscriptionId, resourceGroup: first };
  return checkedSubscription({ kind: 'subscription', subscriptionId: first }, first, name);
}

/** `resourceId` of a management group deployment means the tenant. */
function idScope(scope: ResourceScope): ResourceScope {
  return scope.kind === 'managementGroup' ? { kind: 'tenant' } : scope;
}

function checkedSubscription(scope: ResourceScope, given: Value | undefined, name: string): ResourceScope | string {
  return subscriptionIdProblem(given, name) ?? scope;
}

function extended(id: Value | undefined): ResourceScope | string {
  if (id === undefined) return { kind: 'tenant' };
  if (id.kind === 'string' && !id.value.startsWith('/')) {
    return `Unable to evaluate template language function 'extensionResourceId': the provided parent resource id '${id.value}' is not a valid uri.`;
  }
  return { kind: 'resource', id };
}

function noType(name: string, args: readonly Value[], at: Location, env: Env): Value {
  const shown = args.map((arg) => (arg.kind === 'string' ? arg.value : arg.kind)).join(',');
  const message = `Unable to evaluate template language function '${name}': function requires exactly one multi-segmented argument which must be resource type including resource provider namespace. Current function arguments '${shown}'.`;
  return refuse(env, at, message);
}

function wrongCount(name: string, type: string, at: Location, env: Env): Value {
  const message = `Unable to evaluate template language function '${name}': the type '${type}' requires '${type.split('/').length - 1}' resource name argument(s).`;
  return refuse(env, at, message);
}
