/** Encodings in which exports of mail programs, CRMs and spreadsheets come. */
export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const SAMPLE_LENGTH_BYTES = 4096;

/**
 * The encoding of a file, from its byte-order mark, from where its zero bytes stand, or from whether all of it is
 * UTF-8. Reads the file to its end.
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array>): Promise<FileEncoding> {
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
  return utf16Of(start) ?? (isUtf8 ? 'utf-8' : 'windows-1252');
}

/** The file's text, without byte-order mark, chunk by chunk. */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: FileEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function decodes(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 by its mark; without one, by the zero half of the ASCII characters that every address has. */
function utf16Of(start: Uint8Array): FileEncoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = start.length / 4;
  if (odd > most && even < odd / 4) return 'utf-16le';
  return even > most && odd < even / 4 ? 'utf-16be' : undefined;
}
