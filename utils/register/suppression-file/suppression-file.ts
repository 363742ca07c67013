import { addressesIn, type Column, type FoundColumn, findColumn } from './column.ts';
import { firstRows, type NoCsvFile, openCsvFile } from './csv-file.ts';
import type { FileEncoding } from './encoding.ts';
import { type CsvRow, isBlank } from './rows.ts';

/** What a row of the file says. `texts` aren't judged yet; empty where the column has nothing in this row. */
export interface SuppressionRow {
  readonly line: number;
  readonly texts: readonly string[];
  /** Its quotation marks were broken, and it was read without them. */
  readonly repaired: boolean;
}

export type SuppressionFile =
  | {
      readonly ok: true;
      readonly encoding: FileEncoding;
      readonly column: Column;
      /** Further columns that hold addresses, which aren't read. */
      readonly otherColumns: readonly string[];
      readonly rows: AsyncIterable<SuppressionRow>;
    }
  | Extract<FoundColumn, { ok: false }>
  | NoCsvFile;

/** By how many rows the column is recognised. */
const SAMPLE_ROWS = 200;

/**
 * A suppression list as some other system exported it: CSV with or without heading, any usual separator and
 * encoding, or one address a line.
 * @param open the file's bytes from the start; called twice
 * @param wanted heading or number of the column, where it is known
 */
export async function openSuppressionFile(
  open: () => AsyncIterable<Uint8Array>,
  wanted?: string,
): Promise<SuppressionFile> {
  const file = await openCsvFile(open);
  if (!file.ok) return file;
  const { encoding, rows } = file;
  const sample = (await firstRows(rows, SAMPLE_ROWS)).filter(row => !isBlank(row));
  const found = findColumn(sample, wanted);
  if (!found.ok) return found;
  const { column, others: otherColumns } = found;
  if (column.heading !== null) sample.shift();
  return { ok: true, encoding, column, otherColumns, rows: cells(sample, rows, column) };
}

async function* cells(
  sample: readonly CsvRow[],
  rest: AsyncGenerator<CsvRow>,
  { index }: Column,
): AsyncGenerator<SuppressionRow> {
  for (const row of sample) yield cellOf(row, index);
  for await (const row of rest) if (!isBlank(row)) yield cellOf(row, index);
}

/** A row whose quotes were broken has lost its columns: whatever looks like an address in it is taken. */
function cellOf({ line, fields, repaired }: CsvRow, index: number): SuppressionRow {
  const cell = fields[index] ?? '';
  const misplaced = repaired && !cell.includes('@');
  const texts = misplaced ? fields.filter(field => field.includes('@')) : [cell];
  return { line, texts: texts.flatMap(addressesIn), repaired };
}
