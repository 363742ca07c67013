import { IMPORT_REFUSALS, type ImportRefusal } from './import-refusal.ts';

/** A row that isn't recorded. Of what stands in it nothing is kept. */
export interface InvalidRow {
  /** From 1. */
  readonly line: number;
  readonly reason: ImportRefusal;
}

/** The rows of a file that hold no valid address, in five bytes each. */
export interface InvalidRows {
  /** All that were met. */
  readonly count: number;
  /** The first of them, in order. */
  named(most?: number): Generator<InvalidRow>;
  columns(): InvalidColumns;
}

/** As it can be sent to another thread. */
export interface InvalidColumns {
  /** All that were met: those behind the columns' end can't be named. */
  readonly count: number;
  readonly lines: Uint32Array;
  /** Places in `IMPORT_REFUSALS`. */
  readonly reasons: Uint8Array;
}

export function invalidRowsOf(columns: InvalidColumns): InvalidRows {
  return { count: columns.count, named: most => namedIn(columns, most), columns: () => columns };
}

export interface GrowingInvalidRows extends InvalidRows {
  add(row: InvalidRow): void;
}

/** Five megabytes. A file with more of them isn't mended by line numbers. */
const MOST_NAMED = 1_000_000;
const FIRST_ROOM = 256;

export function createInvalidRows(mostNamed = MOST_NAMED): GrowingInvalidRows {
  let lines = new Uint32Array(FIRST_ROOM);
  let reasons = new Uint8Array(FIRST_ROOM);
  let count = 0;
  const columns = (): InvalidColumns => {
    const end = Math.min(count, mostNamed);
    return { count, lines: lines.subarray(0, end), reasons: reasons.subarray(0, end) };
  };
  return {
    get count() {
      return count;
    },
    add({ line, reason }) {
      const index = count;
      count += 1;
      if (index >= mostNamed) return;
      if (index === lines.length) {
        const [larger, largerToo] = [new Uint32Array(2 * index), new Uint8Array(2 * index)];
        larger.set(lines);
        largerToo.set(reasons);
        [lines, reasons] = [larger, largerToo];
      }
      lines[index] = line;
      reasons[index] = IMPORT_REFUSALS.indexOf(reason);
    },
    named: most => namedIn(columns(), most),
    columns,
  };
}

function* namedIn({ lines, reasons }: InvalidColumns, most = lines.length): Generator<InvalidRow> {
  for (let index = 0; index < Math.min(most, lines.length); index += 1) {
    const reason = IMPORT_REFUSALS[reasons[index] ?? 0] ?? 'empty';
    yield { line: lines[index] ?? 0, reason };
  }
}
