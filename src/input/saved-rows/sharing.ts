/** Gives the first of equal values for each of them, so that the others need not be kept. */
export type Share = (value: unknown) => unknown;

const mostValues = 20_000;
const trial = 4000;

/**
 * A million machines have few regions, images and policies. Where most values of a trial are different, looking for equal ones is given up.
 * For texts and small objects.
 */
export function createSharing(): Share {
  let known: Map<string, unknown> | undefined = new Map();
  let asked = 0;
  return (value) => {
    if (known === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
    if (++asked === trial && known.size > trial / 2) known = undefined;
    const key = typeof value === 'string' ? value : JSON.stringify(value);
    const same = known?.get(key);
    // A text that reads like an object is no object.
    if (same !== undefined && typeof same === typeof value) return same;
    if (known !== undefined && known.size < mostValues) known.set(key, value);
    return value;
  };
}
