import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import { encodeText, type FileEncoding } from '../register/suppression-file/encoding.ts';
import { type CsvSource, openCsvSource } from './csv-source.ts';
import type { LookUp } from './finding.ts';
import { type ScreenCounts, screen } from './screen.ts';

/** How far a screening has come. */
export interface ScreenProgress {
  /** Rows looked at, and how many of them were left out. */
  readonly rows: number;
  readonly leftOut: number;
  /** Of the file's bytes those whose rows were looked at, from 0 to 1: reading runs ahead of that. */
  readonly part: number;
}

export interface ScreenFileOptions {
  readonly lookUp: LookUp;
  /** Headings or numbers of columns; none: those that hold addresses, numbers or profiles. */
  readonly columns: readonly string[];
  readonly onProgress: (progress: ScreenProgress) => void;
}

export type ScreenFileOutcome =
  | {
      readonly ok: true;
      /** The file without the rows of whoever is listed, every other one byte for byte as it was. */
      readonly kept: Blob;
      readonly counts: ScreenCounts;
      readonly columns: readonly string[];
      readonly encoding: FileEncoding;
      /** Of the file that was read, in hex. */
      readonly sha256: string;
    }
  | Extract<CsvSource, { ok: false }>;

/** Handed over to the browser in pieces of this size, which it keeps where it has room. */
const PIECE_LENGTH_BYTES = 4_000_000;

/**
 * Screens a CSV file for marketing, which is what lists of leads are for: whoever is listed at all is left out. It holds some
 * thousand rows at a time, and the result goes to the browser as it grows.
 */
export async function screenFile(file: Blob, options: ScreenFileOptions): Promise<ScreenFileOutcome> {
  const { lookUp, columns, onProgress } = options;
  const reading = countedReading(file);
  const source = await openCsvSource(reading.open, { columns, idColumn: null });
  if (!source.ok) return source;
  const { batches, counts } = screen(source.rows, { lookUp, scope: 'marketing' });
  const output = collectedOutput();
  const heading = encodeText(source.heading, source.encoding);
  output.write(heading);
  let doneBytes = heading.length;
  let rows = 0;
  let leftOut = 0;
  for await (const batch of batches) {
    const kept = batch.filter(({ isLeftOut }) => !isLeftOut);
    const others = batch.filter(({ isLeftOut }) => isLeftOut);
    const [keptBytes, otherBytes] = [kept, others].map(some =>
      encodeText(some.map(({ row }) => row.raw).join(''), source.encoding),
    );
    if (keptBytes) output.write(keptBytes);
    doneBytes += (keptBytes?.length ?? 0) + (otherBytes?.length ?? 0);
    // Not by what was counted, which is some batches ahead.
    rows += batch.length;
    leftOut += others.length;
    // Bytes that are malformed in the file's encoding come out as others.
    onProgress({ rows, leftOut, part: Math.min(1, doneBytes / file.size) });
  }
  return {
    ok: true,
    kept: output.whole(),
    counts: counts(),
    columns: source.columns,
    encoding: source.encoding,
    sha256: reading.sha256(),
  };
}

/** The file's bytes, however often they are read, and what the last reading came to. */
function countedReading(file: Blob) {
  let hash = sha256.create();
  return {
    open(): AsyncIterable<Uint8Array> {
      hash = sha256.create();
      return read();
    },
    sha256: () => hex.encode(hash.digest()),
  };

  async function* read(): AsyncGenerator<Uint8Array> {
    const own = hash;
    for await (const chunk of file.stream()) {
      own.update(chunk);
      yield chunk;
    }
  }
}

function collectedOutput() {
  const pieces: Blob[] = [];
  let waiting: BlobPart[] = [];
  let lengthBytes = 0;
  return {
    write(bytes: Uint8Array): void {
      waiting.push(bytes.slice());
      lengthBytes += bytes.length;
      if (lengthBytes < PIECE_LENGTH_BYTES) return;
      pieces.push(new Blob(waiting));
      waiting = [];
      lengthBytes = 0;
    },
    whole: () => new Blob([...pieces, ...waiting], { type: 'text/csv' }),
  };
}
