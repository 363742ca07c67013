import { decodeText, detectEncoding, type FileEncoding } from './encoding.ts';
import { type CsvRow, delimiterOf, readRows, rowEndOf } from './rows.ts';

/** A CSV file whose encoding and separator are known. */
export interface CsvFile {
  readonly ok: true;
  readonly encoding: FileEncoding;
  /** What stands before the first row: a byte-order mark, a line that names the separator, or nothing. */
  readonly mark: string;
  /** Blank ones included. */
  readonly rows: AsyncGenerator<CsvRow>;
}

/** What was taken for one. */
export interface NoCsvFile {
  readonly ok: false;
  readonly problem: 'spreadsheet';
}

const SAMPLE_CHARACTERS = 50_000;

/** Excel's own way to name the separator, in a line before the headings. */
const NAMED_DELIMITER = /^"?sep=([,;|\t])"?[,;|\t]*(?:\r\n|\n|\r)/iu;

/**
 * Opens a CSV file in any usual encoding, with any usual separator.
 * @param open the file's bytes from the start; called twice
 */
export async function openCsvFile(open: () => AsyncIterable<Uint8Array>): Promise<CsvFile | NoCsvFile> {
  const encoding = await detectEncoding(open());
  if (encoding === 'spreadsheet') return { ok: false, problem: encoding };
  const texts = decodeText(open(), encoding);
  const whole = await startOf(texts);
  const byteOrderMark = whole.startsWith('\ufeff') ? '\ufeff' : '';
  const [line = '', named] = NAMED_DELIMITER.exec(whole.slice(byteOrderMark.length)) ?? [];
  const mark = byteOrderMark + line;
  const start = whole.slice(mark.length);
  const form = { delimiter: named ?? delimiterOf(start), rowEnd: rowEndOf(start) };
  return { ok: true, encoding, mark, rows: readRows(joined(start, texts), form, line === '' ? 1 : 2) };
}

async function startOf(texts: AsyncGenerator<string>): Promise<string> {
  let start = '';
  while (start.length < SAMPLE_CHARACTERS) {
    const next = await texts.next();
    if (next.done) break;
    start += next.value;
  }
  return start;
}

async function* joined(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** The first rows, at most so many; `rows` goes on behind them. */
export async function firstRows(rows: AsyncGenerator<CsvRow>, count: number): Promise<CsvRow[]> {
  const first: CsvRow[] = [];
  while (first.length < count) {
    const next = await rows.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}
