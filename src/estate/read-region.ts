import { displayText } from '../resource/display-text.ts';
import type { Resource } from '../resource/resource.ts';
import { sameText } from '../resource/same-value.ts';
import type { Region } from './estate.ts';
import type { Fact } from './fact.ts';
import { knownFact, unknownFact } from './fact.ts';
import { factOf, lookUp } from './read-property.ts';

/** The `location` of a resource. An unknown is a region, too: it may be equal to another one. */
export function readRegion(resource: Resource): Fact<Region> {
  const found = lookUp(resource, ['location']);
  const entry = resource.body.properties.entry('location');
  if (found.state === 'unknown' && entry?.value.kind === 'unknown') {
    return knownFact({ value: entry.value, name: displayText(entry.value) }, found);
  }
  return factOf(found, (value) => (value.kind === 'string' ? { value, name: value.value } : undefined), {
    because: () => `'${displayText(resource.name)}' has no location`,
  });
}

/** Whether two regions are the same, ignoring case and blanks (`West Europe` is `westeurope`); the place is that of the first. */
export function compareRegions(first: Fact<Region>, second: Fact<Region>): Fact<boolean> {
  if (!first.known) return first;
  if (!second.known) return second;
  const a = first.value.value;
  const b = second.value.value;
  const same = sameText(a, b, { ignoreCase: true, ignoreBlanks: true });
  if (same !== undefined) return knownFact(same, first);
  const reasons = [a, b].flatMap((value) => (value.kind === 'unknown' ? [value.because] : []));
  return unknownFact([...new Set(reasons)].join('; '), a.kind === 'unknown' ? first : second);
}
