import Papa from 'papaparse';

export interface CsvRow {
  /** Of its first line, from 1. */
  readonly line: number;
  /** Trimmed. */
  readonly fields: readonly string[];
  /** True where the quotation marks made no sense and the line was read without them. */
  readonly repaired: boolean;
  /** As it stands in the text, with its quotation marks and its line end. All rows' together are the text. */
  readonly raw: string;
}

/** How a file parts its cells and rows. */
export interface RowForm {
  readonly delimiter: string;
  /** Undefined where nobody knows yet. */
  readonly rowEnd: '\n' | '\r' | undefined;
}

/** No record is so long: beyond it, a quotation mark was opened and never closed. */
const MAX_RECORD_LENGTH = 1_000_000;

const DELIMITERS = [',', ';', '\t', '|'];
const DELIMITER_LINES = 20;

/**
 * The separator that parts most of a text's first lines into the same number of fields; a comma where none does.
 * By lines and not by records: a quotation mark that is never closed mustn't decide it.
 */
export function delimiterOf(sample: string): string {
  const lines = sample
    .split(/\r\n|\n|\r/)
    .filter(line => line.trim() !== '')
    .slice(0, DELIMITER_LINES)
    .map(line => line.replace(/"[^"]*"/g, ''));
  const [best] = DELIMITERS.map(delimiter => ({ delimiter, ...agreementOf(lines, delimiter) })).sort(
    (a, b) => b.lines - a.lines || b.count - a.count,
  );
  return best && best.lines > 0 && best.lines * 2 >= lines.length ? best.delimiter : ',';
}

/**
 * How rows end: by a carriage return alone where no line feed stands outside quotation marks, as a Mac's spreadsheet
 * writes it, with line feeds within cells. Undefined where the sample ends no row.
 */
export function rowEndOf(sample: string): '\n' | '\r' | undefined {
  const unquoted = sample.replace(/"[^"]*"/g, '');
  if (unquoted.includes('\n')) return '\n';
  return unquoted.includes('\r') ? '\r' : undefined;
}

/** How many lines agree on how many separators they hold. */
function agreementOf(lines: readonly string[], delimiter: string): { lines: number; count: number } {
  const tally = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(delimiter).length - 1;
    if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
  }
  const [most] = [...tally].sort(([, a], [, b]) => b - a);
  return { count: most?.[0] ?? 0, lines: most?.[1] ?? 0 };
}

/** True for a row that says nothing: an empty line, or separators alone. */
export function isBlank({ fields }: CsvRow): boolean {
  return fields.every(field => field === '');
}

/**
 * Rows of a CSV text that comes in chunks, blank ones included. Nothing is lost to a stray quotation mark: a record that
 * its quotes break is read again line by line without them.
 */
export async function* readRows(
  texts: AsyncIterable<string>,
  form: RowForm,
  firstLine = 1,
): AsyncGenerator<CsvRow> {
  let rest = '';
  let line = firstLine;
  for await (const text of texts) {
    rest += text;
    const read = readWhole(rest, form, line, false);
    yield* read.rows;
    ({ rest, line } = read);
    while (rest.length > MAX_RECORD_LENGTH) {
      const first = lineOf(rest);
      yield repaired(first, form, line);
      line += 1;
      const again = readWhole(rest.slice(first.length), form, line, false);
      yield* again.rows;
      ({ rest, line } = again);
    }
  }
  yield* readWhole(rest, form, line, true).rows;
}

interface Read {
  readonly rows: readonly CsvRow[];
  /** What may go on in the next chunk, and the line that it begins on. */
  readonly rest: string;
  readonly line: number;
}

function readWhole(text: string, form: RowForm, firstLine: number, last: boolean): Read {
  const rows: CsvRow[] = [];
  let start = 0;
  let line = firstLine;
  while (start < text.length) {
    const parsed = parseFrom(text, start, form, last);
    for (const { fields, end, broken } of parsed.records) {
      const record = text.slice(start, end);
      const lines = countLines(record);
      if (broken && lines > 1) {
        // Its first line stands by itself; what the open quote swallowed is read anew.
        const first = lineOf(record);
        rows.push(repaired(first, form, line));
        line += 1;
        start += first.length;
        break;
      }
      rows.push(broken ? repaired(record, form, line) : { line, fields, repaired: false, raw: record });
      line += lines;
      start = end;
    }
    if (parsed.records.length === 0 || (!last && start >= parsed.end)) break;
  }
  return { rows, rest: text.slice(start), line };
}

interface Parsed {
  readonly records: readonly { fields: string[]; end: number; broken: boolean }[];
  /** Where the last complete record ends. */
  readonly end: number;
}

function parseFrom(text: string, start: number, { delimiter, rowEnd }: RowForm, last: boolean): Parsed {
  const records: { fields: string[]; end: number; broken: boolean }[] = [];
  const parser = new Papa.Parser({
    delimiter,
    newline: rowEnd ?? (text.includes('\n') ? '\n' : '\r'),
    step({ data, errors, meta }: Papa.ParseStepResult<string[][]>) {
      const fields = (data[0] ?? []).map(field => field.trim());
      const broken = errors.some(error => error.type === 'Quotes');
      if (meta.cursor > (records.at(-1)?.end ?? start)) records.push({ fields, end: meta.cursor, broken });
      // The rest is read anew from behind its first line: what follows would be thrown away.
      if (broken) parser.abort();
    },
  });
  parser.parse(text.slice(start), start, !last);
  return { records, end: records.at(-1)?.end ?? start };
}

function repaired(raw: string, { delimiter }: RowForm, line: number): CsvRow {
  const fields = raw.split(delimiter).map(field => field.replaceAll('"', '').trim());
  return { line, fields, repaired: true, raw };
}

/** The first line with its end. */
function lineOf(text: string): string {
  return /^.*?(?:\r\n|\n|\r|$)/su.exec(text)?.[0] || text;
}

function countLines(record: string): number {
  return Math.max(1, (record.match(/\r\n|\n|\r/g) ?? []).length);
}
