import {
  type Blocklist,
  DOMAIN_PREFIX_BITS,
  type EntrySet,
  scopesLengthBytes,
} from '../../utils/blocklist/blocklist.ts';
import { prefixBitsFor } from '../../utils/blocklist/prefix-bits.ts';

/** A digest's first 32 bits and its tag: an entry whose prefix width isn't chosen yet. */
export interface KnownEntry {
  readonly digestStart: number;
  readonly tag: number;
}

export interface RandomListOptions {
  /** Entries in all: decoys count as entries, and digests are as random as they. */
  readonly count: number;
  readonly domainCount: number;
  /** As for so many entries, if not given. */
  readonly prefixBits?: number;
  /** Entries that have to be among them. */
  readonly known?: readonly KnownEntry[];
  readonly random: () => number;
}

/** One in so many entries is of scope `marketing`, the others of `all`. */
const MARKETING_ONE_IN = 4;

/** How many entries of a random list are of scope `marketing`. */
export function marketingCount(count: number): number {
  return Math.ceil(count / MARKETING_ONE_IN);
}

/** A list as a publication would make it of so many people whom nobody knows. Digests are uniform, so random serves. */
export function randomList(options: RandomListOptions): Blocklist {
  const { count, domainCount, known = [], random } = options;
  const prefixBits = options.prefixBits ?? prefixBitsFor(count, 0);
  return {
    prefixBits,
    entries: randomSet(count, prefixBits, random, known),
    domains: randomSet(domainCount, DOMAIN_PREFIX_BITS, random, []),
  };
}

/** Marsaglia's xorshift128 ("Xorshift RNGs", 2003), seeded: a uint32 at each call, and the same ones in every run. */
export function seededRandom(seed: number): () => number {
  let [x, y, z, w] = [seed, 362436069, 521288629, 88675123];
  return () => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return w >>> 0;
  };
}

function randomSet(
  count: number,
  prefixBits: number,
  random: () => number,
  known: readonly KnownEntry[],
): EntrySet {
  const prefixes = Uint32Array.from({ length: count }, (_, index) => {
    return (known[index]?.digestStart ?? random()) >>> (32 - prefixBits);
  }).sort();
  const tags = Uint32Array.from({ length: count }, random);
  for (const { digestStart, tag } of known) {
    let index = firstWith(prefixes, digestStart >>> (32 - prefixBits));
    while (known.some(other => tags[index] === other.tag)) index += 1;
    tags[index] = tag;
  }
  sortTagsOfEqualPrefixes(prefixes, tags);
  const scopes = new Uint8Array(scopesLengthBytes(count)).fill(0xff);
  for (let index = 0; index < count; index += MARKETING_ONE_IN) {
    scopes[index >>> 3] = (scopes[index >>> 3] ?? 0) & ~(1 << (index & 7));
  }
  if (count % 8 !== 0) {
    const last = scopes.length - 1;
    scopes[last] = (scopes[last] ?? 0) & ((1 << (count % 8)) - 1);
  }
  return { prefixes, tags, scopes };
}

function firstWith(prefixes: Uint32Array, prefix: number): number {
  let low = 0;
  let high = prefixes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((prefixes[middle] ?? 0) < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sortTagsOfEqualPrefixes(prefixes: Uint32Array, tags: Uint32Array): void {
  let start = 0;
  for (let index = 1; index <= prefixes.length; index += 1) {
    if (index < prefixes.length && prefixes[index] === prefixes[start]) continue;
    if (index - start > 1) tags.subarray(start, index).sort();
    start = index;
  }
}
