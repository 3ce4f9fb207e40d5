/**
 * Merge sort by a "goes before" relation that need not be consistent: as in .NET's `OrderBy`, the item that came first stays first
 * unless the other one goes before it and not the reverse.
 */
export function stableSort<T>(items: readonly T[], goesBefore: (a: T, b: T) => boolean): T[] {
  let runs = items.map((item) => [item]);
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(merge(runs[index] ?? [], runs[index + 1] ?? [], goesBefore));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function merge<T>(left: readonly T[], right: readonly T[], goesBefore: (a: T, b: T) => boolean): T[] {
  const result: T[] = [];
  let l = 0;
  for (const item of right) {
    for (; l < left.length; l++) {
      // The loop keeps `l` inside `left`.
      const other = left[l] as T;
      if (!goesBefore(other, item) && goesBefore(item, other)) break;
      result.push(other);
    }
    result.push(item);
  }
  return result.concat(left.slice(l));
}
