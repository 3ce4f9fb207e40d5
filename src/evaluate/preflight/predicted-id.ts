import type { Location } from '../../text/location.ts';
import type { ResourceId } from '../../resource/resource-id.ts';
import { resourceIdOf } from '../../resource/resource-id.ts';
import { callSymbol, unknownValue } from '../../resource/unknown.ts';
import type { LambdaSymbol, UnknownValue, Value } from '../../resource/value.ts';
import type { Place } from '../frame.ts';
import { scopePrefix } from '../place.ts';
import type { Instance } from '../instance.ts';
import { integerValue, textValue } from '../../resource/make-value.ts';
import { memberOf, stayingCall } from '../staying-call.ts';

/**
 * The id of a resource as the preflight spells it while parts are unknown: it cuts an unknown full name into its segments, and asks what
 * kind of scope an unknown scope is.
 */
export function predictedId(instance: Instance): ResourceId {
  const id = instance.id();
  const name = instance.name();
  const { scope, type, value } = id;
  const isCut = name.kind === 'unknown' && id.names.length > 1;
  // The segments may be known where the name is not: the preflight looks into no part of an id that it does not know as a whole.
  if (value.kind !== 'unknown' && !isCut) return withEngineId(id);
  const names = isCut ? id.names.map((_, index) => segmentOf(name, index)) : id.names;
  const isOpen = scope.kind === 'resource' && scope.id.kind === 'unknown' && isScopeUnknown(instance);
  if (isOpen && value.kind === 'unknown')
    return { ...id, value: openScopeId(scope.id, type, names, value, instance.env.frame.place) };
  return { ...id, value: resourceIdOf(scope, type, names, value.at).value };
}

/** A scope that is written as text is seen to be relative, whatever it is relative to. */
function isScopeUnknown({ declaration, env }: Instance): boolean {
  const { parent, target } = declaration;
  if (parent !== undefined) return false;
  return target?.scope === undefined || env.frame.session.evaluate(target.scope, env).kind !== 'string';
}

function segmentOf(name: UnknownValue, index: number): Value {
  return memberOf(segmentsOf(name), integerValue(index, name.at), name.at, name.because);
}

/** `filter(split(name, '/'), lambda('x', not(empty(lambdaVariables('x')))))` */
function segmentsOf(name: UnknownValue): Value {
  const { at, because } = name;
  const call = caller(because, at);
  const item = unknownValue({ kind: 'lambdaVariable', name: 'x' }, because, at);
  const isNotEmpty: LambdaSymbol = { kind: 'lambda', parameters: ['x'], body: call('not', call('empty', item)) };
  return call('filter', call('split', name, textValue('/', at)), isNotEmpty);
}

/** The full name of a resource that is nested in others, as the preflight spells it while parts are unknown. */
export function joinedName(parts: readonly Value[]): Value {
  const slash = (at: Location): Value => textValue('/', at);
  return parts.reduce((name, part) => {
    const { at } = part;
    const own = part.kind === 'unknown' ? caller(part.because, at)('join', segmentsOf(part), slash(at)) : part;
    return stayingCall('concat', [name, slash(at), own], at);
  });
}

/** A scope is the tenant, a full id, or relative to the deployment's own scope. */
function openScopeId(
  scope: Value,
  type: string,
  names: readonly Value[],
  { because, at }: UnknownValue,
  place: Place,
): Value {
  const call = caller(because, at);
  const slash = textValue('/', at);
  const typeName = textValue(type, at);
  const own = call('concat', ...scopePrefix(place, at), scope);
  const relative = place.scope === 'managementGroup' ? amongGroups(scope, own, call) : own;
  const full = call('if', call('startsWith', scope, slash), scope, relative);
  return call(
    'if',
    call('equals', scope, slash),
    call('tenantResourceId', typeName, ...names),
    call('extensionResourceId', full, typeName, ...names),
  );
}

/** In a management group, a scope may name another one. */
function amongGroups(scope: Value, own: Value, call: Caller): Value {
  const { at } = scope;
  const isGroup = call('startsWith', scope, textValue('Microsoft.Management/managementGroups', at));
  return call('if', isGroup, call('concat', textValue('/providers/', at), scope), own);
}

/** To the engine a subscription is a resource of the tenant like any other, though Azure has a shorter id for it. */
export function engineId({ scope, type, names: [name], value }: ResourceId): Value {
  const isSubscription = scope.kind === 'tenant' && type.toLowerCase() === 'microsoft.resources/subscriptions';
  if (!isSubscription || value.kind !== 'string' || name?.kind !== 'string') return value;
  return textValue(`/providers/${type}/${name.value}`, value.at);
}

function withEngineId(id: ResourceId): ResourceId {
  const value = engineId(id);
  return value === id.value ? id : { scope: id.scope, type: id.type, names: id.names, value };
}

type Caller = (of: string, ...args: readonly (Value | LambdaSymbol)[]) => Value;

function caller(because: string, at: Location): Caller {
  return (of, ...args) => unknownValue(callSymbol(of, args), because, at);
}
