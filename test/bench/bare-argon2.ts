import { availableParallelism } from 'node:os';
import { hashRaw } from '@node-rs/argon2';
import { SUITE_1 } from '../../utils/scheme/tag.ts';

/**
 * So many Argon2id of suite 1 by the native library's own way, with as many under way as there are cores. It takes
 * libuv's threads, four unless UV_THREADPOOL_SIZE says otherwise: set that where there are more cores.
 * @returns seconds
 */
export async function bareArgon2id(count: number): Promise<number> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const { memoryKiB, passes, lanes } = SUITE_1;
  const options = { memoryCost: memoryKiB, timeCost: passes, parallelism: lanes, outputLen: 32, salt };
  const passwords = Array.from({ length: count }, () => crypto.randomUUID().replaceAll('-', '').repeat(2));
  let next = 0;
  const work = async () => {
    while (next < count) await hashRaw(passwords[next++] ?? '', options);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return (performance.now() - start) / 1000;
}
