import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileEncoding } from '../utils/register/suppression-file/encoding.ts';
import type { CsvSource } from '../utils/screen/csv-source.ts';
import type { ScreenRow } from '../utils/screen/screen.ts';
import type { WantedColumns } from '../utils/screen/screened-columns.ts';
import { columnChoices } from './column-choices.ts';
import { unreadable } from './disk-problem.ts';
import { Failure } from './failure.ts';

/** What is read, whatever its format. */
export interface ScreenInput {
  readonly columns: readonly string[] | null;
  readonly encoding: FileEncoding;
  readonly heading: string;
  readonly rows: AsyncIterable<ScreenRow>;
  /** Of all of it, in hex, once it was read; a file that changed meanwhile ends the command. */
  readonly sha256: () => string;
}

/**
 * Opens what is to be screened; what is wrong with it ends the command.
 * @param file `-` for JSON Lines on standard input
 */
export async function openScreenInput(file: string, wanted: WantedColumns): Promise<ScreenInput> {
  const hashes = new FileHashes(file === '-' ? undefined : file);
  const sha256 = () => hashes.sha256();
  if (file === '-' || /\.(?:jsonl|ndjson)$/i.test(file)) {
    const { jsonLinesRows } = await import('../utils/screen/json-lines-source.ts');
    const rows = jsonLinesRows(strictUtf8(hashes.read()), wanted);
    return { columns: null, encoding: 'utf-8', heading: '', rows, sha256 };
  }
  const { openCsvSource } = await import('../utils/screen/csv-source.ts');
  const source = await openCsvSource(() => hashes.read(), wanted);
  if (!source.ok) throw new Failure(columnProblem(file, source));
  const { columns, encoding, heading, rows } = source;
  return { columns, encoding, heading, rows, sha256 };
}

/** @throws TypeError where it isn't UTF-8 */
async function* strictUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function columnProblem(file: string, found: Extract<CsvSource, { ok: false }>): string {
  if (found.problem === 'spreadsheet') {
    return `${file} is no CSV but a spreadsheet or another archive: save it as CSV, and screen that.`;
  }
  const choices = columnChoices(found.choices);
  switch (found.problem) {
    case 'empty':
      return `${file} is empty.`;
    case 'no-addresses':
      return `No column of ${file} holds addresses, phone numbers or LinkedIn profiles (columns: ${choices}). Name those that do by --column.`;
    case 'no-such-column':
      return `${file} has no column "${found.wanted}". It has: ${choices}.`;
    case 'id-names-people':
      return `Column "${found.wanted}" of ${file} holds addresses: --id-column is for ids that tell nobody who is listed.`;
  }
}

/** The file's bytes, and their hash at each full reading: another one means that somebody wrote to it meanwhile. */
class FileHashes {
  readonly #input: string | undefined;
  readonly #found = new Set<string>();

  constructor(input: string | undefined) {
    this.#input = input;
  }

  async *read(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of this.#chunks()) {
      hash.update(chunk);
      yield chunk;
    }
    this.#found.add(hash.digest('hex'));
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    try {
      const chunks: AsyncIterable<Uint8Array> =
        this.#input === undefined ? process.stdin : createReadStream(this.#input);
      yield* chunks;
    } catch (error) {
      throw unreadable(this.#input ?? 'Standard input', error);
    }
  }

  sha256(): string {
    const [sha256, other] = this.#found;
    if (sha256 === undefined || other !== undefined) {
      throw new Failure('The file changed while it was read: run this again when nothing writes to it.');
    }
    return sha256;
  }
}

/** What a broken file throws while it is read is said by line. */
export async function explained(file: string, error: unknown): Promise<unknown> {
  const { BrokenLine } = await import('../utils/screen/json-lines-source.ts');
  if (error instanceof BrokenLine) {
    const why = {
      'not-json': 'is no JSON',
      'too-long': 'is too long for a record, of which JSON Lines have one a line',
      'no-such-key': 'is the last, and none has a key that --column names',
    };
    return new Failure(`Line ${error.line} of ${file} ${why[error.problem]}: the screening ended there.`);
  }
  if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new Failure(`${file} isn't UTF-8, which JSON Lines are.`);
  }
  return error;
}
