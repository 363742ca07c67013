import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The build of the command line as one file has others in place of these: see vite.cli.config.ts.

/** What a thread that computes Argon2id runs. Plain JavaScript: what loads TypeScript for the main thread isn't there in another. */
export const ARGON2_THREAD = new URL('./argon2-thread-node.mjs', import.meta.url);

/** The WebAssembly of @phi-ag/argon2. */
export function argon2Wasm(): Uint8Array<ArrayBuffer> {
  const path = createRequire(import.meta.url).resolve('@phi-ag/argon2/argon2.wasm');
  return new Uint8Array(readFileSync(path));
}
