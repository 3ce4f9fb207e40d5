import { firstUnknown } from '../../resource/unknown.ts';
import type { Value } from '../../resource/value.ts';
import { isFalse } from '../condition.ts';
import type { Env } from '../frame.ts';
import type { Instance } from '../instance.ts';
import type { Access } from '../member.ts';
import { follow, memberIfThere } from '../member.ts';

/**
 * What was declared under a path, where Azure gives back just that; else the path in the run-time answer `stays`. The path leads into the
 * `full` resource, or into its properties; neither of them is given back as a whole.
 */
export function declaredPath(
  instance: Instance,
  full: boolean,
  stays: Value,
  accesses: readonly Access[],
  env: Env,
): Value {
  const runtime = follow(stays, accesses, env);
  const { existing, deployment } = instance.declaration;
  const [first, ...rest] = accesses;
  if (first === undefined || existing || deployment !== undefined || isFalse(instance.exists())) return runtime;
  let value = full ? propertyAt(first, instance, env) : instance.property('properties');
  for (const access of full ? rest : accesses) {
    if (value === undefined) return runtime;
    value = memberIfThere(value, access, env);
  }
  return value !== undefined && isGivenBack(value) ? value : runtime;
}

function propertyAt({ key }: Access, instance: Instance, env: Env): Value | undefined {
  const name = env.frame.session.evaluate(key, env);
  return name.kind === 'string' ? instance.property(name.value) : undefined;
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
