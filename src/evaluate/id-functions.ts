import type { Location } from '../text/location.ts';
import type { ResourceScope } from '../resource/resource-id.ts';
import { resourceIdOf } from '../resource/resource-id.ts';
import { firstUnknown } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { Callees } from './callee.ts';
import { ofValues } from './callee.ts';
import type { Env } from './frame.ts';
import { wrongTypeMessage } from './functions/argument-types.ts';
import { stayingCall } from './staying-call.ts';
import { refuse } from './member.ts';
import { scopeOf } from './place.ts';
import { functionFrame } from './scope-functions.ts';
import { subscriptionIdProblem } from './subscription-id.ts';

/** The functions that build resource ids. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource */
export const idFunctions: Callees = [
  ['resourceId', ofValues(evaluateIdFunction)],
  ['subscriptionResourceId', ofValues(evaluateIdFunction)],
  ['tenantResourceId', ofValues(evaluateIdFunction)],
  ['managementGroupResourceId', ofValues(evaluateIdFunction)],
  ['extensionResourceId', ofValues(evaluateIdFunction)],
];

/** `resourceId([subscription], [group], type, names...)` and its kin. */
function evaluateIdFunction(name: string, args: readonly Value[], at: Location, env: Env): Value {
  const lower = name.toLowerCase();
  const problem = typesProblem(name, args) ?? countProblem(name, args, env) ?? segmentsProblem(name, args);
  if (problem !== undefined) return refuse(env, at, problem);
  const typeIndex = args.findIndex((arg, index) => index >= leading(lower) && isPath(arg));
  const type = args[typeIndex];
  const before = args.slice(0, typeIndex);
  if (type?.kind !== 'string') return stayingCall(name, args, at);
  if (before.length > mostBefore(lower)) {
    return firstUnknown(before) === undefined
      ? refuse(env, at, misplacedType(name, type.value))
      : stayingCall(name, args, at);
  }
  const names = args.slice(typeIndex + 1);
  const fullType = type.value.endsWith('/') ? type.value.replace(/\/+$/, '') : type.value;
  if (names.length !== fullType.split('/').length - 1) return wrongCount(name, fullType, at, env);
  const scope = scopeFor(lower, before, env);
  if (typeof scope !== 'string')
    return env.frame.session.reading.ids.ofCall(name, resourceIdOf(scope, type.value, names, at));
  // As long as an argument is unknown the engine does not look at the others.
  return firstUnknown(args) === undefined ? refuse(env, at, scope) : stayingCall(name, args, at);
}

/** Arguments in front of the type that are there for certain. */
function leading(name: string): number {
  return name === 'extensionresourceid' ? 1 : 0;
}

/** How many arguments may stand in front of the type: the scope's. */
function mostBefore(name: string): number {
  if (name === 'resourceid') return 2;
  return name === 'tenantresourceid' ? 0 : 1;
}

function isPath(arg: Value): boolean {
  return arg.kind === 'string' && arg.value.includes('/');
}

function typesProblem(name: string, args: readonly Value[]): string | undefined {
  const index = args.findIndex((arg) => arg.kind !== 'string' && arg.kind !== 'unknown');
  return index < 0 ? undefined : wrongTypeMessage(name, args, index, 'String');
}

/** Where the deployment itself is in no such scope, the scope has to be given. */
function countProblem(name: string, args: readonly Value[], env: Env): string | undefined {
  const { scope } = functionFrame(env.frame).place;
  const isElsewhere =
    (name.toLowerCase() === 'managementgroupresourceid' && scope !== 'managementGroup') ||
    (name.toLowerCase() === 'subscriptionresourceid' && (scope === 'managementGroup' || scope === 'tenant'));
  const least = isElsewhere || leading(name.toLowerCase()) > 0 ? 3 : 2;
  if (args.length >= least) return undefined;
  const count = least === 3 ? '3 parameters' : 'two parameter';
  return `Unable to evaluate template language function '${name}'. At least ${count} should be provided.`;
}

/** One argument, the type, has segments; it may be the one that is unknown. What extends a resource is looked at when all of it is known. */
function segmentsProblem(name: string, args: readonly Value[]): string | undefined {
  const first = leading(name.toLowerCase());
  const paths = args.slice(first).filter(isPath).length;
  if (paths === 1 || ((paths === 0 || first > 0) && firstUnknown(args) !== undefined)) return undefined;
  const shown = args.map((arg) => (arg.kind === 'string' ? arg.value : arg.kind)).join(',');
  return `Unable to evaluate template language function '${name}': function requires exactly one multi-segmented argument which must be resource type including resource provider namespace. Current function arguments '${shown}'.`;
}

function misplacedType(name: string, type: string): string {
  return `Unable to evaluate template language function '${name}': function requires fully qualified resource type '${type}' as one of first ${mostBefore(name.toLowerCase()) + 1} arguments.`;
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
  if (id.kind === 'string' && !/[^/]\/+[^/]/.test(id.value)) {
    return `Unable to evaluate template language function 'extensionResourceId': the provided parent resource id '${id.value}' is not a valid uri.`;
  }
  return { kind: 'resource', id };
}

function wrongCount(name: string, type: string, at: Location, env: Env): Value {
  const message = `Unable to evaluate template language function '${name}': the type '${type}' requires '${type.split('/').length - 1}' resource name argument(s).`;
  return refuse(env, at, message);
}
