/** Control characters, invisible format characters (bidirectional overrides among them), half surrogate pairs, odd line separators. */
const hazards = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/**
 * Text from a template or a file name as it may be written to a terminal or a log: on one line, with control and invisible characters spelled
 * out, so that a name can neither recolour the screen nor hide or reorder what is said.
 */
export function printable(text: string): string {
  return text.replace(hazards, escape);
}

/**
 * A line of output that a pipeline must not take for a command: Azure's agent obeys `##vso[` and `##[` anywhere, GitHub's `::` at the start. A
 * zero-width space between the characters shows nothing and disarms it.
 */
export function harmlessLine(line: string): string {
  return line.replace(/##(?=\[|vso\[)/gi, '#\u200b#').replace(/^(\s*):(?=:)/, '$1:\u200b');
}

/** Columns that a text takes on a terminal: two for East Asian wide characters and emoji, none for combining ones. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (!zeroWidth.test(segment)) width += wide.test(segment) || segment.includes('\ufe0f') ? 2 : 1;
  }
  return width;
}

function escape(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
