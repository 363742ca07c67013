import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bytes } from '../../../utils/bytes.ts';
import { type Argon2Pool, createArgon2Pool, poolSize } from '../../../utils/lookup/argon2-pool.ts';
import { SUITE_1 } from '../../../utils/scheme/tag.ts';

const SALT = new Uint8Array(16);
const HASH = new Uint8Array(32);

class FakeWorker {
  readonly passwords: string[] = [];
  ended = false;
  #resolve: (hash: Bytes) => void = () => undefined;
  #reject: (reason: Error) => void = () => undefined;
  #fail: (detail: string) => void = () => undefined;

  readonly handle = {
    argon2id: (password: string) => {
      this.passwords.push(password);
      return new Promise<Bytes>((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
      });
    },
    onFailure: (listener: (detail: string) => void) => {
      this.#fail = listener;
    },
    end: () => {
      this.ended = true;
    },
  };

  answer = () => this.#resolve(HASH);
  throwError = () => this.#reject(new Error('out of memory'));
  breakDown = () => this.#fail('could not be loaded');
}

let started: FakeWorker[];
let pool: Argon2Pool;

beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  pool = createArgon2Pool({
    size: 2,
    start() {
      const worker = new FakeWorker();
      started.push(worker);
      return worker.handle;
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
});

function compute(password: string): Promise<Bytes> {
  return Promise.resolve(pool.argon2id(password, SALT, SUITE_1));
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

function worker(index: number): FakeWorker {
  const found = started[index];
  if (!found) throw new Error(`no worker ${index} was started`);
  return found;
}

it('leaves a core to the page, and holds the memory of three workers at most', () => {
  expect([1, 2, 3, 4, 5, 8, 64].map(poolSize)).toEqual([1, 1, 2, 3, 3, 3, 3]);
});

it('starts a worker only when all are busy, and never more than its size', async () => {
  pool.warm();
  expect(started).toHaveLength(1);
  const all = ['a', 'b', 'c'].map(compute);
  await settle();
  expect(started.map(({ passwords }) => passwords)).toEqual([['a'], ['b']]);
  worker(1).answer();
  await settle();
  expect(worker(1).passwords).toEqual(['b', 'c']);
  worker(0).answer();
  worker(1).answer();
  expect(await Promise.all(all)).toEqual([HASH, HASH, HASH]);
  expect(started).toHaveLength(2);
});

it('replaces a worker that breaks down, and computes once more', async () => {
  const hash = compute('a');
  await settle();
  worker(0).breakDown();
  await settle();
  expect(worker(0).ended).toBe(true);
  expect(worker(1).passwords).toEqual(['a']);
  worker(1).answer();
  expect(await hash).toEqual(HASH);
});

it('replaces a worker that throws: its memory may be in any state', async () => {
  const hash = compute('a');
  await settle();
  worker(0).throwError();
  await settle();
  expect(worker(0).ended).toBe(true);
  worker(1).answer();
  expect(await hash).toEqual(HASH);
});

it('replaces a worker that says nothing for ten seconds', async () => {
  const hash = compute('a');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(worker(0).ended).toBe(true);
  worker(1).answer();
  expect(await hash).toEqual(HASH);
});

it('says that it failed after the second time', async () => {
  const hash = compute('a');
  const failed = expect(hash).rejects.toThrow('out of memory');
  await settle();
  worker(0).throwError();
  await settle();
  worker(1).throwError();
  await failed;
  expect(started).toHaveLength(2);
});

it('does not hand out a worker that broke down while it was idle', async () => {
  pool.warm();
  worker(0).breakDown();
  const hash = compute('a');
  await settle();
  expect(worker(0)).toMatchObject({ ended: true, passwords: [] });
  worker(1).answer();
  expect(await hash).toEqual(HASH);
});

it('serves who waits when another one fails', async () => {
  const all = ['a', 'b', 'c'].map(compute);
  await settle();
  worker(0).breakDown();
  await settle();
  expect(worker(2).passwords).toEqual(['c']);
  for (const one of [1, 2]) worker(one).answer();
  await settle();
  for (const one of started) one.answer();
  expect(await Promise.all(all)).toHaveLength(3);
});

it('ends workers that are idle for half a minute, but for one', async () => {
  const all = ['a', 'b'].map(compute);
  await settle();
  for (const one of started) one.answer();
  await Promise.all(all);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(started.filter(({ ended }) => !ended)).toHaveLength(1);
  const again = compute('c');
  await settle();
  expect(started).toHaveLength(2);
  for (const one of started) one.answer();
  await again;
});
