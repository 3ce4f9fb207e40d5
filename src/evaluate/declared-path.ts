import { firstUnknown } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import { isFalse } from './condition.ts';
import type { Env } from './frame.ts';
import type { Instance } from './instance.ts';
import { nullValue, objectOf } from '../resource/make-value.ts';
import type { Access } from './member.ts';
import { follow } from './member.ts';

/** What was declared under a path, where Azure gives back just that; else the path in the run-time answer `stays`. */
export function declaredPath(
  instance: Instance,
  stays: Value,
  prefix: readonly Access[],
  accesses: readonly Access[],
  env: Env,
): Value {
  const runtime = follow(stays, accesses, env);
  const { existing, deployment } = instance.declaration;
  if (existing || deployment !== undefined || isFalse(instance.exists())) return runtime;
  const [first, ...rest] = [...prefix, ...accesses];
  const key = first === undefined ? undefined : env.frame.session.evaluate(first.key, env);
  if (key?.kind !== 'string') return runtime;
  let value = instance.property(key.value);
  for (const access of rest) {
    if (value === undefined) return runtime;
    value = step(value, env.frame.session.evaluate(access.key, env), access);
  }
  return value !== undefined && isGivenBack(value) ? value : runtime;
}

function step(value: Value, key: Value, access: Access): Value | undefined {
  if (access.fromEnd) return undefined;
  if (value.kind === 'object' && key.kind === 'string') return value.properties.get(key.value);
  if (value.kind === 'array' && key.kind === 'number') return value.items[key.value];
  return undefined;
}

/** Azure gives declared texts, numbers and lists of them back; to objects it adds, and null it replaces. */
function isGivenBack(value: Value): boolean {
  if (value.kind === 'array')
    return (
      firstUnknown(value.items) === undefined &&
      value.items.every((item) => item.kind !== 'object' && item.kind !== 'array')
    );
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'bool' || value.kind === 'unknown';
}

/** Whether the preflight takes the declaration of a resource for what `reference()` answers. */
function isPredicted(instance: Instance): boolean {
  const { existing, deployment, extension } = instance.declaration;
  const exists = instance.exists();
  return (
    extension === undefined &&
    !existing &&
    deployment === undefined &&
    exists.kind === 'bool' &&
    exists.value &&
    instance.id().value.kind === 'string'
  );
}

/**
 * The preflight's answer: the declared `properties`, or with `full` an object of nothing but these. What is not in there stays at run
 * time, but for safe access, which is null.
 */
export function predictedPath(
  instance: Instance,
  full: boolean,
  stays: Value,
  accesses: readonly Access[],
  env: Env,
): Value {
  const properties = isPredicted(instance) ? instance.property('properties') : undefined;
  if (properties === undefined || properties.kind === 'null') return follow(stays, accesses, env);
  let value: Value = full ? objectOf([['Properties', properties]], properties.at) : properties;
  for (const access of accesses) {
    const next = step(value, env.frame.session.evaluate(access.key, env), access);
    if (next === undefined)
      return access.safe && value.kind !== 'unknown' ? nullValue(access.at) : follow(stays, accesses, env);
    value = next;
  }
  return value.kind === 'unknown' ? follow(stays, accesses, env) : value;
}
