import { expect, it } from 'vitest';
import { probeStore, takesManyPublishers } from '../../../utils/publish/probe-store.ts';
import { StoreFailure, type StoreProblem } from '../../../utils/publish/store-failure.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';
import { memoryStore } from './memory-store.ts';

const ALL_HOLD = { consistent: true, putNewHolds: true, replaceIfHolds: true };

const failing = (problem: StoreProblem) =>
  new StoreFailure(problem, { key: 'told.store.noReason', values: [], english: `It is ${problem}.` });

function withChange(change: (store: ReturnType<typeof memoryStore>) => Partial<ObjectStore>) {
  const store = memoryStore();
  return { ...store, ...change(store) };
}

it('a store that keeps its promises takes many publishers, and no probe stays', async () => {
  const store = memoryStore();
  const probe = await probeStore(store);
  expect(probe).toEqual(ALL_HOLD);
  expect(takesManyPublishers(probe)).toBe(true);
  expect(store.files.size).toBe(0);
});

it.each([
  [
    'writes over what is there',
    'putNewHolds',
    withChange(({ files }) => ({
      async putNew(path, bytes) {
        files.set(path, bytes);
        return 'written';
      },
    })),
  ],
  [
    'replaces whatever it was shown',
    'replaceIfHolds',
    withChange(({ files }) => ({
      async replaceIf(path, bytes) {
        files.set(path, bytes);
        return 'written';
      },
    })),
  ],
  [
    'compares and writes in two steps',
    'replaceIfHolds',
    withChange(store => ({
      async replaceIf(path, bytes, etag) {
        const matches = (await store.get(path))?.etag === etag;
        await new Promise(resolve => setTimeout(resolve, 1));
        if (!matches) return 'conflict';
        store.files.set(path, bytes);
        return 'written';
      },
    })),
  ],
  [
    'compares by nothing that it gave',
    'replaceIfHolds',
    withChange(() => ({
      async replaceIf() {
        throw failing('conditions');
      },
    })),
  ],
  ['lists late', 'consistent', withChange(() => ({ list: async () => [] }))],
  ['keeps what was deleted', 'consistent', withChange(() => ({ remove: async () => undefined }))],
] as const)('one that %s is found out, and takes one publisher', async (_, broken, store) => {
  const probe = await probeStore(store);
  expect(probe).toEqual({ ...ALL_HOLD, [broken]: false });
  expect(takesManyPublishers(probe)).toBe(false);
});

it('one that can’t be used says so, and no probe stays', async () => {
  const store = withChange(() => ({
    async replaceIf() {
      throw failing('denied');
    },
  }));
  await expect(probeStore(store)).rejects.toThrow('It is denied');
  expect(store.files.size).toBe(0);
});
