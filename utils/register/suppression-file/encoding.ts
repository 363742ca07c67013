/** Encodings in which exports of mail programs, CRMs and spreadsheets come. */
export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const SAMPLE_LENGTH_BYTES = 4096;

/**
 * What spreadsheets begin with: of a ZIP archive, as `.xlsx` and `.ods` are
 * (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7), and of a compound file, as `.xls` is (MS-CFB, 2.2).
 */
const SPREADSHEETS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
];

/**
 * The encoding of a file, from its byte-order mark, from where its zero bytes stand, or from whether all of it is
 * UTF-8; `spreadsheet` for what is no text, though addresses may be found in it by chance. Reads the file to its end.
 */
export async function detectEncoding(
  chunks: AsyncIterable<Uint8Array>,
): Promise<FileEncoding | 'spreadsheet'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let start = new Uint8Array();
  for await (const chunk of chunks) {
    if (start.length < SAMPLE_LENGTH_BYTES) {
      start = Uint8Array.from([...start, ...chunk.subarray(0, SAMPLE_LENGTH_BYTES - start.length)]);
    }
    if (isUtf8) isUtf8 = decodes(decoder, chunk, true);
  }
  if (isUtf8) isUtf8 = decodes(decoder, new Uint8Array(), false);
  if (SPREADSHEETS.some(signature => signature.every((byte, index) => start[index] === byte))) {
    return 'spreadsheet';
  }
  return utf16Of(start) ?? (isUtf8 ? 'utf-8' : 'windows-1252');
}

/** The file's text, with its byte-order mark, chunk by chunk. */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: FileEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The bytes of a text in an encoding: what `decodeText` read comes out as it was, unless it was malformed. */
export function encodeText(text: string, encoding: FileEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'windows-1252') return Uint8Array.from(text, character => byteOf(character));
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1)
    view.setUint16(2 * at, text.charCodeAt(at), encoding === 'utf-16le');
  return bytes;
}

/** Each byte of windows-1252 is a character of its own, in whatever browser: https://encoding.spec.whatwg.org. */
const BYTES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
);

function byteOf(character: string): number {
  const byte = BYTES.get(character);
  if (byte === undefined) throw new RangeError('windows-1252 has no such character');
  return byte;
}

function decodes(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

/** Among names and notes in Cyrillic or Chinese, addresses are the few: one byte in so many. */
const ZEROS = 50;

/** UTF-16 by its mark; without one, by the zero half of the ASCII characters that every address has. */
function utf16Of(start: Uint8Array): FileEncoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const some = start.length / ZEROS;
  if (odd > some && even < odd / 4) return 'utf-16le';
  return even > some && odd < even / 4 ? 'utf-16be' : undefined;
}
