const MIN_PREFIX_BITS = 10;
const MAX_PREFIX_BITS = 32;

/**
 * Width of the prefixes for a list of so many entries, decoys counted: between 1/16 and 1/8 of clear addresses share
 * one with an entry and go on to the tag, so that the list at rest betrays less than the tag and a page costs little.
 * @param current the list's width so far, 0 for a new list: it never shrinks
 */
export function prefixBitsFor(count: number, current: number): number {
  const wanted = Math.floor(Math.log2(16 * Math.max(1, count)));
  return Math.min(MAX_PREFIX_BITS, Math.max(MIN_PREFIX_BITS, current, wanted));
}
