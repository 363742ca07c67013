import { CHANGE_WINDOW } from './budgets.ts';

/** Where a text differs from what it was: `before` to `oldEnd` was replaced by what now stands up to `newEnd`. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The shortest such stretch. A mutation record doesn't name it, and a person types one character into thousands. */
export function changeOf(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const same = longest(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

/**
 * Whether an address that the change makes, breaks or moves the edge of could stand in the text, or reach into another
 * text: then it is to be read again. If not, what stands behind the change has only moved.
 */
export function mayTouchAddress(
  { start, oldEnd, newEnd }: TextChange,
  before: string,
  after: string,
  mayHoldAddress: (text: string) => boolean,
): boolean {
  if (start < CHANGE_WINDOW || after.length - newEnd < CHANGE_WINDOW) return true;
  const from = start - CHANGE_WINDOW;
  return (
    mayHoldAddress(after.slice(from, newEnd + CHANGE_WINDOW)) ||
    mayHoldAddress(before.slice(from, oldEnd + CHANGE_WINDOW))
  );
}

/** The largest length, up to `limit`, that is the same, halving what is in question. */
function longest(limit: number, isSame: (from: number, to: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isSame(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
