/** The text of a file, or one sentence that says why it has none. */
export type DecodeResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly because: string };

/**
 * Turns the bytes of a file into text without its byte order mark: UTF-8, or UTF-16 with a byte order mark. Bytes that are not valid in
 * the encoding, and files that hold NUL characters (binary files), are refused with a reason. Never throws.
 */
export function decodeText(bytes: Uint8Array): DecodeResult {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-32') return refuse('it is UTF-32 text; save it as UTF-8');
  const result = decodeAs(bytes, encoding);
  if (!result.ok) return result;
  if (result.text.includes('\u0000'))
    return refuse('it holds NUL characters: a binary file, or UTF-16 without a byte order mark');
  return result;
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32' {
  const first = bytes[0];
  const second = bytes[1];
  const third = bytes[2];
  const fourth = bytes[3];
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'utf-32' : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32';
  return 'utf-8';
}

/** Making a decoder takes longer than decoding a small file; nearly all are UTF-8. It keeps nothing from one text to the next. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeAs(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): DecodeResult {
  try {
    const decoder = encoding === 'utf-8' ? utf8 : new TextDecoder(encoding, { fatal: true });
    return { ok: true, text: decoder.decode(bytes) };
  } catch {
    // The decoder throws for invalid bytes, and for a text longer than the longest string that the engine allows.
    return refuse(`it is not valid ${encoding.toUpperCase()} text`);
  }
}

function refuse(because: string): DecodeResult {
  return { ok: false, because };
}
