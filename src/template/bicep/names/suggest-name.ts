/**
 * The candidate that a mistyped name most likely means, or `undefined` when none is near: one letter in three may differ, as for the
 * official compiler's "did you mean" does.
 */
export function suggestName(name: string, candidates: Iterable<string>): string | undefined {
  const longestGap = Math.min(2, Math.floor(name.length * 0.34));
  let best: string | undefined;
  let bestDistance = Math.floor(name.length * 0.34) + 1;
  for (const candidate of candidates) {
    if (candidate.length < 3 && candidate.toLowerCase() !== name.toLowerCase()) continue;
    if (candidate === name || Math.abs(candidate.length - name.length) > longestGap) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
