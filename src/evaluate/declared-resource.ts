import type { Location } from '../text/location.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { UnknownValue, Value } from '../resource/value.ts';
import type { CallExpression, Expression, ResourceExpression } from '../template/expression.ts';
import { isFalse } from './condition.ts';
import { outputAccesses, outputMember } from './declared-output.ts';
import type { Env } from './frame.ts';
import { frameWithResource, isBeforeResources, opaque } from './frame.ts';
import type { Instance } from './instance.ts';
import { selectInstance } from './instances.ts';
import { nullValue, objectOf, textValue } from '../resource/make-value.ts';
import { stayingCall } from './staying-call.ts';
import type { Access } from './member.ts';
import { follow, isKey, refuse } from './member.ts';
import type { ReferenceReading } from './reading.ts';

/** A resource as a value is what Azure answers at run time: `reference(id, apiVersion, 'full')`. */
export function evaluateResource(expression: ResourceExpression, env: Env): Value {
  const instance = referredInstance(expression, env);
  if (instance === undefined) return noInstance(expression, env);
  const stays = referenceTo(instance, expression.declaration.deployment === undefined, expression);
  return references(env).path(instance, true, stays, [], env);
}

/** What a resource symbol stands for as an argument of `reference()`, `list*()` or `dependsOn`: its id. */
export function idOfResource(expression: ResourceExpression, env: Env): Value {
  const instance = referredInstance(expression, env);
  if (instance === undefined) return noInstance(expression, env);
  if (instance.declaration.extension !== undefined) return symbolOf(instance, expression.at);
  return { ...env.frame.session.reading.ids.inReference(instance), at: expression.at };
}

/**
 * The answer of `symbol.a.b`, `reference('symbol').a.b` or `reference(id).a.b` for a resource that the unit declares: from the
 * declaration where Azure returns what was declared, else an unknown. Undefined when `base` is no such resource.
 */
export function declaredMember(base: Expression, accesses: readonly Access[], env: Env): Value | undefined {
  if (base.kind === 'resource') {
    const instance = referredInstance(base, env);
    if (instance === undefined) return noInstance(base, env);
    return symbolMember(instance, accesses, base, env);
  }
  if (base.kind !== 'call' || base.name.toLowerCase() !== 'reference' || isBeforeResources(env.frame)) return undefined;
  const instance = instanceOfReference(base, env);
  if (instance === undefined) return undefined;
  return referenceMember(instance, base, accesses, env);
}

function referredInstance(expression: ResourceExpression, env: Env): Instance | undefined {
  const { declaration, index } = expression;
  const frame = frameWithResource(env.frame, declaration);
  if (index !== undefined) return selectInstance(frame, declaration, env.frame.session.evaluate(index, env));
  return frame.session.instancesOf(frame, declaration).instances[0];
}

function noInstance(expression: ResourceExpression, env: Env): Value {
  const { symbolicName, type } = expression.declaration;
  const name = symbolicName ?? type;
  return expression.index === undefined
    ? opaque(env.frame.session, `the loop of '${name}' has no instance`, expression.at)
    : refuse(env, expression.at, `The resource '${name}' has no instance with that index.`);
}

/** `symbol.key...` as Bicep means it. */
function symbolMember(instance: Instance, accesses: readonly Access[], base: ResourceExpression, env: Env): Value {
  const { declaration } = instance;
  if (declaration.extension !== undefined) return extensionMember(instance, accesses, base, env);
  const [first, second, ...others] = accesses;
  const rest = accesses.slice(1);
  const perhaps = first?.safe ? perhapsMember(instance, accesses, base, env) : undefined;
  if (perhaps !== undefined) return perhaps;
  const key = first?.key.kind === 'string' ? first.key.value.toLowerCase() : undefined;
  if (first === undefined || key === undefined) return follow(referenceTo(instance, true, base), accesses, env);
  switch (key) {
    case 'id':
      return follow({ ...env.frame.session.reading.ids.ofSymbol(instance), at: first.at }, rest, env);
    case 'name':
      return follow(env.frame.session.evaluate(declaration.name, instance.env), rest, env);
    case 'type':
      return follow(textValue(declaration.type, first.at), rest, env);
    case 'apiversion':
      return follow(instance.apiVersion() ?? opaque(env.frame.session, 'it has no apiVersion', first.at), rest, env);
    case 'outputs':
      if (declaration.deployment === undefined || second === undefined) break;
      if (isFalse(instance.exists()) && (first.safe || second.safe)) return nullValue(second.at);
      return outputMember(
        instance,
        second,
        others,
        [referenceTo(instance, false, base), outputAccesses(accesses)],
        env,
      );
    case 'properties':
      if (!first.safe) return propertiesMember(instance, accesses, base, env);
  }
  const stays = referenceTo(instance, declaration.deployment === undefined, base);
  return references(env).path(instance, true, stays, accesses, env);
}

/** `symbol.key...` of an extension's resource, whose keys are those of its properties. */
function extensionMember(instance: Instance, accesses: readonly Access[], { at }: ResourceExpression, env: Env): Value {
  const name = symbolOf(instance, at);
  const because = 'what belongs to an extension is known only to the deployment';
  const stays = unknownValue(callSymbol('reference', [name]), because, at);
  return references(env).path(instance, false, stays, accesses, env);
}

/** `symbol.?key...` of what has a condition: null when that is false. */
function perhapsMember(
  instance: Instance,
  accesses: readonly Access[],
  { at }: ResourceExpression,
  env: Env,
): Value | undefined {
  const { condition } = instance.declaration;
  if (condition === undefined) return undefined;
  const value = env.frame.session.evaluate(condition, instance.env);
  if (isFalse(value)) return nullValue(at);
  if (value.kind !== 'unknown') return undefined;
  return env.frame.session.reading.branches.perhapsMember(instance, accesses, value, env);
}

/** The symbol by which the engine knows a resource, or one of the instances of a loop. */
function symbolOf({ declaration: { symbolicName = '' }, index }: Instance, at: Location): Value {
  if (index === undefined) return textValue(symbolicName, at);
  return index.kind === 'number'
    ? textValue(`${symbolicName}[${index.text}]`, at)
    : stayingCall('format', [textValue(`${symbolicName}[{0}]`, at), index], at);
}

/** `symbol.properties...`; of a deployment, its outputs. */
function propertiesMember(instance: Instance, accesses: readonly Access[], base: Expression, env: Env): Value {
  const [, second, third, fourth, ...others] = accesses;
  const rest = accesses.slice(1);
  const isValue = isKey(second, 'outputs') && isKey(fourth, 'value');
  if (instance.declaration.deployment !== undefined && isValue && third !== undefined) {
    return outputMember(instance, third, others, [referenceTo(instance, false, base), rest], env);
  }
  const stays = referenceTo(instance, false, base);
  return references(env).path(instance, false, stays, rest, env);
}

function references(env: Env): ReferenceReading {
  return env.frame.session.reading.references;
}

/** `reference(...)...`: without `'Full'` the keys are those of `properties`. */
function referenceMember(instance: Instance, call: CallExpression, accesses: readonly Access[], env: Env): Value {
  const full = isFull(call, env);
  const [first, second, third, ...others] = full ? accesses.slice(1) : accesses;
  const inProperties = !full || isKey(accesses[0], 'properties');
  const stays = stayingReference(call, instance, env);
  if (
    inProperties &&
    isKey(first, 'outputs') &&
    second !== undefined &&
    instance.declaration.deployment !== undefined
  ) {
    if (isKey(third, 'value')) return outputMember(instance, second, others, [stays, accesses], env);
    return follow(stays, accesses, env);
  }
  return references(env).path(instance, full, stays, accesses, env);
}

function isFull(call: CallExpression, env: Env): boolean {
  const option = call.arguments[2];
  if (option === undefined) return false;
  const value = env.frame.session.evaluate(option, env);
  return value.kind === 'string' && value.value.toLowerCase() === 'full';
}

function instanceOfReference(call: CallExpression, env: Env): Instance | undefined {
  const [target] = call.arguments;
  if (target === undefined) return undefined;
  if (target.kind === 'resource') return referredInstance(target, env);
  return references(env).find(env.frame.session.evaluate(target, env), env.frame);
}

/** `reference(...)` as a whole. */
export function evaluateReference(call: CallExpression, env: Env): Value {
  const instance = instanceOfReference(call, env);
  const stays = stayingReference(call, instance, env);
  return instance === undefined ? stays : references(env).path(instance, isFull(call, env), stays, [], env);
}

/** The call as it stays: with the id of the resource, and the version of its declaration when the call names none. */
function stayingReference(call: CallExpression, found: Instance | undefined, env: Env): UnknownValue {
  const { session } = env.frame;
  const { ids } = session.reading;
  const instance = found?.declaration.extension === undefined ? found : undefined;
  const [target, ...others] = call.arguments;
  const written = target === undefined || target.kind === 'resource' ? undefined : session.evaluate(target, env);
  const args: Value[] = [];
  if (target?.kind === 'resource') args.push(idOfResource(target, env));
  if (written !== undefined) args.push(isName(written) && instance !== undefined ? ids.inReference(instance) : written);
  for (const other of others) args.push(session.evaluate(other, env));
  const apiVersion = instance?.apiVersion();
  if (others.length === 0 && apiVersion !== undefined) args.push(apiVersion);
  return unknownValue(callSymbol(call.name, args), 'reference() is known only to the deployment', call.at);
}

/** `resourceInfo('symbol')`: what is told of a resource without asking Azure for it; undefined when none has that name. */
export function resourceInfo(call: CallExpression, env: Env): Value | undefined {
  const instance = instanceOfReference(call, env);
  if (instance === undefined) return undefined;
  const { at } = call;
  const apiVersion = instance.apiVersion();
  const entries: [string, Value][] = [
    ['name', instance.name()],
    ['type', textValue(instance.declaration.type, at)],
    ['id', env.frame.session.reading.ids.ofResource(instance).value],
  ];
  if (apiVersion !== undefined) entries.push(['apiVersion', apiVersion]);
  return objectOf(entries, at);
}

/** What `list*()` is asked of: by its id, when that is known of a name. */
export function idOfTarget(target: Value, env: Env): Value {
  const instance = isName(target) ? references(env).find(target, env.frame) : undefined;
  return instance === undefined ? target : env.frame.session.reading.ids.inReference(instance);
}

/** A plain name means the resource that has it; an id is taken as it is written. */
function isName(target: Value): boolean {
  return target.kind === 'string' && !target.value.startsWith('/');
}

function referenceTo(instance: Instance, full: boolean, from: Expression): UnknownValue {
  const id = instance.env.frame.session.reading.ids.inReference(instance);
  const apiVersion = instance.apiVersion();
  const args: Value[] = apiVersion === undefined ? [id] : [id, apiVersion];
  if (full) args.push(textValue('full', from.at));
  return unknownValue(callSymbol('reference', args), 'the resource is known only to the deployment', from.at);
}
