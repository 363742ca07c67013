import { createRequire } from 'node:module';
import Argon2 from '@phi-ag/argon2';
import { argon2Wasm } from './argon2-files-node.ts';
import { argon2idOf } from './argon2-of-wasm.ts';
import type { Argon2id } from './tag.ts';

let chosen: Argon2Library | undefined;

/** What computes Argon2id in this Node. */
export type Argon2Library =
  | { readonly kind: 'native'; readonly argon2id: Argon2id }
  /** Where the native library isn't there or doesn't load; `bytes` are the module's. */
  | { readonly kind: 'wasm'; readonly argon2id: Argon2id; readonly bytes: Uint8Array<ArrayBuffer> };

/** The native library where it can be loaded: it is for few systems, and the command line is one file without it. */
export function argon2Library(): Argon2Library {
  chosen ??= nativeLibrary() ?? wasmLibrary();
  return chosen;
}

/** Argon2id off the main thread, by the native library: for CLI and tests. Without it, on this thread. */
export const argon2idNode: Argon2id = (...input) => argon2Library().argon2id(...input);

function nativeLibrary(): Argon2Library | undefined {
  let library: typeof import('@node-rs/argon2');
  try {
    library = createRequire(import.meta.url)('@node-rs/argon2');
  } catch {
    return undefined;
  }
  const { hashRaw } = library;
  return {
    kind: 'native',
    // Its defaults are Argon2id and version 0x13; its enums for them are `const enum`s, which can't be imported.
    argon2id: async (password, salt, { memoryKiB, passes, lanes }) =>
      new Uint8Array(
        await hashRaw(password, {
          memoryCost: memoryKiB,
          timeCost: passes,
          parallelism: lanes,
          outputLen: 32,
          salt,
        }),
      ),
  };
}

function wasmLibrary(): Argon2Library {
  const bytes = argon2Wasm();
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return { kind: 'wasm', argon2id: argon2idOf(new Argon2(instance)), bytes };
}
