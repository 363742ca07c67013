import { type EntrySet, scopesLengthBytes, setScopeAll } from '../blocklist/blocklist.ts';
import type { Scope } from '../lookup/verdict.ts';

/** Entries in any order, in columns: as objects, a million take seconds to be made and sorted. */
export interface EntryColumns {
  /** The first 32 bits of each digest. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly tags: Uint32Array<ArrayBuffer>;
  /** 1 for `all`, 0 for `marketing`. */
  readonly alls: Uint8Array<ArrayBuffer>;
}

export interface ColumnBuilder {
  add(start: number, tag: number, scope: Scope): void;
  columns(): EntryColumns;
}

/** Gathers at most so many entries. */
export function createColumns(most: number): ColumnBuilder {
  const starts = new Uint32Array(most);
  const tags = new Uint32Array(most);
  const alls = new Uint8Array(most);
  let length = 0;
  return {
    add(start, tag, scope) {
      starts[length] = start;
      tags[length] = tag;
      alls[length] = scope === 'all' ? 1 : 0;
      length += 1;
    },
    columns: () => ({
      starts: starts.subarray(0, length),
      tags: tags.subarray(0, length),
      alls: alls.subarray(0, length),
    }),
  };
}

/**
 * First by so many bits of the prefix: what is left of it (at most 20 bits), the tag (32) and the scope (1) are then one number that
 * a double holds exactly, and numbers are sorted many times faster than pairs.
 */
const BUCKET_BITS = 12;
const TAGS = 2 ** 32;

/** Sorted by prefix and tag, each pair once; where several meet, the wider scope wins. */
export function sortedEntries({ starts, tags, alls }: EntryColumns, prefixBits: number): EntrySet {
  const shift = Math.max(0, prefixBits - BUCKET_BITS);
  const prefixAt = (index: number) => (starts[index] ?? 0) >>> (32 - prefixBits);
  const ends = bucketStarts(starts.length, index => prefixAt(index) >>> shift);
  const keys = new Float64Array(starts.length);
  // Where each bucket begins, until it is filled: then where it ends.
  for (let index = 0; index < starts.length; index += 1) {
    const prefix = prefixAt(index);
    const bucket = prefix >>> shift;
    const place = ends[bucket] ?? 0;
    keys[place] = ((prefix - bucket * 2 ** shift) * TAGS + (tags[index] ?? 0)) * 2 + (alls[index] ?? 0);
    ends[bucket] = place + 1;
  }
  const sorted = createColumns(starts.length);
  let begin = 0;
  ends.forEach((end, bucket) => {
    const inBucket = keys.subarray(begin, end).sort();
    inBucket.forEach((key, index) => {
      const pair = Math.floor(key / 2);
      // Of the same pair, `all` sorts last.
      if (Math.floor((inBucket[index + 1] ?? -1) / 2) === pair) return;
      const prefix = bucket * 2 ** shift + Math.floor(pair / TAGS);
      sorted.add(prefix, pair % TAGS, key % 2 === 1 ? 'all' : 'marketing');
    });
    begin = end;
  });
  return entrySetOf(sorted.columns());
}

function bucketStarts(count: number, bucketOf: (index: number) => number): Uint32Array<ArrayBuffer> {
  const begins = new Uint32Array(2 ** BUCKET_BITS);
  for (let index = 0; index < count; index += 1) {
    const bucket = bucketOf(index);
    begins[bucket] = (begins[bucket] ?? 0) + 1;
  }
  let begin = 0;
  begins.forEach((size, bucket) => {
    begins[bucket] = begin;
    begin += size;
  });
  return begins;
}

function entrySetOf({ starts, tags, alls }: EntryColumns): EntrySet {
  const scopes = new Uint8Array(scopesLengthBytes(starts.length));
  alls.forEach((isAll, index) => {
    if (isAll === 1) setScopeAll(scopes, index);
  });
  return { prefixes: starts.slice(), tags: tags.slice(), scopes };
}
