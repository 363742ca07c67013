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
    *named(most = mostNamed) {
      for (let index = 0; index < Math.min(count, most, mostNamed); index += 1) {
        const reason = IMPORT_REFUSALS[reasons[index] ?? 0] ?? 'empty';
        yield { line: lines[index] ?? 0, reason };
      }
    },
  };
}
