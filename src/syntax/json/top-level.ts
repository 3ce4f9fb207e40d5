import { ProblemList } from './problem-list.ts';
import { scanString } from './scan-scalar.ts';
import { endOfComment, endOfWord, startsComment } from './scan-trivia.ts';

/**
 * The properties of the outermost object of a JSON text, by lower-case name, with the text of those that are strings (`''` for others).
 * Builds no tree. Of a text that is no object, or where the object ends early, it gives what it met; never throws.
 */
export function topLevelProperties(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const ignored = new ProblemList();
  let depth = 0;
  let key: string | undefined;
  let name: string | undefined;
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === 34 || code === 39) {
      if (depth !== 1) {
        position = endOfString(text, position) - 1;
        continue;
      }
      const scanned = scanString(text, position, ignored);
      position = scanned.end - 1;
      if (key === undefined) name = scanned.value;
      else found.set(key, scanned.value);
    } else if (code === 123 || code === 91) {
      if (depth === 0 && code === 91) return found;
      depth++;
    } else if (code === 125 || code === 93) {
      depth--;
      if (depth <= 0) return found;
    } else if (code === 47 && startsComment(text, position)) {
      position = (endOfComment(text, position) ?? text.length) - 1;
    } else if (depth === 1 && code === 58 && name !== undefined) {
      key = name.toLowerCase();
      found.set(key, '');
    } else if (depth === 1 && code === 44) {
      key = undefined;
      name = undefined;
    } else if (depth === 1 && key === undefined) {
      const end = endOfWord(text, position);
      if (end === position) continue;
      name = text.slice(position, end);
      position = end - 1;
    }
  }
  return found;
}

function endOfString(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let position = start + 1; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === quote) return position + 1;
    if (code === 92) position++;
  }
  return text.length;
}
