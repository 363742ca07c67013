import { hashRaw } from '@node-rs/argon2';
import type { Argon2id } from './tag.ts';

// The library's defaults are Argon2id and version 0x13; its enums for them are `const enum`s, which can't be imported.
/** Argon2id by the native library, off the main thread: for CLI and tests. */
export const argon2idNode: Argon2id = async (password, salt, { memoryKiB, passes, lanes }) =>
  new Uint8Array(
    await hashRaw(password, {
      memoryCost: memoryKiB,
      timeCost: passes,
      parallelism: lanes,
      outputLen: 32,
      salt,
    }),
  );
