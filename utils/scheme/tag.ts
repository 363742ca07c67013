import { hex } from '@scure/base';
import { type Bytes, concatBytes, sha256, utf8 } from '../bytes.ts';

/** Cost of Argon2id (RFC 9106 §3.1): memory m in KiB, passes t, lanes p. */
export interface Argon2Parameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** Argon2id, version 0x13, of the password's UTF-8 bytes: 32 bytes. */
export type Argon2id = (
  password: string,
  salt: Bytes,
  parameters: Argon2Parameters,
) => Bytes | Promise<Bytes>;

/** Suite 1: the first of OWASP's equivalent minimum settings (Password Storage Cheat Sheet, 2025). */
export const SUITE_1: Argon2Parameters = { memoryKiB: 19_456, passes: 2, lanes: 1 };

/** Ceilings: a list can't make a rep's machine work harder than this for one address. */
const MAX_MEMORY_KIB = 65_536;
const MAX_PASSES = 4;

/** True when a client may use these parameters: not cheaper than suite 1, not above 64 MiB or 4 passes. */
export function acceptableArgon2({ memoryKiB, passes, lanes }: Argon2Parameters): boolean {
  return (
    Number.isInteger(memoryKiB) &&
    Number.isInteger(passes) &&
    memoryKiB >= SUITE_1.memoryKiB &&
    memoryKiB <= MAX_MEMORY_KIB &&
    passes >= SUITE_1.passes &&
    passes <= MAX_PASSES &&
    lanes === SUITE_1.lanes
  );
}

/** The salt of a list's tags: the first 16 bytes of SHA-256("lethe/v1/tag" ‖ list id). */
export async function saltOf(listId: Bytes): Promise<Bytes> {
  return (await sha256(concatBytes(utf8('lethe/v1/tag'), listId))).slice(0, 16);
}

/**
 * The tag of a digest: the first 32 bits of Argon2id. The password is the digest in 64 lower-case hex digits, not
 * its 32 bytes: the fastest WebAssembly build at hand takes text, and the strength is the digest's either way.
 */
export async function tagOf(
  digest: Bytes,
  salt: Bytes,
  parameters: Argon2Parameters,
  argon2id: Argon2id,
): Promise<number> {
  const hash = await argon2id(hex.encode(digest), salt, parameters);
  return new DataView(hash.buffer, hash.byteOffset, hash.byteLength).getUint32(0);
}
