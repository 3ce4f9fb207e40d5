import type { Value } from './value.ts';

/** True when nothing in the value, at any depth, is unknown. Iterative: as deep as the value goes. */
export function isFullyKnown(value: Value): boolean {
  if (value.kind !== 'array' && value.kind !== 'object') return value.kind !== 'unknown';
  const open: Value[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'unknown') return false;
    if (next.kind === 'array') {
      for (const item of next.items) open.push(item);
    } else if (next.kind === 'object') {
      for (const property of next.properties) {
        if (property.unknownKey !== undefined) return false;
        open.push(property.value);
      }
    }
  }
  return true;
}

/** True when an object holds a property whose key is not known: then no other key is certainly absent. */
export function hasUnknownKey(value: Value): boolean {
  return value.kind === 'object' && !value.properties.areAllKeysKnown;
}
