import type { Bytes } from '../bytes.ts';

/** Digests by which a file of millions of rows is compared, in at most 43 bytes each: as texts in a `Set` they take five times as much. */
export interface DigestSet {
  readonly size: number;
  has(digest: Bytes): boolean;
  /** @returns whether it wasn't there yet */
  add(digest: Bytes): boolean;
}

/** 128 bits of a digest: that two of a million people share them has a chance of 1 in 10²⁶. */
const WORDS = 4;
const FIRST_SLOTS = 1024;
/** Fuller, it would be searched for longer. */
const MOST_FILLED = 0.75;

/** A digest whose first 128 bits are zero would count as absent; there is none that anybody will meet. */
export function createDigestSet(): DigestSet {
  let table = new Uint32Array(FIRST_SLOTS * WORDS);
  let size = 0;

  return {
    get size() {
      return size;
    },
    has: digest => !isEmpty(table, slotOf(table, wordsOf(digest))),
    add(digest) {
      const words = wordsOf(digest);
      const slot = slotOf(table, words);
      if (!isEmpty(table, slot)) return false;
      table.set(words, slot);
      size += 1;
      if (size > (table.length / WORDS) * MOST_FILLED) table = doubled(table);
      return true;
    },
  };
}

/** Where these words stand, or where they would. */
function slotOf(table: Uint32Array, words: Uint32Array): number {
  // Digests are as good as random: their first bits spread them.
  let slot = ((words[0] ?? 0) * WORDS) % table.length;
  while (!isEmpty(table, slot) && !isAt(table, slot, words)) slot = (slot + WORDS) % table.length;
  return slot;
}

function isAt(table: Uint32Array, slot: number, words: Uint32Array): boolean {
  return (
    table[slot] === words[0] &&
    table[slot + 1] === words[1] &&
    table[slot + 2] === words[2] &&
    table[slot + 3] === words[3]
  );
}

function isEmpty(table: Uint32Array, slot: number): boolean {
  return table[slot] === 0 && table[slot + 1] === 0 && table[slot + 2] === 0 && table[slot + 3] === 0;
}

function doubled(table: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * table.length);
  for (let slot = 0; slot < table.length; slot += WORDS) {
    const words = table.subarray(slot, slot + WORDS);
    if (!isEmpty(table, slot)) larger.set(words, slotOf(larger, words));
  }
  return larger;
}

function wordsOf(digest: Bytes): Uint32Array {
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  return Uint32Array.of(view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12));
}
