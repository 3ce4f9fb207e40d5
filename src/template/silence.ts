/** What a comment silences, without the place. */
export interface Silence {
  readonly rules: readonly string[];
  readonly reason?: string;
  /** As written: whether it is a date is for whoever compares it with today. */
  readonly expires?: string;
}

/** Whether any comment of a text may silence a rule: most texts have none that need be looked at. */
export function speaksOfSuppressions(text: string): boolean {
  return text.includes('backuplint-disable');
}

/**
 * What a comment says, in either language: `// backuplint-disable-next-line rule-a, rule-b -- reason (until 2027-03-31)`, or without
 * `-next-line` for the whole file. Without rules when it names none or is a directive that does not exist (`backuplint-disable-line`): who
 * wrote it thinks that it silences something. Undefined for any other comment.
 */
export function silenceOfComment(text: string): (Silence & { readonly nextLine: boolean }) | undefined {
  const match = /^backuplint-disable(-[a-z-]*)?(?:\s+(.*))?$/s.exec(bodyOfComment(text));
  if (match === null) return undefined;
  const [, suffix, words = ''] = match;
  const nextLine = suffix === '-next-line';
  const [list = '', ...reason] = words.split(/(?:^|\s)--(?:\s|$)/);
  const rules = suffix === undefined || nextLine ? list.split(/[\s,]+/).filter((rule) => rule !== '') : [];
  return { rules, nextLine, ...reasonOf(reason.join(' -- ')) };
}

/** The words of a comment without its marks. */
export function bodyOfComment(text: string): string {
  const inner = text.startsWith('/*') && text.endsWith('*/') ? text.slice(2, -2) : text.replace(/^\/\//, '');
  return inner.trim();
}

/** A reason and the date behind it, `(until 2027-03-31)`; each absent when it is not written. */
export function reasonOf(text: string): Omit<Silence, 'rules'> {
  const start = text.search(/\(until\s[^()]*\)\s*$/i);
  const reason = (start < 0 ? text : text.slice(0, start)).trim();
  const expires = start < 0 ? undefined : /\(until\s([^()]*)\)/i.exec(text.slice(start))?.[1]?.trim();
  return { ...(reason === '' ? {} : { reason }), ...(expires === undefined ? {} : { expires }) };
}
