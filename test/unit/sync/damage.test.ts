import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Bytes } from '../../../utils/bytes.ts';
import { createListKeeper, type ListKeeper } from '../../../utils/lookup/list-keeper.ts';
import { LOG_KEPT_LINES } from '../../../utils/lookup/log.ts';
import { createLookupService } from '../../../utils/lookup/lookup-service.ts';
import type { Protection, Verdict } from '../../../utils/lookup/verdict.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import type { Argon2id } from '../../../utils/scheme/tag.ts';
import { enrolmentRecord } from '../../../utils/sync/enrolment-record.ts';
import { openStore, type Store } from '../../../utils/sync/store.ts';
import { type SyncOutcome, syncOnce } from '../../../utils/sync/sync.ts';
import { type Random, seededRandom } from '../../fuzz/random.ts';
import { type Flip, flipsOf, otherShapesOf } from './flips.ts';
import { type People, PublishedList, REPOSITORY, START } from './published-list.ts';

const HOUR_MS = 3_600_000;
const CONFIRMED = START + HOUR_MS;
const NOW = START + 2 * HOUR_MS;

const PEOPLE: People = { 'anna@example.com': 'all', 'ben@example.com': 'marketing', '@acme.test': 'all' };
const NEWCOMER: People = { ...PEOPLE, 'dora@example.com': 'all' };
const LISTED: readonly [string, Verdict][] = [
  ['anna@example.com', { state: 'listed', scope: 'all', match: 'exact' }],
  ['ben@example.com', { state: 'listed', scope: 'marketing', match: 'exact' }],
  ['anyone@acme.test', { state: 'listed', scope: 'all', match: 'domain' }],
];
const UNLISTED = ['clara@example.com', 'erik@example.net', 'anyone@acme.example'];

const STATES = ['enrolment', 'trusted', 'list', 'blocklist', 'status'] as const;
type StateName = (typeof STATES)[number];

/** Every case begins with a store in which the second publication is in force; the third comes later. */
let list: PublishedList;
let name: string;
let store: Store;
let pristine: ReadonlyMap<StateName, unknown>;
let second: PublishedList['files'];
let random: Random;

beforeAll(async () => {
  const seed = Date.now();
  // For whoever wants to see a failure again.
  console.info(`flips by seed ${seed}`);
  random = seededRandom(seed, 'damage');
  list = await PublishedList.create();
  name = `lethe-${crypto.randomUUID()}`;
  store = openStore(name);
  await store.enrol(await enrolmentRecord(list.enrolment, START));
  await list.publish({ 'anna@example.com': 'all' });
  await syncOnce({ store, fetch: list.fetch, now: () => START });
  await list.publish(PEOPLE);
  await syncOnce({ store, fetch: list.fetch, now: () => CONFIRMED });
  second = new Map(list.files);
  await list.publish(NEWCOMER);
  pristine = new Map(await Promise.all(STATES.map(async state => [state, await raw('get', state)] as const)));
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Past the store's own code, as a disk does it. */
async function raw(act: 'get' | 'put' | 'delete', state: StateName, record?: unknown): Promise<unknown> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const objects = db.transaction(state, 'readwrite').objectStore(state);
  const request = act === 'put' ? objects.put(record, 'current') : objects[act]('current');
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.transaction?.addEventListener('complete', () => db.close());
  });
}

async function damage(state: StateName, flip: Flip): Promise<void> {
  for (const each of STATES) await raw('put', each, pristine.get(each));
  const left = await flip.apply(pristine.get(state));
  await (left === undefined ? raw('delete', state) : raw('put', state, left));
}

/** As the browser starts anew. */
async function started(): Promise<ListKeeper> {
  const service = createLookupService({
    store,
    argon2: { size: 2, warm: () => undefined, argon2id: rememberedArgon2id },
    now: () => NOW,
    today: () => NOW,
    rest: () => new Promise(resolve => setImmediate(resolve)),
    breakDown: reason => {
      throw reason;
    },
  });
  const keeper = createListKeeper({
    store,
    startLookup: () => ({ service, onFailure: () => undefined, end: () => undefined }),
    onBreakdown: () => undefined,
    now: () => NOW,
  });
  await keeper.refresh();
  return keeper;
}

const tags = new Map<string, Promise<Bytes>>();

/** A few addresses are asked for hundreds of times. */
function rememberedArgon2id(...asked: Parameters<Argon2id>): Promise<Bytes> {
  const key = JSON.stringify(asked);
  const known = tags.get(key) ?? Promise.resolve(argon2idNode(...asked));
  tags.set(key, known);
  return known;
}

function sync(files: PublishedList['files'] = second): Promise<SyncOutcome> {
  return syncOnce({
    store,
    now: () => NOW,
    fetch: async url => {
      expect(url).toContain(REPOSITORY);
      const file = files.get(url.slice(REPOSITORY.length));
      return file ? new Response(file) : new Response('Not found', { status: 404 });
    },
  });
}

/** Right verdicts and a true word on them, or "not protecting" with a problem. */
async function expectTruth(keeper: ListKeeper, stage: string): Promise<Protection> {
  const { protection } = keeper.announcement();
  const verdicts = new Map<string, Verdict>();
  for (const text of [...LISTED.map(([listed]) => listed), ...UNLISTED]) {
    verdicts.set(
      text,
      (await keeper.service()?.check(text)) ?? { state: 'unknown', reason: 'not-protecting' },
    );
  }
  if (protection.state === 'not-protecting') {
    expect(protection.problem.code, stage).toMatch(
      /^(store-broken|canary-missing|not-enrolled|never-synced)$/,
    );
    for (const [text] of LISTED) expect(verdicts.get(text)?.state, stage).not.toBe('not-listed');
    return protection;
  }
  for (const [text, verdict] of LISTED) expect(verdicts.get(text), `${stage}: ${text}`).toEqual(verdict);
  for (const text of UNLISTED)
    expect(verdicts.get(text), `${stage}: ${text}`).toEqual({ state: 'not-listed' });
  expect(protection, stage).toMatchObject({ organisation: 'Acme', domains: 1 });
  return protection;
}

async function expectProtecting(stage: string): Promise<void> {
  const protection = await expectTruth(await started(), stage);
  expect(protection, stage).toMatchObject({ state: 'protecting', confirmedAt: NOW });
}

/** A start with the damage, the synchronisation that follows, and the next publication. */
async function expectRecovery(state: StateName, flip: Flip): Promise<void> {
  const stage = `${state}: ${flip.name}`;
  await damage(state, flip);
  const found = await expectTruth(await started(), `${stage}, at start`);
  if (found.state !== 'not-protecting') expect(found.confirmedAt, stage).toBeLessThanOrEqual(CONFIRMED);
  if (found.state === 'protecting') expect(found.confirmedAt, stage).toBe(CONFIRMED);
  expect(await sync(), `${stage}, synchronised`).toMatchObject({ ok: true });
  await expectProtecting(`${stage}, synchronised`);
  expect(await sync(list.files), `${stage}, next publication`).toEqual({ ok: true, changed: true });
  await expectProtecting(`${stage}, next publication`);
}

/** The background gets to it first, when there is something new to fetch. */
async function expectNoBase(state: StateName, flip: Flip): Promise<void> {
  const stage = `${state}: ${flip.name}, unseen`;
  await damage(state, flip);
  expect(await sync(list.files), stage).toEqual({ ok: true, changed: true });
  await expectProtecting(stage);
}

describe.each([
  ['list', 1],
  ['status', 2],
  ['trusted', 8],
  ['blocklist', 12],
] as const)('a turned bit in the record %s', (state, each) => {
  it('is found before it does harm, and mended by one synchronisation', { timeout: 60_000 }, async () => {
    for (const flip of flipsOf(pristine.get(state), random, each)) await expectRecovery(state, flip);
  });

  it('is no base for the next publication', { timeout: 60_000 }, async () => {
    for (const flip of flipsOf(pristine.get(state), random, 1)) await expectNoBase(state, flip);
  });

  it('and so are other shapes and missing fields', { timeout: 60_000 }, async () => {
    for (const flip of otherShapesOf(pristine.get(state))) await expectRecovery(state, flip);
  });
});

describe('a damaged enrolment', () => {
  const isKey = (flip: Flip) => /Key/.test(flip.name);

  it('asks for another: not even its repository is asked for anything', async () => {
    const record = pristine.get('enrolment');
    const flips = [...flipsOf(record, random, 4), ...otherShapesOf(record)].filter(
      flip => flip.name !== 'nothing' && (!isKey(flip) || flip.name.startsWith('without')),
    );
    for (const flip of flips) {
      await damage('enrolment', flip);
      const keeper = await started();
      expect(await expectTruth(keeper, flip.name), flip.name).toMatchObject({
        state: 'not-protecting',
        problem: { code: 'store-broken', detail: expect.stringContaining('enrolment') },
      });
      expect(keeper.needsSync()).toBe(false);
      const asked = vi.fn<() => Promise<Response>>();
      const outcome = await syncOnce({ store, now: () => NOW, fetch: asked });
      expect(outcome, flip.name).toMatchObject({ ok: false, problem: { code: 'store-broken' } });
      expect(asked, flip.name).not.toHaveBeenCalled();
      await expectTruth(await started(), flip.name);
    }
    // The way out.
    await store.enrol(await enrolmentRecord(list.enrolment, NOW));
    expect(await sync()).toMatchObject({ ok: true });
    await expectProtecting('enrolled again');
  });

  it('with another digest key finds no canary', async () => {
    const flip = flipsOf(pristine.get('enrolment'), random, 1).find(({ name: field }) =>
      /digestKey/.test(field),
    );
    if (!flip) throw new Error('an enrolment has a digest key');
    await damage('enrolment', flip);
    expect(await expectTruth(await started(), flip.name)).toMatchObject({
      state: 'not-protecting',
      problem: { code: 'canary-missing' },
    });
  });

  it('with another seal key protects by the list that it has, and says so when it cannot open the next', async () => {
    const flip = flipsOf(pristine.get('enrolment'), random, 1).find(({ name: field }) =>
      /sealKey/.test(field),
    );
    if (!flip) throw new Error('an enrolment has a seal key');
    await damage('enrolment', flip);
    expect(await expectTruth(await started(), flip.name)).toMatchObject({ state: 'protecting' });
    expect(await sync(list.files)).toMatchObject({ ok: false, problem: { code: 'wrong-key' } });
    expect(await expectTruth(await started(), flip.name)).toMatchObject({
      state: 'stale',
      problem: { code: 'wrong-key' },
    });
  });
});

describe('a record that the browser cannot read', () => {
  function unreadable(state: StateName): void {
    const get = IDBObjectStore.prototype.get;
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
      if (this.name === state) throw new DOMException('Data lost due to missing file.', 'NotReadableError');
      return get.call(this, key);
    });
  }

  it.each(['list', 'blocklist', 'status', 'trusted'] as const)(
    'is taken for damaged, and mended by one synchronisation: %s',
    async state => {
      await damage(state, { name: 'none', apply: async record => record });
      unreadable(state);
      const found = await expectTruth(await started(), state);
      if (state === 'list' || state === 'blocklist') expect(found.state).toBe('not-protecting');
      // What is written is readable again.
      const put = IDBObjectStore.prototype.put;
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        ...written
      ) {
        if (this.name === state) vi.mocked(IDBObjectStore.prototype.get).mockRestore();
        return put.apply(this, written);
      });
      expect(await sync()).toMatchObject({ ok: true });
      await expectProtecting(state);
    },
  );

  it('asks for another enrolment where it is the enrolment', async () => {
    await damage('status', { name: 'none', apply: async record => record });
    unreadable('enrolment');
    expect(await expectTruth(await started(), 'enrolment')).toMatchObject({
      state: 'not-protecting',
      problem: { code: 'store-broken' },
    });
  });
});

describe('a store that fails while the browser runs', () => {
  it('leaves the list that was loaded protecting, and says so', async () => {
    await damage('status', { name: 'none', apply: async record => record });
    const keeper = await started();
    vi.spyOn(store, 'snapshot').mockRejectedValue(new Error('Failed to write blobs'));
    await keeper.refresh();
    expect(await expectTruth(keeper, 'failing')).toMatchObject({
      state: 'stale',
      problem: { code: 'store-broken', detail: 'Failed to write blobs' },
      confirmedAt: CONFIRMED,
    });
    expect(keeper.isBroken()).toBe(true);
  });
});

describe('a disk', () => {
  function withFreeBytes(free: number): void {
    vi.stubGlobal('navigator', {
      storage: { estimate: async () => ({ quota: 90_000_000 + free, usage: 90_000_000 }) },
    });
  }

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('that is full is named when a write fails', async () => {
    await damage('status', { name: 'none', apply: async record => record });
    withFreeBytes(100_000_000);
    vi.spyOn(store, 'swap').mockRejectedValueOnce(
      new DOMException('Failed to write blobs (IOError)', 'DataError'),
    );
    const problem = { code: 'quota', detail: 'Failed to write blobs (IOError)' };
    expect(await sync(list.files)).toEqual({ ok: false, problem });
    expect(await expectTruth(await started(), 'full')).toMatchObject({ state: 'stale', problem });
  });

  it('at its last bytes is not written to, and the list goes on protecting', async () => {
    await damage('status', { name: 'none', apply: async record => record });
    withFreeBytes(20_000);
    const swap = vi.spyOn(store, 'swap');
    expect(await sync(list.files)).toMatchObject({ ok: false, problem: { code: 'quota' } });
    expect(swap).not.toHaveBeenCalled();
    expect(await expectTruth(await started(), 'full')).toMatchObject({ state: 'protecting' });
    withFreeBytes(100_000_000);
    expect(await sync(list.files)).toEqual({ ok: true, changed: true });
  });
});

describe('the log of holds', () => {
  it('keeps the newest of more lines than anybody makes', async () => {
    const entry = { time: START, site: 'Gmail', scope: 'all', action: 'held' } as const;
    await store.addHold({ ...entry, action: 'not-sent' });
    const db = await openDB(name);
    const tx = db.transaction('holds', 'readwrite');
    await Promise.all(Array.from({ length: LOG_KEPT_LINES - 1 }, () => tx.store.add(entry)));
    await tx.done;
    db.close();
    await store.addHold(entry);
    const actions = (await store.holds()).map(({ action }) => action);
    expect(actions).toHaveLength(LOG_KEPT_LINES);
    expect(new Set(actions)).toEqual(new Set(['held']));
    await store.eraseHolds();
  });

  it('leaves out lines that are none any more, and is erased whole', async () => {
    const entry = { time: START, site: 'Gmail', scope: 'all', action: 'held' } as const;
    await store.addHold(entry);
    const db = await new Promise<IDBDatabase>(resolve => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    for (const broken of [{ time: START }, { time: 'x' }, {}, { ...entry, action: 'hel\u0005' }]) {
      db.transaction('holds', 'readwrite').objectStore('holds').add(broken);
    }
    expect(await store.holds()).toEqual([entry]);
    await store.eraseHolds();
    const left = db.transaction('holds').objectStore('holds').count();
    await expect.poll(() => left.readyState).toBe('done');
    expect(left.result).toBe(0);
    db.close();
  });
});
