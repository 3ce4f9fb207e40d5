import { isAscii, isUtf8 } from 'node:buffer';
import { access, constants, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure, reasonOf } from '../../text/failure.ts';

/** Bytes read at a time, where there are so many. */
const pieceSize = 1 << 20;
/** Bytes of a text. V8 keeps texts of more than 128 KB apart, which takes more time and memory than making more of them does. */
const textSize = 1 << 16;

/**
 * @throws {Failure} when there is no such file, or it may not be read.
 */
export async function requireReadable(path: string): Promise<void> {
  const isFolder = async (): Promise<boolean> => (await stat(path)).isDirectory();
  const reason = await access(path, constants.R_OK)
    .then(isFolder)
    .then((is) => (is ? 'it is a folder' : undefined), reasonOf);
  if (reason === undefined) return;
  throw new Failure(
    `the saved rows '${path}' cannot be read: ${reason}`,
    'name files that hold rows of Azure Resource Graph',
  );
}

/**
 * The text of a file, a few texts at a time, which are to be taken before more are asked for: gunzipped when it is compressed, UTF-8 or UTF-16 (which
 * Windows PowerShell writes), without a byte order mark.
 *
 * @throws {Error} when reading or unzipping fails half-way, or the bytes are no text.
 */
export async function* readTexts(path: string): AsyncGenerator<Iterable<string>> {
  let decode: Decoder | undefined;
  for await (const bytes of unzipped(path)) {
    decode ??= decoderFor(bytes);
    yield textsOf(bytes, decode);
  }
  const rest = decode?.(Buffer.alloc(0), true) ?? '';
  if (rest !== '') yield [rest];
}

/** Cut at the end of a line where there is one, so that nobody has to put lines together again. */
function* textsOf(bytes: Buffer, decode: Decoder): Generator<string> {
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    const line = start + textSize < bytes.length ? bytes.lastIndexOf(newline, start + textSize - 1) : -1;
    end = line < start ? start + textSize : line + 1;
    const text = decode(bytes.subarray(start, end), false);
    if (text !== '') yield text;
  }
}

const newline = 10;

/** Gzip is told by its first two bytes: names of files say little. */
async function* unzipped(path: string): AsyncGenerator<Buffer> {
  const pieces = piecesOf(path);
  try {
    const first = await pieces.next();
    if (first.done) return;
    const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
    if (isGzip) yield* gunzipped(first.value, pieces);
    else {
      yield first.value;
      yield* pieces;
    }
  } finally {
    // Who stops at the first piece, because it is no text, would leave the file open.
    await pieces.return(undefined);
  }
}

async function* gunzipped(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const compressed = Readable.from(copied(first, rest), { objectMode: false });
  const gunzip = createGunzip({ chunkSize: textSize });
  compressed.on('error', (error) => gunzip.destroy(error));
  yield* buffersOf(compressed.pipe(gunzip));
}

/** The pieces as buffers of their own: a stream takes more of them than it has used up. */
async function* copied(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from(first);
  for await (const piece of rest) yield Buffer.from(piece);
}

/**
 * The bytes of a file; each piece holds until the next one is asked for. While it is being used, the next is read into another buffer: but not of a pipe, which
 * could not be closed before more came. The two buffers are all that there are, since new ones would keep the garbage collector busy.
 */
async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  const readInto = (buffer: Buffer): Promise<Buffer> =>
    file.read(buffer, 0, pieceSize, null).then(({ bytesRead }) => buffer.subarray(0, bytesRead));
  try {
    const isWhole = (await file.stat()).isFile();
    let [buffer, other] = [Buffer.allocUnsafeSlow(pieceSize), Buffer.allocUnsafeSlow(pieceSize)];
    for (let piece = await readInto(buffer); piece.length > 0; ) {
      [buffer, other] = [other, buffer];
      const next = isWhole ? readInto(buffer) : undefined;
      // That it fails is told to who asks for it, if anyone does.
      next?.catch(() => {});
      yield piece;
      piece = await (next ?? readInto(buffer));
    }
  } finally {
    await file.close();
  }
}

async function* buffersOf(stream: Readable): AsyncGenerator<Buffer> {
  // Without an encoding set, a stream of bytes yields buffers.
  for await (const chunk of stream) yield chunk as Buffer;
}

type Decoder = (bytes: Buffer, last: boolean) => string;

function decoderFor(first: Buffer): Decoder {
  const utf16 = utf16Of(first);
  if (utf16 === undefined) return utf8Decoder();
  const decoder = new TextDecoder(utf16, { fatal: true });
  return (bytes, last) => decoder.decode(bytes, { stream: !last });
}

/** By the byte order mark, or by the zero bytes that UTF-16 has between ASCII characters. */
function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
}

/** Keeps the bytes of a character that is cut at the end of a chunk. Plain ASCII, by far the most, is the quickest. */
function utf8Decoder(): Decoder {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  return (bytes, last) => {
    let all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (isFirst && all.length >= 3) {
      isFirst = false;
      if (all[0] === 0xef && all[1] === 0xbb && all[2] === 0xbf) all = all.subarray(3);
    }
    const end = last ? all.length : wholeCharacters(all);
    rest = Buffer.from(all.subarray(end));
    const whole = all.subarray(0, end);
    if (isAscii(whole)) return whole.toString('latin1');
    if (isUtf8(whole)) return whole.toString('utf8');
    throw new Error('its bytes are neither UTF-8 nor UTF-16 text');
  };
}

/** Where the last character starts when it is cut, else the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
