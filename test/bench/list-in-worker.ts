import { CANARY } from '../../utils/blocklist/canary.ts';
import { startExtension } from './extension/under-bench.ts';
import { type FigureName, type Finding, valueFinding } from './figure.ts';
import { entriesOf, randomSecrets } from './known-people.ts';
import { LEAST_PAIRS, medianOf } from './paired-ratio.ts';

const SIZES = [
  ['memory-1e6', 'load-1e6', 1e6],
  ['memory-1e7', 'load-1e7', 1e7],
] as const;
/** Beside it, a list of some size costs what is the same for all: engine, keys, code. */
const SMALL = 300;
const SEED = 1;

/** What a list holds of a lookup worker's memory in Chromium, and how long the worker takes to load it. */
export async function* measureInWorker(): AsyncGenerator<Finding> {
  const extension = await startExtension();
  const secrets = randomSecrets();
  const known = await entriesOf([CANARY], secrets);
  const putList = (count: number) =>
    extension.page('putList', { secrets, count, domainCount: 0, known, seed: SEED });

  async function memory(name: FigureName, count: number): Promise<Finding> {
    const worker = await extension.startWorker();
    await putList(SMALL);
    await worker.call('load');
    const before = await worker.heldBytes();
    await putList(count);
    await worker.call('load');
    const held = (await worker.heldBytes()) - before;
    await worker.end();
    return valueFinding(
      name,
      'byte/entry',
      medianOf([held / (count - SMALL)]),
      `heap and arrays of the worker after a collection of garbage, less those with ${SMALL} entries`,
    );
  }

  async function load(name: FigureName): Promise<Finding> {
    const times: number[] = [];
    for (let round = 0; round < LEAST_PAIRS; round += 1) {
      const worker = await extension.startWorker();
      times.push(await worker.call('load'));
      await worker.end();
    }
    return valueFinding(
      name,
      'ms',
      medianOf(times),
      'in a fresh worker: read from IndexedDB, checked against its hash, indexed, Argon2id compiled, canary found',
    );
  }

  try {
    for (const [memoryName, loadName, count] of SIZES) {
      yield await memory(memoryName, count);
      yield await load(loadName);
    }
  } finally {
    await extension.close();
  }
}
