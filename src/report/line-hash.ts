/** Number of characters that a hash covers. */
const windowSize = 100;
const multiplier = 37;
const two32 = 2 ** 32;
/** What stands for the end of the file. */
const endOfFile = 65535;

/**
 * GitHub's `primaryLocationLineHash` of every line of a text, as `github/codeql-action` computes it (`src/fingerprints.ts`): a rolling hash
 * modulo 2^64 of the 100 characters from the line's start on, without blanks and tabs, with every line end as `\n`; then `:n` for the
 * n-th line with that hash. A line moved by edits elsewhere keeps its hash, and so does the alert on it.
 */
export function lineHashes(text: string): readonly string[] {
  const hashes: string[] = [];
  const counts = new Map<string, number>();
  const roll = createRollingHash((hash) => {
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    hashes.push(`${hash}:${count}`);
  });
  feed(text, roll);
  return hashes;
}

interface RollingHash {
  /** Takes the next character; `startsLine` when its line's hash begins with it. */
  add(code: number, startsLine: boolean): void;
}

/**
 * The hash is kept in two halves of 32 bits: products with 37 and with a UTF-16 code unit stay below 2^53, where doubles are exact.
 * `whenFull` gets the hash of each line, in order, as soon as its window is full.
 */
function createRollingHash(whenFull: (hash: string) => void): RollingHash {
  const [dropHigh, dropLow] = powerOfMultiplier();
  const window = new Uint16Array(windowSize);
  const isLineStart = new Uint8Array(windowSize);
  let index = 0;
  let high = 0;
  let low = 0;
  return {
    add(code, startsLine) {
      if (isLineStart[index] === 1) whenFull(hexadecimal(high, low));
      isLineStart[index] = startsLine ? 1 : 0;
      const dropped = window[index] ?? 0;
      window[index] = code;
      index = index + 1 === windowSize ? 0 : index + 1;
      const minuend = low * multiplier + code;
      const product = dropLow * dropped;
      const difference = (minuend % two32) - (product % two32);
      const carry = Math.floor(minuend / two32) - Math.floor(product / two32) - (difference < 0 ? 1 : 0);
      low = difference < 0 ? difference + two32 : difference;
      high = modulo(high * multiplier - dropHigh * dropped + carry);
    },
  };
}

function feed(text: string, roll: RollingHash): void {
  let startsLine = true;
  let afterReturn = false;
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    const isBlank = code === 32 || code === 9 || (afterReturn && code === 10);
    afterReturn = code === 13;
    if (isBlank) continue;
    roll.add(afterReturn ? 10 : code, startsLine);
    startsLine = afterReturn || code === 10;
  }
  roll.add(endOfFile, startsLine);
  for (let rest = 0; rest < windowSize; rest++) roll.add(0, false);
}

/** 37^100 modulo 2^64: what a character is multiplied with when it leaves the window. */
function powerOfMultiplier(): readonly [high: number, low: number] {
  const power = BigInt.asUintN(64, BigInt(multiplier) ** BigInt(windowSize));
  return [Number(power >> 32n), Number(power & 0xffffffffn)];
}

function modulo(value: number): number {
  const rest = value % two32;
  return rest < 0 ? rest + two32 : rest;
}

function hexadecimal(high: number, low: number): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
