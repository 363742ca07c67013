import { hex } from '@scure/base';
import type { Bytes } from '../bytes.ts';
import { type Sentence, sentence } from '../sentence.ts';
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
 * @param file the bytes' name, for the clause that is given
 */
export async function mismatchOf(
  bytes: Bytes,
  expected: { readonly lengthBytes?: number; readonly hashes?: Hashes },
  file: string,
): Promise<Sentence | undefined> {
  const { lengthBytes, hashes } = expected;
  if (lengthBytes !== undefined && bytes.length !== lengthBytes) {
    return sentence('told.tuf.length')`${file} has ${bytes.length} instead of ${lengthBytes} bytes`;
  }
  for (const [name, hash] of hashes ?? []) {
    const algorithm = ALGORITHMS.get(name);
    if (algorithm === undefined) {
      return sentence('told.tuf.unknownHash')`${file} is described by an unknown hash, ${name}`;
    }
    const actual = hex.encode(new Uint8Array(await crypto.subtle.digest(algorithm, bytes)));
    if (actual !== hash.toLowerCase())
      return sentence('told.tuf.hash')`${file} doesn't match its ${name} hash`;
  }
  return undefined;
}
