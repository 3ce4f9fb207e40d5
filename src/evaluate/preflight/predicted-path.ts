import { objectOf } from '../../resource/make-value.ts';
import type { Value } from '../../resource/value.ts';
import type { Env } from '../frame.ts';
import type { Instance } from '../instance.ts';
import type { Access } from '../member.ts';
import { follow, memberIfThere } from '../member.ts';

/**
 * The preflight's answer of `reference()`: the declared `properties`, or with `full` an object of nothing but these. What is not in there
 * or unknown stays at run time, but for safe access and what is counted from the end: `tryGet()` and `indexFromEnd()` look into what is
 * declared as they do elsewhere.
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
  const call = accesses.findIndex(({ safe, fromEnd }) => safe || fromEnd);
  const plain = call < 0 ? accesses : accesses.slice(0, call);
  let value: Value | undefined = full ? objectOf([['Properties', properties]], properties.at) : properties;
  for (const access of plain) value = value && memberIfThere(value, access, env);
  if (value === undefined || value.kind === 'unknown') return follow(stays, accesses, env);
  return call < 0 ? value : follow(value, accesses.slice(call), env);
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
