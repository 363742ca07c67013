import { hex } from '@scure/base';
import type { Bytes } from '../bytes.ts';
import type { Hashes } from './metadata.ts';

/** The hash functions that metadata may use here. */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['sha256', 'SHA-256'],
  ['sha384', 'SHA-384'],
  ['sha512', 'SHA-512'],
]);

/**
 * Why the bytes don't match what trusted metadata says of them; undefined if they do. Every hash named must be
 * one that we can compute: skipping an unknown one could skip the only one.
 */
export async function mismatchOf(
  bytes: Bytes,
  expected: { readonly lengthBytes?: number; readonly hashes?: Hashes },
): Promise<string | undefined> {
  const { lengthBytes, hashes } = expected;
  if (lengthBytes !== undefined && bytes.length !== lengthBytes) {
    return `has ${bytes.length} bytes instead of ${lengthBytes}`;
  }
  for (const [name, hash] of hashes ?? []) {
    const algorithm = ALGORITHMS.get(name);
    if (algorithm === undefined) return `is described by an unknown hash, ${name}`;
    const actual = hex.encode(new Uint8Array(await crypto.subtle.digest(algorithm, bytes)));
    if (actual !== hash.toLowerCase()) return `doesn't match its ${name} hash`;
  }
  return undefined;
}
