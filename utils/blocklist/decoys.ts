import { type Bytes, concatBytes, utf8 } from '../bytes.ts';
import type { Scope } from '../lookup/verdict.ts';
import type { Pair } from './pairs.ts';

/** An entry that stands for nobody, at a step of the prefix width as at any other. */
export interface Decoy extends Pair {
  readonly scope: Scope;
}

/** Of each scope; a byte's value more, so 128 to 383. */
const LEAST_DECOYS = 128;
const LABEL = utf8('lethe/v1/decoy');

/**
 * The decoys of a list: of each scope 128 to 383, how many and which derived from a secret of the officers', so that
 * every publisher knows them and no rep does. Each scope's number is drawn for itself: from one number for both, the
 * scope that an organisation doesn't use would tell how many of the other are people. They stay for good: decoys that
 * left as people came would mark the newcomers, and an import would look like a removal.
 * @param secret 32 random bytes
 */
export async function decoysOf(secret: Bytes, prefixBits: number): Promise<Decoy[]> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const hashAt = async (index: number) => {
    const number = new DataView(new ArrayBuffer(4));
    number.setUint32(0, index);
    const message = concatBytes(LABEL, Uint8Array.of(0), new Uint8Array(number.buffer));
    return new DataView(await crypto.subtle.sign('HMAC', key, message));
  };
  // Index 0 tells how many; the decoys themselves are numbered from 1.
  const counts = await hashAt(0);
  const all = LEAST_DECOYS + counts.getUint8(0);
  const marketing = LEAST_DECOYS + counts.getUint8(1);
  const values = await Promise.all(Array.from({ length: all + marketing }, (_, index) => hashAt(index + 1)));
  return values.map((value, index) => ({
    prefix: value.getUint32(0) >>> (32 - prefixBits),
    tag: value.getUint32(4),
    scope: index < all ? 'all' : 'marketing',
  }));
}
