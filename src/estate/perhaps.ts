import type { Resource } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
import { sameValue } from '../resource/same-value.ts';

/** Why a resource perhaps does not exist, or exists an unknown number of times; undefined when it certainly exists. */
export function perhapsBecause(resource: Resource): string | undefined {
  if (resource.exists.kind === 'unknown') return resource.exists.because;
  return resource.repeated?.because;
}

/**
 * Why `resource` perhaps does not exist where `given` does: nothing when what it depends on is also a condition of `given`. What the same
 * call of a module declares exists as often as the call does.
 */
export function perhapsGiven(resource: Resource, given: Resource): string | undefined {
  if (resource.repeated !== undefined && resource.repeated !== given.repeated) return resource.repeated.because;
  if (resource.exists.kind !== 'unknown') return undefined;
  const held = conditions(given.exists);
  const open = conditions(resource.exists).filter(
    (condition) => !held.some((other) => sameValue(condition, other) === true),
  );
  const [first] = open;
  return first?.kind === 'unknown' ? first.because : undefined;
}

const maximumConditions = 50;

/** `and(a, b)` as its parts: all of them hold where the whole does. */
function conditions(exists: Value): readonly Value[] {
  const open = [exists];
  const found: Value[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { kind } = next;
    if (
      kind === 'unknown' &&
      next.symbol.kind === 'call' &&
      next.symbol.name.toLowerCase() === 'and' &&
      found.length < maximumConditions
    ) {
      for (const argument of next.symbol.arguments) if (argument.kind !== 'lambda') open.push(argument);
    } else if (kind === 'unknown') found.push(next);
  }
  return found;
}
