import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import Argon2, { Argon2Type, Argon2Version } from '@phi-ag/argon2';

// In the command line as one file this is in the main thread as well, which has no parent and computes nothing.
if (parentPort) serve(parentPort, workerData.wasm ? byWasm(workerData.wasm) : natively());

function serve(port, hashOf) {
  port.on('message', ({ id, ...input }) => port.postMessage({ id, hash: new Uint8Array(hashOf(input)) }));
}

function natively() {
  const { hashRawSync } = createRequire(import.meta.url)('@node-rs/argon2');
  return ({ password, salt, memoryKiB, passes, lanes }) =>
    hashRawSync(password, {
      memoryCost: memoryKiB,
      timeCost: passes,
      parallelism: lanes,
      outputLen: 32,
      salt,
    });
}

function byWasm(wasm) {
  const argon2 = new Argon2(new WebAssembly.Instance(new WebAssembly.Module(wasm)));
  return ({ password, salt, memoryKiB, passes, lanes }) =>
    argon2.hash(password, {
      salt,
      hashLength: 32,
      timeCost: passes,
      memoryCost: memoryKiB,
      parallelism: lanes,
      type: Argon2Type.Argon2id,
      version: Argon2Version.Version13,
    }).hash;
}
