import { digest } from '../../text/digest.ts';

/** The namespace of the name-based GUIDs that `guid()` makes. */
const guidNamespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** `guid(...)`: a name-based UUID (RFC 4122, version 5) of the texts, joined with `-`. */
export function nameGuid(texts: readonly string[]): string {
  const hex = digest('sha1', Buffer.concat([guidNamespace, Buffer.from(texts.join('-'), 'utf8')])).toString('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `uniqueString(...)`: 13 base-32 digits of a 64-bit Murmur hash of the texts, joined with `-`. */
export function uniqueText(texts: readonly string[]): string {
  let [high, low] = murmur64(Buffer.from(texts.join('-'), 'utf8'));
  let result = '';
  for (let i = 0; i < 13; i++) {
    result += alphabet.charAt(high >>> 27);
    high = (high << 5) | (low >>> 27);
    low <<= 5;
  }
  return result;
}

const c1 = 0x239b961b;
const c2 = 0xab0e9789;

/** The upper and the lower half of the hash. */
function murmur64(data: Uint8Array): [high: number, low: number] {
  let h1 = 0;
  let h2 = 0;
  let index = 0;
  for (; index + 7 < data.length; index += 8) {
    h1 ^= scramble(word(data, index), c1, 15, c2);
    h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= scramble(word(data, index + 4), c2, 17, c1);
    h2 = (Math.imul((rotate(h2, 13) + h1) | 0, 5) + 0x0bcaa747) | 0;
  }
  if (index < data.length) h1 ^= scramble(word(data, index), c1, 15, c2);
  if (index + 4 < data.length) h2 ^= scramble(word(data, index + 4), c2, 17, c1);
  h1 ^= data.length;
  h2 ^= data.length;
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  return [h2, h1];
}

/** Up to four bytes, the first one lowest; bytes past the end are zero. */
function word(data: Uint8Array, index: number): number {
  return (
    (data[index] ?? 0) | ((data[index + 1] ?? 0) << 8) | ((data[index + 2] ?? 0) << 16) | ((data[index + 3] ?? 0) << 24)
  );
}

function scramble(value: number, first: number, bits: number, second: number): number {
  return Math.imul(rotate(Math.imul(value, first), bits), second);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finish(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
