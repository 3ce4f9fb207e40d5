import type { Resource } from '../resource/resource.ts';
import type { Value } from '../resource/value.ts';
import { sameValue } from '../resource/same-value.ts';
import { holdsWhere } from './holds-where.ts';

/** Why a resource perhaps does not exist, or exists an unknown number of times; undefined when it certainly exists. */
export function perhapsBecause(resource: Resource): string | undefined {
  if (resource.exists.kind === 'unknown') return resource.exists.because;
  return resource.repeated?.because;
}

/**
 * Why `resource` perhaps does not exist where `given` does: nothing when its conditions hold wherever those of `given` do. What the same
 * call of a module declares exists as often as the call does, and so do the instances of loops that run equally often.
 */
export function perhapsGiven(resource: Resource, given: Resource): string | undefined {
  if (resource.repeated !== undefined && !isPaired(resource, given)) return resource.repeated.because;
  if (resource.exists.kind !== 'unknown') return undefined;
  const open = conditions(resource.exists).find((condition) => !holdsWhere(given.exists, [condition]));
  return open?.kind === 'unknown' ? open.because : undefined;
}

/** Whether at least one of `resources` exists wherever `given` does: one under a condition, another where it does not hold. */
export function isOneGiven(resources: readonly Resource[], given: Resource): boolean {
  const paired = resources.filter((resource) => resource.repeated === undefined || isPaired(resource, given));
  return holdsWhere(
    given.exists,
    paired.map(({ exists }) => exists),
  );
}

function isPaired({ repeated }: Resource, given: Resource): boolean {
  if (repeated === undefined || given.repeated === undefined) return false;
  return repeated === given.repeated || sameValue(repeated.index, given.repeated.index) === true;
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
