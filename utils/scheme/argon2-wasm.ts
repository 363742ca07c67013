import type Argon2 from '@phi-ag/argon2';
import { Argon2Type, Argon2Version } from '@phi-ag/argon2';
import initialize from '@phi-ag/argon2/fetch';
import type { Argon2id } from './tag.ts';

/**
 * Argon2id by WebAssembly with SIMD: for workers of the extension.
 * @param url of the package's argon2.wasm, at the extension's own origin
 */
export async function loadArgon2idWasm(url: string): Promise<Argon2id> {
  return argon2idOf(await initialize(url));
}

export function argon2idOf(argon2: Argon2): Argon2id {
  return (password, salt, { memoryKiB, passes, lanes }) =>
    new Uint8Array(
      argon2.hash(password, {
        salt,
        hashLength: 32,
        timeCost: passes,
        memoryCost: memoryKiB,
        parallelism: lanes,
        type: Argon2Type.Argon2id,
        version: Argon2Version.Version13,
      }).hash,
    );
}
