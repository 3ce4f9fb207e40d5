/**
 * Texts as .NET compares and changes them with its invariant, ordinal rules: one UTF-16 unit for one, never one character for two
 * (`ß` stays `ß`), and without the Turkish exceptions.
 */

/** `ToLowerInvariant`. */
export function lowerInvariant(text: string): string {
  return mapUnits(text, (unit) => unit.toLowerCase(), /[\u0080-\uffff]/.test(text));
}

/** `ToUpperInvariant`. */
export function upperInvariant(text: string): string {
  return mapUnits(text, (unit) => unit.toUpperCase(), /[\u0080-\uffff]/.test(text));
}

/** Dotted and dotless i, long s: the invariant culture leaves them alone. */
const unchanged = new Set(['\u0130', '\u0131', '\u017f']);

function mapUnits(text: string, change: (unit: string) => string, special: boolean): string {
  if (!special) return change(text);
  let result = '';
  for (const character of text) {
    const changed = unchanged.has(character) ? character : change(character);
    result += changed.length === character.length ? changed : character;
  }
  return result;
}

/** The text as ordinal comparison without case sees it: upper case, of the same length. */
export function foldCase(text: string): string {
  return upperInvariant(text);
}

/** Ordinal order, by UTF-16 units: negative, zero or positive. */
export function compareOrdinal(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Ordinal order without case. */
export function compareIgnoringCase(a: string, b: string): number {
  return compareOrdinal(foldCase(a), foldCase(b));
}
