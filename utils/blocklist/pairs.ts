/**
 * Pairs of (prefix, tag), each an unsigned 32-bit number, sorted by prefix and then by tag, none twice. A pair is
 * never one Number: it has up to 64 bits.
 */
export interface Pairs {
  readonly prefixes: Uint32Array<ArrayBuffer>;
  readonly tags: Uint32Array<ArrayBuffer>;
}

export interface Pair {
  readonly prefix: number;
  readonly tag: number;
}

/** Sorted pairs, each once, of pairs in any order. */
export function sortPairs(pairs: readonly Pair[]): Pairs {
  const sorted = pairs
    .toSorted((a, b) => comparePairs(a.prefix, a.tag, b.prefix, b.tag))
    .filter((pair, index, all) => {
      const before = all[index - 1];
      return before === undefined || before.prefix !== pair.prefix || before.tag !== pair.tag;
    });
  return {
    prefixes: Uint32Array.from(sorted, pair => pair.prefix),
    tags: Uint32Array.from(sorted, pair => pair.tag),
  };
}

/** Negative, zero or positive as the first pair sorts before, with or after the second. */
export function comparePairs(prefixA: number, tagA: number, prefixB: number, tagB: number): number {
  return prefixA === prefixB ? tagA - tagB : prefixA - prefixB;
}
