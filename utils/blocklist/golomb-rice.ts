import { type Bytes, concatBytes } from '../bytes.ts';
import { BitReader, BitWriter } from './bits.ts';
import { comparePairs, type Pairs } from './pairs.ts';

/** Count (uint32, big-endian) and Rice parameter (1 byte) stand before the bits. */
const HEADER_LENGTH_BYTES = 5;
/** A coded pair has at least one bit for its gap's quotient and 32 for its tag. */
const LEAST_BITS_A_PAIR = 33;
const MAX_PARAMETER = 31;

/**
 * Sorted pairs as the gaps between prefixes, Golomb-Rice coded, each followed by its 32-bit tag. Tags are
 * uniform, so coding them would gain nothing but the order among equal prefixes (below 0.05 bits an entry).
 * Layout in docs/list-format.md, "Group".
 */
export function encodePairs({ prefixes, tags }: Pairs): Bytes {
  const count = prefixes.length;
  const { parameter, lengthBits } = bestParameter(prefixes);
  const header = new Uint8Array(HEADER_LENGTH_BYTES);
  new DataView(header.buffer).setUint32(0, count);
  header[4] = parameter;
  const bits = new BitWriter(Math.ceil((lengthBits + 32 * count) / 8));
  let before = 0;
  for (let index = 0; index < count; index += 1) {
    const prefix = prefixes[index] ?? 0;
    const gap = prefix - before;
    bits.writeUnary(Math.floor(gap / 2 ** parameter));
    bits.write(gap, parameter);
    bits.write(tags[index] ?? 0, 32);
    before = prefix;
  }
  return concatBytes(header, bits.bytes);
}

export type DecodedPairs =
  | { readonly ok: true; readonly pairs: Pairs; readonly lengthBytes: number }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads one group at the start of `bytes`. Allocates no more than the bytes at hand can hold.
 * @param prefixBits width of a prefix, 1 to 32
 */
export function decodePairs(bytes: Uint8Array, prefixBits: number): DecodedPairs {
  if (bytes.length < HEADER_LENGTH_BYTES) return { ok: false, problem: 'a group ends within its header' };
  const count = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const parameter = bytes[4] ?? 0;
  if (parameter > MAX_PARAMETER)
    return { ok: false, problem: `Rice parameter ${parameter} is above ${MAX_PARAMETER}` };
  const body = bytes.subarray(HEADER_LENGTH_BYTES);
  if (count * LEAST_BITS_A_PAIR > body.length * 8) {
    return { ok: false, problem: `a group of ${count} entries doesn't fit into ${body.length} bytes` };
  }
  const prefixes = new Uint32Array(count);
  const tags = new Uint32Array(count);
  const reader = new BitReader(body);
  const end = 2 ** prefixBits;
  let prefix = 0;
  let tag = -1;
  for (let index = 0; index < count; index += 1) {
    const next = prefix + reader.readUnary() * 2 ** parameter + reader.read(parameter);
    const nextTag = reader.read(32);
    if (reader.overrun) return { ok: false, problem: `a group ends within entry ${index} of ${count}` };
    if (next >= end) return { ok: false, problem: `entry ${index} has more than ${prefixBits} prefix bits` };
    if (index > 0 && comparePairs(prefix, tag, next, nextTag) >= 0) {
      return { ok: false, problem: `entry ${index} isn't sorted` };
    }
    prefixes[index] = prefix = next;
    tags[index] = tag = nextTag;
  }
  return { ok: true, pairs: { prefixes, tags }, lengthBytes: HEADER_LENGTH_BYTES + reader.lengthBytes };
}

/** The Rice parameter that codes these gaps in the fewest bits, and how many those are, tags not counted. */
function bestParameter(prefixes: Uint32Array): { readonly parameter: number; readonly lengthBits: number } {
  const count = prefixes.length;
  const meanGap = count === 0 ? 0 : (prefixes[count - 1] ?? 0) / count;
  const guess = Math.max(0, Math.floor(Math.log2(Math.max(1, meanGap * Math.LN2))));
  let best = { parameter: 0, lengthBits: Number.POSITIVE_INFINITY };
  for (
    let parameter = Math.max(0, guess - 1);
    parameter <= Math.min(MAX_PARAMETER, guess + 1);
    parameter += 1
  ) {
    let lengthBits = count * (parameter + 1);
    let before = 0;
    for (const prefix of prefixes) {
      lengthBits += Math.floor((prefix - before) / 2 ** parameter);
      before = prefix;
    }
    if (lengthBits < best.lengthBits) best = { parameter, lengthBits };
  }
  return best;
}
