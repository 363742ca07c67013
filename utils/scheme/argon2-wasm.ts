import initialize from '@phi-ag/argon2/fetch';
import { argon2idOf } from './argon2-of-wasm.ts';
import type { Argon2id } from './tag.ts';

/**
 * Argon2id by WebAssembly with SIMD: for workers of the extension.
 * @param url of the package's argon2.wasm, at the extension's own origin
 */
export async function loadArgon2idWasm(url: string): Promise<Argon2id> {
  return argon2idOf(await initialize(url));
}
