/** Gives an earlier value for one that is equal to it, where one is remembered, so that the later need not be kept. */
export type Share = (value: unknown) => unknown;

const mostValues = 1024;

/**
 * A million machines have few regions, images and policies, and those of a few that follow each other are mostly the same. Each value has a
 * place by its mark, and the last one there is remembered: to compare it is quicker than to look it up among all. For texts and small objects.
 */
export function createSharing(): Share {
  const known = Array.from<unknown>({ length: mostValues });
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'object') return value;
    const place = markOf(value) % mostValues;
    if (isEqual(known[place], value)) return known[place];
    known[place] = value;
    return value;
  };
}

/** The same number for equal values, mostly another for others. */
function markOf(value: unknown): number {
  if (typeof value === 'string') {
    const { length } = value;
    return (length * 31 + value.charCodeAt(length >> 1) * 7 + value.charCodeAt(length - 1) * 3) >>> 0;
  }
  let mark = 1;
  if (typeof value === 'object' && value !== null)
    for (const key in value) mark += key.length + 5 * markOf(Reflect.get(value, key));
  return mark >>> 0;
}

/** Whether two values of JSON are equal, whatever the order of their members. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  let more = 0;
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !isEqual(Reflect.get(a, key), Reflect.get(b, key))) return false;
    more++;
  }
  for (const _ in b) more--;
  return more === 0;
}
