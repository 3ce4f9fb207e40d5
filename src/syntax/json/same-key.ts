/**
 * Whether two keys are the same ignoring case, as Resource Manager compares them. Most keys of one length differ in their first characters: that is
 * decided without making new strings.
 */
export function sameKey(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  const first = a.charCodeAt(0);
  const other = b.charCodeAt(0);
  if (first < 128 && other < 128 && (first | 32) !== (other | 32)) return false;
  return a.toLowerCase() === b.toLowerCase();
}
