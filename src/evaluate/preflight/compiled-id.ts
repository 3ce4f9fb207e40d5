import type { Location } from '../../text/location.ts';
import type { ResourceScope } from '../../resource/resource-id.ts';
import { resourceIdOf } from '../../resource/resource-id.ts';
import { callSymbol, unknownValue } from '../../resource/unknown.ts';
import type { UnknownValue, Value } from '../../resource/value.ts';
import type { Expression } from '../../template/expression.ts';
import type { Env } from '../frame.ts';
import type { Instance } from '../instance.ts';
import { integerValue, textValue } from '../../resource/make-value.ts';
import { memberOf } from '../staying-call.ts';
import { engineId, predictedId } from './predicted-id.ts';

/** How the parts of a compiled expression are had: by their values, or as they are written. */
export type Write = (expression: Expression, env: Env) => Value;

const MANAGEMENT_GROUPS = 'Microsoft.Management/managementGroups';
const GROUP_FORMAT = '/subscriptions/{0}/resourceGroups/{1}';

/**
 * The id of a resource as an expression of a Bicep file spells it after the official compiler: what is in another group or in a management
 * group extends it. The same id, in other words.
 */
export function compiledId(instance: Instance): Value {
  const id = instance.id();
  const { session, template } = instance.env.frame;
  if (template.language !== 'bicep') return id.value;
  const scope = compiledScope(instance, id.scope);
  const compiled = scope === id.scope ? id : resourceIdOf(scope, id.type, id.names, id.value.at);
  const { value } = compiled;
  if (value.kind !== 'unknown') return engineId(compiled);
  const names = compiledNames(instance, (expression, env) => session.evaluate(expression, env));
  const around = containerOf(instance, scope, value);
  if (around === undefined) return resourceIdOf(scope, id.type, names, value.at).value;
  return call(value, 'extensionResourceId', [around, textValue(id.type, value.at), ...names]);
}

/** The id in `reference(...)`: with symbolic names the engine finds it itself. */
export function referenceId(instance: Instance): Value {
  const { template } = instance.env.frame;
  return template.symbolicNames ? predictedId(instance).value : compiledId(instance);
}

/** What a resource of a Bicep file has for an id as long as nobody evaluates it. */
export function writtenId(instance: Instance, write: Write, because: string, at: Location): Value {
  const { declaration, env } = instance;
  const { target, type } = declaration;
  const names = [textValue(type, at), ...compiledNames(instance, write)];
  const reason: Reason = { because, at };
  if (target?.resourceGroup !== undefined) {
    const subscription =
      target.subscriptionId === undefined ? ownSubscription(reason) : write(target.subscriptionId, env);
    const group = call(reason, 'format', [textValue(GROUP_FORMAT, at), subscription, write(target.resourceGroup, env)]);
    return call(reason, 'extensionResourceId', [group, ...names]);
  }
  if (target?.subscriptionId !== undefined)
    return call(reason, 'subscriptionResourceId', [write(target.subscriptionId, env), ...names]);
  const scope = target?.scope === undefined ? undefined : write(target.scope, env);
  if (scope?.kind === 'string' && scope.value === '/') return call(reason, 'tenantResourceId', names);
  if (scope !== undefined) return call(reason, 'extensionResourceId', [scope, ...names]);
  switch (env.frame.template.scope) {
    case 'tenant':
      return call(reason, 'tenantResourceId', names);
    case 'managementGroup': {
      const own = memberOf(call(reason, 'managementGroup', []), textValue('id', at), at, because);
      return call(reason, 'extensionResourceId', [own, ...names]);
    }
    case 'subscription':
      return call(reason, 'subscriptionResourceId', names);
    default:
      return call(reason, 'resourceId', names);
  }
}

/** The names of a resource and of those it is a child of. One that is a name of several segments is cut. */
export function compiledNames(instance: Instance, write: Write): readonly Value[] {
  const line: Instance[] = [];
  for (let at: Instance | undefined = instance; at !== undefined; at = at.parent()) line.unshift(at);
  return line.flatMap((one, index) => {
    const name = write(one.declaration.name, one.env);
    const count = index > 0 ? 1 : one.declaration.type.split('/').length - 1;
    return count === 1 ? [name] : segmentsOf(name, count);
  });
}

function segmentsOf(name: Value, count: number): readonly Value[] {
  if (name.kind === 'string') return name.value.split('/').map((segment) => textValue(segment, name.at));
  if (name.kind !== 'unknown') return [name];
  const { at, because } = name;
  const split = call(name, 'split', [name, textValue('/', at)]);
  return Array.from({ length: count }, (_, index) => memberOf(split, integerValue(index, at), at, because));
}

/** To the compiler a tenant deployment is one, wherever the preflight has its resources. */
function compiledScope({ declaration, env: { frame } }: Instance, scope: ResourceScope): ResourceScope {
  return frame.place.reachedFromGroup && declaration.target === undefined ? { kind: 'tenant' } : scope;
}

/** The id of what the resource extends, in the compiler's eyes. */
function containerOf({ declaration }: Instance, scope: ResourceScope, unknown: UnknownValue): Value | undefined {
  const { at } = unknown;
  if (scope.kind === 'managementGroup')
    return resourceIdOf({ kind: 'tenant' }, MANAGEMENT_GROUPS, [scope.name], at).value;
  if (scope.kind !== 'resourceGroup' || declaration.target?.resourceGroup === undefined) return undefined;
  const { subscriptionId, resourceGroup } = scope;
  if (subscriptionId.kind === 'string' && resourceGroup.kind === 'string')
    return textValue(`/subscriptions/${subscriptionId.value}/resourceGroups/${resourceGroup.value}`, at);
  return call(unknown, 'format', [textValue(GROUP_FORMAT, at), subscriptionId, resourceGroup]);
}

function ownSubscription(unknown: Reason): Value {
  return memberOf(
    call(unknown, 'subscription', []),
    textValue('subscriptionId', unknown.at),
    unknown.at,
    unknown.because,
  );
}

type Reason = Pick<UnknownValue, 'because' | 'at'>;

function call({ because, at }: Reason, name: string, args: readonly Value[]): UnknownValue {
  return unknownValue(callSymbol(name, args), because, at);
}
