/**
 * Whether a text matches a pattern in which `*` stands for any characters; both must already be folded to one case. Each piece between
 * asterisks is found as early as possible, so that no pattern takes more than one walk over the text per piece.
 */
export function matchesWildcards(text: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
