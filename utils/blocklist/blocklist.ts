import { type Bytes, concatBytes, sha256, utf8 } from '../bytes.ts';
import type { Pairs } from './pairs.ts';

/** Sorted pairs, each with its scope: bit i of `scopes` (least significant first) is 1 for `all`, 0 for `marketing`. */
export interface EntrySet extends Pairs {
  readonly scopes: Bytes;
}

/** A whole list. In `domains`, prefix and tag are bits 0–31 and 32–63 of the digest: no Argon2id stands before them. */
export interface Blocklist {
  readonly prefixBits: number;
  readonly entries: EntrySet;
  readonly domains: EntrySet;
}

export const DOMAIN_PREFIX_BITS = 32;

export function emptyBlocklist(prefixBits: number): Blocklist {
  return { prefixBits, entries: emptySet(), domains: emptySet() };
}

/** True when entry `index` forbids every contact, false when only marketing. */
export function isScopeAll(scopes: Uint8Array, index: number): boolean {
  return (((scopes[index >>> 3] ?? 0) >>> (index & 7)) & 1) === 1;
}

export function setScopeAll(scopes: Uint8Array, index: number): void {
  scopes[index >>> 3] = (scopes[index >>> 3] ?? 0) | (1 << (index & 7));
}

/** How many bytes the scopes of so many entries take. */
export function scopesLengthBytes(count: number): number {
  return (count + 7) >>> 3;
}

/**
 * SHA-256 of the whole set, which the head names: over "lethe/v1/set", the prefix's width (1 byte), and for entries
 * and for domains each the count (uint32, big-endian) and the SHA-256 of the prefixes, of the tags (both uint32,
 * little-endian, as they lie in memory) and of the scopes. Hashes of hashes, so that nothing is copied.
 */
export async function hashOfSet(list: Blocklist): Promise<Bytes> {
  const parts = await Promise.all([list.entries, list.domains].map(partsOfSet));
  return sha256(concatBytes(utf8('lethe/v1/set'), Uint8Array.of(list.prefixBits), ...parts.flat()));
}

async function partsOfSet({ prefixes, tags, scopes }: EntrySet): Promise<Bytes[]> {
  const count = new Uint8Array(4);
  new DataView(count.buffer).setUint32(0, prefixes.length);
  // At once: WebCrypto hashes each on a thread of its own.
  return Promise.all([count, sha256(bytesOf(prefixes)), sha256(bytesOf(tags)), sha256(scopes)]);
}

function bytesOf(words: Uint32Array<ArrayBuffer>): Bytes {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

function emptySet(): EntrySet {
  return { prefixes: new Uint32Array(), tags: new Uint32Array(), scopes: new Uint8Array() };
}
