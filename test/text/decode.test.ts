import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/text/decode.ts';

const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from('{"ä": "€"}'), '{"ä": "€"}'],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff{}'), '{}'],
    ['UTF-16 LE', utf16('{"ä": 1}', false), '{"ä": 1}'],
    ['UTF-16 BE', utf16('{"ä": 1}', true), '{"ä": 1}'],
    ['nothing', new Uint8Array(), ''],
  ])('reads %s', (_, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ ok: true, text });
  });

  it.each([
    ['invalid UTF-8', Uint8Array.of(0x7b, 0xff, 0xc3, 0x28), 'not valid UTF-8'],
    ['half a byte order mark', Uint8Array.of(0xff, 0x41, 0, 0), 'not valid UTF-8'],
    ['half a UTF-16 character', Uint8Array.of(0xff, 0xfe, 0x7b), 'not valid UTF-16LE'],
    ['a binary file', Uint8Array.of(0x50, 0x4b, 0, 0, 1), 'NUL'],
    ['UTF-16 without a byte order mark', Buffer.from('{}', 'utf16le'), 'byte order mark'],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0), 'UTF-32'],
  ])('refuses %s with the reason', (_, bytes, reason) => {
    const result = decodeText(bytes);
    expect(result.ok).toBe(false);
    expect(result).toHaveProperty('because', expect.stringContaining(reason));
  });
});
