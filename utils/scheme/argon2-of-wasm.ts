import type Argon2 from '@phi-ag/argon2';
import { Argon2Type, Argon2Version } from '@phi-ag/argon2';
import type { Argon2id } from './tag.ts';

/** Argon2id by an instance of the WebAssembly build, on the thread that calls it. */
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
