import { parseResourceId } from '../resource/parse-resource-id.ts';
import type { ResourceScope } from '../resource/resource-id.ts';
import type { Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { Env } from './frame.ts';
import { textValue } from '../resource/make-value.ts';
import { typeName } from './functions/argument-types.ts';
import { refuse } from './member.ts';
import { stayingCall } from './staying-call.ts';
import { scopeOf, scopePrefix } from './place.ts';

/** Where a declared resource lives: its target when it says one, else the scope of its deployment. `evaluate` is asked for the target. */
export function targetScope(
  declaration: ResourceDeclaration,
  env: Env,
  evaluate: (expression: Expression) => Value,
): ResourceScope {
  const { target } = declaration;
  const { place, session } = env.frame;
  const fixed = session.reading.targets.fixedScope(declaration.type);
  const subscriptionId = target?.subscriptionId && givenName(evaluate(target.subscriptionId), env);
  const resourceGroup = target?.resourceGroup && givenName(evaluate(target.resourceGroup), env);
  if (resourceGroup !== undefined)
    return { kind: 'resourceGroup', subscriptionId: subscriptionId ?? place.subscriptionId, resourceGroup };
  if (subscriptionId !== undefined) return { kind: 'subscription', subscriptionId };
  if (target?.scope !== undefined) return scopeFromValue(evaluate(target.scope), env);
  if (fixed === 'tenant') return { kind: 'tenant' };
  if (fixed === 'subscription') return { kind: 'subscription', subscriptionId: place.subscriptionId };
  return scopeOf(place);
}

/** The name of a group or subscription to which something goes. An empty one is none: then it goes where its deployment is. */
export function givenName(value: Value, env: Env): Value | undefined {
  if (value.kind === 'null' || (value.kind === 'string' && value.value === '')) return undefined;
  if (value.kind === 'unknown' || (value.kind === 'string' && !value.value.includes('/'))) return value;
  const message =
    value.kind === 'string'
      ? `The name '${value.value}' is not valid.`
      : `Evaluation result of language expression is of type '${typeName(value)}', expected type is 'String'.`;
  return refuse(env, value.at, message, 'invalid-template');
}

/** A `scope` property: `/`, the id of a subscription, group or management group, or of the resource that is extended. */
export function scopeFromValue(scope: Value, env: Env, mayBeObject = true): ResourceScope {
  if (scope.kind === 'object' && !mayBeObject) return { kind: 'resource', id: scope };
  if (scope.kind === 'object') return scopeFromValue(scope.properties.get('id') ?? scope, env, false);
  if (scope.kind !== 'string') return unknownScope(scope, env);
  const written = scope.value.replace(/\/+$/, '');
  if (written === '') return { kind: 'tenant' };
  const group = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(written);
  if (group?.[1] !== undefined) {
    const subscriptionId = textValue(group[1], scope.at);
    if (group[2] === undefined) return { kind: 'subscription', subscriptionId };
    return { kind: 'resourceGroup', subscriptionId, resourceGroup: textValue(group[2], scope.at) };
  }
  const management = /^(?:\/providers\/)?Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(written);
  if (management?.[1] !== undefined && (written.startsWith('/') || mayNameGroup(env)))
    return { kind: 'managementGroup', name: textValue(management[1], scope.at) };
  if (written.startsWith('/')) return { kind: 'resource', id: scope };
  return { kind: 'resource', id: relativeId(written, scope, env) };
}

function mayNameGroup({ frame: { session, place } }: Env): boolean {
  return session.reading.targets.namesGroups(place.scope);
}

/** The id of a group or management group whose name is unknown is still seen to be one. */
function unknownScope(scope: Value, env: Env): ResourceScope {
  const id = parseResourceId(scope);
  const [name] = id?.names ?? [];
  if (id === undefined || name === undefined || id.names.length > 1) return { kind: 'resource', id: scope };
  const type = id.type.toLowerCase();
  if (type === 'microsoft.management/managementgroups') return { kind: 'managementGroup', name };
  if (type !== 'microsoft.resources/resourcegroups') return { kind: 'resource', id: scope };
  const subscriptionId = id.scope.kind === 'subscription' ? id.scope.subscriptionId : env.frame.place.subscriptionId;
  return { kind: 'resourceGroup', subscriptionId, resourceGroup: name };
}

/** A scope without a leading slash names a resource of the deployment's own scope: `Microsoft.Storage/storageAccounts/x`. */
function relativeId(written: string, { at }: Value, env: Env): Value {
  const parts = [...scopePrefix(env.frame.place, at), textValue(written, at)];
  return parts.every((part) => part.kind === 'string')
    ? textValue(parts.map(({ value }) => value).join(''), at)
    : stayingCall('concat', parts, at);
}
