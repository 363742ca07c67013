import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createListKeeper } from '../../../utils/lookup/list-keeper.ts';
import type { Protection } from '../../../utils/lookup/verdict.ts';
import { openStore } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';

let name: string;

beforeEach(() => {
  name = `lethe-${crypto.randomUUID()}`;
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What Lethe says of itself over this store, and what a synchronisation comes to. */
async function said(store = openStore(name)): Promise<{ protection: Protection; outcome: unknown }> {
  const keeper = createListKeeper({
    store,
    startLookup: () => {
      throw new Error('there is nothing to look up in');
    },
    onBreakdown: () => undefined,
    now: Date.now,
  });
  const outcome = syncOnce({
    store,
    fetch: () => Promise.reject(new Error('nothing to fetch')),
    now: Date.now,
  });
  await keeper.refresh();
  return { protection: keeper.announcement().protection, outcome: await outcome };
}

function open(version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

describe('a database that cannot be used is named', () => {
  it('made by a newer Lethe: update', async () => {
    (await open(1_000)).close();
    const problem = { code: 'update-lethe' };
    expect(await said()).toMatchObject({
      protection: { state: 'not-protecting', problem },
      outcome: { ok: false, problem },
    });
  });

  it('held open by another that does not make way', async () => {
    await new Promise<void>(resolve => {
      const request = indexedDB.open(name, 1);
      request.onsuccess = () => resolve();
    });
    // To be deleted, and waiting for that connection: whoever opens it waits behind.
    indexedDB.deleteDatabase(name);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const saying = said();
    await vi.advanceTimersByTimeAsync(20_000);
    const problem = { code: 'store-broken', detail: "the browser doesn't open the database" };
    expect(await saying).toMatchObject({
      protection: { state: 'not-protecting', problem },
      outcome: { ok: false, problem },
    });
  });

  it('refused by the browser', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    const problem = { code: 'store-broken', detail: 'The operation is insecure.' };
    expect(await said()).toMatchObject({
      protection: { state: 'not-protecting', problem },
      outcome: { ok: false, problem },
    });
  });

  it('in a browser that has none', async () => {
    const { indexedDB: kept } = globalThis;
    Reflect.deleteProperty(globalThis, 'indexedDB');
    try {
      const problem = { code: 'store-broken' };
      expect(await said()).toMatchObject({
        protection: { state: 'not-protecting', problem },
        outcome: { ok: false, problem },
      });
    } finally {
      globalThis.indexedDB = kept;
    }
  });
});

describe('a database', () => {
  it('that could not be opened is tried again', async () => {
    const store = openStore(name);
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    await expect(store.snapshot()).rejects.toThrow();
    expect(await store.snapshot()).toMatchObject({ enrolment: undefined, damaged: [] });
  });

  it('makes way for a newer Lethe, and then says so', async () => {
    const store = openStore(name);
    await store.snapshot();
    const newer = await open(1_000);
    expect((await said(store)).protection).toMatchObject({ problem: { code: 'update-lethe' } });
    newer.close();
  });

  it('that opens after nobody waits any more is closed again, in nobody’s way', async () => {
    const older = await open(1);
    const opening = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementation((asked, version) => opening(asked, (version ?? 1) + 1));
    const store = openStore(name);
    await expect(store.snapshot()).rejects.toThrow('another Lethe holds the database open');
    vi.restoreAllMocks();
    older.close();
    // It could not be upgraded further if the late connection were still open.
    (await open(4)).close();
  });

  it('of the release before is taken over with all that it holds', async () => {
    const older = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        const db = request.result;
        for (const store of ['enrolment', 'trusted', 'list', 'blocklist', 'status', 'service', 'panelOnly']) {
          db.createObjectStore(store);
        }
        db.createObjectStore('holds', { autoIncrement: true }).createIndex('time', 'time');
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const kept = older.transaction('panelOnly', 'readwrite');
    kept.objectStore('panelOnly').put(['LinkedIn'], 'current');
    await new Promise(resolve => {
      kept.oncomplete = resolve;
    });
    older.close();
    const store = openStore(name);
    expect(await store.panelOnly()).toEqual(['LinkedIn']);
    expect(await store.requests()).toEqual([]);
    expect(await store.ownGuard()).toBeNull();
  });

  it('gives no request that is damaged', async () => {
    const store = openStore(name);
    const request = {
      id: 'one',
      since: 1,
      channel: 'email',
      site: '',
      people: [{ kind: 'email', digests: ['00'], listedAs: null }],
    } as const;
    await store.keepRequest(request);
    const raw = await open(2);
    const tx = raw.transaction('waiting', 'readwrite');
    tx.objectStore('waiting').put({ ...request, id: 'two', people: 'x' }, 'two');
    await new Promise(resolve => {
      tx.oncomplete = resolve;
    });
    raw.close();
    expect(await store.requests()).toEqual([request]);
  });
});
