import { nullValue, objectOf } from '../../resource/make-value.ts';
import type { Value } from '../../resource/value.ts';
import type { Env } from '../frame.ts';
import type { Instance } from '../instance.ts';
import type { Access } from '../member.ts';
import { follow, memberIfThere } from '../member.ts';

/**
 * The preflight's answer of `reference()`: the declared `properties`, or with `full` an object of nothing but these. What is not in there
 * stays at run time, but for safe access, which is null.
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
    const next = memberIfThere(value, access, env);
    if (next === undefined)
      return access.safe && value.kind !== 'unknown' ? nullValue(access.at) : follow(stays, accesses, env);
    value = next;
  }
  return value.kind === 'unknown' ? follow(stays, accesses, env) : value;
}

/** Whether the declaration of a resource is taken for what `reference()` answers. */
function isPredicted(instance: Instance): boolean {
  const { existing, deployment, extension } = instance.declaration;
  return extension === undefined && !existing && deployment === undefined && isDecided(instance, true);
}

/** Whether it is known which resource this is and whether there is one; with `exists`, that there is. */
export function isDecided(instance: Instance, exists?: true): boolean {
  const found = instance.exists();
  return found.kind === 'bool' && (found.value || !exists) && instance.id().value.kind === 'string';
}
