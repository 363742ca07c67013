// Plain JavaScript: what loads TypeScript for the main thread isn't there in a thread of its own.
import { parentPort } from 'node:worker_threads';
import { hashRawSync } from '@node-rs/argon2';

parentPort?.on('message', ({ id, password, salt, memoryKiB, passes, lanes }) => {
  const hash = hashRawSync(password, {
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: lanes,
    outputLen: 32,
    salt,
  });
  parentPort?.postMessage({ id, hash: new Uint8Array(hash) });
});
