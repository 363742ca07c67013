import type { Column } from '../register/suppression-file/column.ts';
import { firstRows, type NoCsvFile, openCsvFile } from '../register/suppression-file/csv-file.ts';
import type { FileEncoding } from '../register/suppression-file/encoding.ts';
import { type CsvRow, isBlank } from '../register/suppression-file/rows.ts';
import type { ScreenRow } from './screen.ts';
import { findScreenedColumns, type ScreenedColumns, type WantedColumns } from './screened-columns.ts';

export type CsvSource =
  | {
      readonly ok: true;
      readonly encoding: FileEncoding;
      /** Headings or numbers of the columns that are looked up. */
      readonly columns: readonly string[];
      /** What stands before the rows: byte-order mark and headings. It goes out as it is. */
      readonly heading: string;
      readonly rows: AsyncIterable<ScreenRow>;
    }
  | Extract<ScreenedColumns, { ok: false }>
  | NoCsvFile;

/** By so many rows columns are recognised: a second address is often there for few. */
const SAMPLE_ROWS = 1000;

/**
 * A CSV file to be screened.
 * @param open the file's bytes from the start; called twice
 */
export async function openCsvSource(
  open: () => AsyncIterable<Uint8Array>,
  wanted: WantedColumns,
): Promise<CsvSource> {
  const file = await openCsvFile(open);
  if (!file.ok) return file;
  const { encoding, mark, rows } = file;
  const sample = await firstRows(rows, SAMPLE_ROWS);
  const firstSaying = sample.findIndex(row => !isBlank(row));
  const found = findScreenedColumns(
    sample.filter(row => !isBlank(row)),
    wanted,
  );
  if (!found.ok) return found;
  const { columns, idColumn } = found;
  const hasHeading = columns.some(({ heading }) => heading !== null);
  const heading = hasHeading ? sample.splice(0, firstSaying + 1) : [];
  const screened = (row: CsvRow) => screenRowOf(row, columns, idColumn);
  return {
    ok: true,
    encoding,
    columns: columns.map(({ index, heading: name }) => name || String(index + 1)),
    heading: mark + heading.map(({ raw }) => raw).join(''),
    rows: mapped(sample, rows, screened),
  };
}

async function* mapped(
  sample: readonly CsvRow[],
  rest: AsyncIterable<CsvRow>,
  screened: (row: CsvRow) => ScreenRow,
): AsyncGenerator<ScreenRow> {
  for (const row of sample) yield screened(row);
  for await (const row of rest) yield screened(row);
}

/** A row whose quotes were broken has lost its columns: whatever looks like an address in it is looked up. */
function screenRowOf(row: CsvRow, columns: readonly Column[], idColumn: Column | null): ScreenRow {
  const { line, fields, raw, repaired } = row;
  const named = columns.map(({ index }) => fields[index] ?? '');
  const cells = repaired ? [...new Set([...named, ...fields.filter(field => field.includes('@'))])] : named;
  const id = idColumn === null ? null : (fields[idColumn.index] ?? '');
  const state = isBlank(row) ? 'blank' : repaired ? 'repaired' : 'sound';
  return { line, raw, cells, id, state };
}
