/** A template in a test, or rows of Resource Graph, with the places where findings are expected. */
export interface Snippet {
  readonly language: 'bicep' | 'arm' | 'rows';
  /** Without the marks. */
  readonly text: string;
  /** What stood between `[|` and `|]`: offsets in `text`, in order. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/**
 * A Bicep snippet. `[|` and `|]` mark where a finding is expected; `[|` begins nothing in Bicep or JSON.
 * Bicep's own interpolation is written `\${name}`.
 */
export function bicep(strings: TemplateStringsArray, ...values: readonly (string | number)[]): Snippet {
  return parseSnippet('bicep', String.raw({ raw: strings }, ...values));
}

/** An ARM JSON snippet, marked like `bicep`. */
export function arm(strings: TemplateStringsArray, ...values: readonly (string | number)[]): Snippet {
  return parseSnippet('arm', String.raw({ raw: strings }, ...values));
}

/** Rows of Resource Graph as they are at `now` (ISO); the ids that are marked are those of the resources that findings are about. */
export function rows(now: string, list: readonly object[]): Snippet {
  return parseSnippet('rows', JSON.stringify({ now, rows: list }, null, 2));
}

/** A snippet from text with marks. Rows are JSON: `{ "now": "...", "rows": [...] }`. */
export function parseSnippet(language: Snippet['language'], marked: string): Snippet {
  const marks: { start: number; end: number }[] = [];
  const open: number[] = [];
  let text = '';
  for (const piece of marked.split(/(\[\||\|\])/)) {
    if (piece === '[|') open.push(text.length);
    else if (piece === '|]') {
      const start = open.pop();
      if (start === undefined) throw new Error("a snippet has '|]' without '[|'");
      marks.push({ start, end: text.length });
    } else text += piece;
  }
  if (open.length > 0) throw new Error("a snippet has '[|' without '|]'");
  return { language, text, marks: marks.sort((a, b) => a.start - b.start) };
}
