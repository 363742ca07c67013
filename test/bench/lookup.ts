import { setTimeout as wait } from 'node:timers/promises';
import { hashRawSync } from '@node-rs/argon2';
import { CANARY } from '../../utils/blocklist/canary.ts';
import { SUITE_1 } from '../../utils/scheme/tag.ts';
import { type ExtensionUnderBench, startExtension, type WorkerUnderBench } from './extension/under-bench.ts';
import { type Finding, timedFinding } from './figure.ts';
import { clearAddresses, entriesOf, randomSecrets } from './known-people.ts';
import { LEAST_PAIRS, measurePairs, WARM_UP_PAIRS } from './paired-ratio.ts';
import { type RandomListOptions, randomList, seededRandom } from './random-list.ts';

const ROUNDS = LEAST_PAIRS + WARM_UP_PAIRS;
const SEED = 2;
const ENTRIES = 1e6;
/** With domains in the list, each host and its parents are looked up as well. */
const DOMAINS = 1_000;
const BATCH = 500;
/** A page of contacts: several people at each company. */
const PEOPLE_A_HOST = 5;
const FRAME_BATCH = 50;
const ECHO_PORT = 'bench/echo';

/** What it costs to look an address up, in the built extension in Chromium. */
export async function* measureLookup(): AsyncGenerator<Finding> {
  const secrets = randomSecrets();
  const listed = Array.from({ length: ROUNDS }, (_, index) => `listed-${index}@example.com`);
  const known = await entriesOf([CANARY, ...listed], secrets);
  const request = { count: ENTRIES, domainCount: DOMAINS, known };
  const listOptions: RandomListOptions = { ...request, random: seededRandom(SEED) };
  const { entries, prefixBits } = randomList(listOptions);
  const clear = await clearAddresses(
    ROUNDS * (BATCH + FRAME_BATCH),
    secrets,
    { prefixes: entries.prefixes, prefixBits },
    index => `person-${index}@company-${Math.floor(index / PEOPLE_A_HOST)}.example`,
  );
  const batches = Array.from({ length: ROUNDS }, (_, round) =>
    clear.slice(round * BATCH, (round + 1) * BATCH),
  );
  const frameBatches = Array.from({ length: ROUNDS }, (_, round) => {
    const start = ROUNDS * BATCH + round * FRAME_BATCH;
    return clear.slice(start, start + FRAME_BATCH);
  });

  const extension = await startExtension();
  try {
    await extension.page('putList', { secrets, ...request, seed: SEED });
    const worker = await extension.startWorker();
    await worker.call('load');
    yield await clearInWorker(worker, batches);
    yield await listedInWorker(worker, extension.argon2WasmUrl, listed);
    yield await argon2InWorker(worker, extension.argon2WasmUrl);
    await worker.end();
    yield await roundTrip(extension, frameBatches);
  } finally {
    await extension.close();
  }
}

async function clearInWorker(
  worker: WorkerUnderBench,
  batches: readonly (readonly string[])[],
): Promise<Finding> {
  const pairs = await measurePairs(
    LEAST_PAIRS,
    round => worker.call('look', batches[round] ?? [], 'not-listed'),
    round => worker.call('bareHmacs', batches[round] ?? []),
  );
  return timedFinding(
    'clear-500',
    'ms',
    pairs,
    `fresh addresses at ${BATCH / PEOPLE_A_HOST} hosts, whose prefixes no entry has, so that no tag is evaluated; ` +
      `${DOMAINS} domains in the list; the bare HMACs of addresses and distinct domains, all in flight`,
  );
}

async function listedInWorker(
  worker: WorkerUnderBench,
  wasmUrl: string,
  listed: readonly string[],
): Promise<Finding> {
  const pairs = await measurePairs(
    LEAST_PAIRS,
    round => worker.call('look', [listed[round] ?? ''], 'listed'),
    () => worker.call('bareArgon2id', wasmUrl),
  );
  return timedFinding(
    'listed-one',
    'ms',
    pairs,
    'a listed address never asked for before; one bare Argon2id by the same WebAssembly in that worker',
  );
}

async function argon2InWorker(worker: WorkerUnderBench, wasmUrl: string): Promise<Finding> {
  const pairs = await measurePairs(LEAST_PAIRS, () => worker.call('bareArgon2id', wasmUrl), nativeArgon2id);
  return timedFinding('argon2-wasm', 'ms', pairs, 'm = 19456 KiB, t = 2; @node-rs/argon2 in Node');
}

function nativeArgon2id(): number {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const password = crypto.randomUUID().replaceAll('-', '').repeat(2);
  const { memoryKiB, passes, lanes } = SUITE_1;
  const options = { memoryCost: memoryKiB, timeCost: passes, parallelism: lanes, outputLen: 32, salt };
  const start = performance.now();
  hashRawSync(password, options);
  return performance.now() - start;
}

/** Between rounds a frame is idle, as a rep's is. */
const IDLE_MS = 20;

async function roundTrip(
  extension: ExtensionUnderBench,
  batches: readonly (readonly string[])[],
): Promise<Finding> {
  const frame = await extension.openFrame();
  await extension.page('echo', ECHO_PORT);
  await frame('protecting');
  const pairs = await measurePairs(
    LEAST_PAIRS,
    async round => {
      await wait(IDLE_MS);
      return frame('roundTrip', batches[round] ?? []);
    },
    async () => {
      await wait(IDLE_MS);
      return frame('emptyMessage', ECHO_PORT);
    },
  );
  return timedFinding(
    'round-trip-50',
    'ms',
    pairs,
    'fresh clear addresses, none of which costs a tag, by the content script’s own client; an empty message over a Port and back',
  );
}
