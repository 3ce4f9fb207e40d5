import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineHashes } from '../../src/report/line-hash.ts';

/** The definition, slowly: the polynomial of the next 100 characters that are neither blank nor tab. */
function slowHashes(text: string): string[] {
  const codes: number[] = [];
  const starts: number[] = [];
  let startsLine = true;
  const add = (code: number): void => {
    if (startsLine) starts.push(codes.length);
    codes.push(code);
    startsLine = code === 10;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 9 || (code === 10 && text[i - 1] === '\r')) continue;
    add(code === 13 ? 10 : code);
  }
  add(65535);
  const counts = new Map<string, number>();
  return starts.map((start) => {
    let hash = 0n;
    for (let i = start; i < start + 100; i++) hash = BigInt.asUintN(64, hash * 37n + BigInt(codes[i] ?? 0));
    const hex = hash.toString(16);
    counts.set(hex, (counts.get(hex) ?? 0) + 1);
    return `${hex}:${counts.get(hex)}`;
  });
}

describe('lineHashes', () => {
  it.each([
    ['', ['c129715d7a2bc9a3:1']],
    [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  ])('gives the hashes of github/codeql-action for %j', (text, expected) => {
    expect(lineHashes(text)).toEqual(expected);
  });

  it('numbers lines that read the same', () => {
    const hashes = lineHashes(`${'same\n'.repeat(60)}`);
    expect(hashes[0]?.replace(/:1$/, ':2')).toBe(hashes[1]);
  });

  it('does not care for blanks, nor for the kind of line ends', () => {
    expect(lineHashes('a b\r\n\tc')).toEqual(lineHashes('ab\nc'));
  });

  it('equals the definition for any text', () => {
    const character = fc.constantFrom('a', 'b', ' ', '\t', '\n', '\r', '\r\n', '{', '\uffff', '\ud83d\ude00', 'é');
    const texts = fc.array(character, { maxLength: 400 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(lineHashes(text)).toEqual(slowHashes(text));
      }),
      { numRuns: 300 },
    );
  });
});
