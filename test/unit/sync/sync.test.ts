import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Scope } from '../../../utils/lookup/verdict.ts';
import { enrolmentRecord } from '../../../utils/sync/enrolment-record.ts';
import { protectionOf } from '../../../utils/sync/protection.ts';
import type { Store } from '../../../utils/sync/store.ts';
import { type SyncOutcome, syncOnce } from '../../../utils/sync/sync.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import { generateSigningKey } from '../../../utils/tuf/signer.ts';
import { enrolledStore } from './enrolled-store.ts';
import { type People, PublishedList, REPOSITORY, START } from './published-list.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ANNA: People = { 'anna@example.com': 'all' };
const BOTH: People = { ...ANNA, 'ben@example.com': 'marketing', '@acme.test': 'all' };

// Hundreds of tags in some: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000 });

let list: PublishedList;
let store: Store;

beforeEach(async () => {
  list = await PublishedList.create();
  store = await enrolledStore(list.enrolment);
});

function sync(now = START + HOUR_MS, fetch: Fetch = list.fetch): Promise<SyncOutcome> {
  return syncOnce({ store, fetch, now: () => now });
}

async function inForce(): Promise<{ entries: number; domains: number; publication: number | undefined }> {
  const blocklist = await store.blocklist();
  return {
    entries: blocklist?.entries.prefixes.length ?? 0,
    domains: blocklist?.domains.prefixes.length ?? 0,
    publication: (await store.snapshot()).list?.head.publication,
  };
}

async function protection(now = START + HOUR_MS) {
  return protectionOf(await store.snapshot(), now);
}

/** The first list is in force; then this happens to the repository, and it's synchronised again. */
async function afterFirstList(change: () => Promise<void>, now = START + 2 * HOUR_MS): Promise<SyncOutcome> {
  await list.publish(ANNA);
  expect(await sync()).toEqual({ ok: true, changed: true });
  await change();
  return sync(now);
}

async function expectRefused(outcome: SyncOutcome, code: string, detail: RegExp): Promise<void> {
  expect(outcome).toMatchObject({ ok: false, problem: { code, detail: expect.stringMatching(detail) } });
  // The list of before is in force and protects, and the status names the problem.
  expect(await inForce()).toEqual({ entries: 2, domains: 0, publication: 1 });
  expect(await protection(START + 2 * HOUR_MS)).toMatchObject({
    state: 'stale',
    problem: { code },
    confirmedAt: START + HOUR_MS,
  });
}

describe('a list that is as it should be', () => {
  it('is put in force whole and confirmed', async () => {
    await list.publish(BOTH);
    expect(await sync()).toEqual({ ok: true, changed: true });
    expect(await inForce()).toEqual({ entries: 3, domains: 1, publication: 1 });
    expect(await protection()).toMatchObject({
      state: 'protecting',
      organisation: 'Acme',
      entries: 3,
      domains: 1,
      confirmedAt: START + HOUR_MS,
      publishedAt: START,
    });
  });

  it('is confirmed anew without a download when nothing changed', async () => {
    await list.publish(ANNA);
    await sync();
    list.requests.length = 0;
    expect(await sync(START + 3 * HOUR_MS)).toEqual({ ok: true, changed: false });
    expect(list.requests.filter(path => !path.startsWith('metadata/'))).toEqual([]);
    expect(await protection(START + 3 * HOUR_MS)).toMatchObject({ confirmedAt: START + 3 * HOUR_MS });
  });

  it('reaches a client by the segment in between, without the base', async () => {
    await list.publish(ANNA);
    await sync();
    await list.publish(BOTH);
    list.requests.length = 0;
    expect(await sync(START + 2 * HOUR_MS)).toEqual({ ok: true, changed: true });
    expect(list.requests.filter(path => path.startsWith('segments/'))).toHaveLength(1);
    expect(await inForce()).toEqual({ entries: 3, domains: 1, publication: 2 });
  });

  it('is taken from the base when a segment in between is gone', async () => {
    // So many that the base outweighs the segment, which is tried first.
    const many: Record<string, Scope> = {};
    for (let index = 0; index < 150; index += 1) many[`person${index}@example.com`] = 'all';
    await list.publish(many);
    await sync();
    const before = new Set(list.files.keys());
    await list.publish({ ...many, ...ANNA });
    const added = [...list.files].filter(([path]) => path.startsWith('segments/') && !before.has(path));
    const [step, base] = added.toSorted(([, a], [, b]) => a.length - b.length).map(([path]) => path);
    list.files.delete(step ?? '');
    list.requests.length = 0;
    expect(await sync(START + 2 * HOUR_MS)).toEqual({ ok: true, changed: true });
    expect(list.requests.filter(path => path.startsWith('segments/'))).toEqual([step, base]);
    expect(await inForce()).toEqual({ entries: 152, domains: 0, publication: 2 });
  });

  it('gives up a listed person whom the officer lifted', async () => {
    const outcome = await afterFirstList(() => list.publish({}));
    expect(outcome).toEqual({ ok: true, changed: true });
    expect(await inForce()).toEqual({ entries: 1, domains: 0, publication: 2 });
  });
});

describe('bad input leaves the old list in force and is named', () => {
  it('a signature by a stranger', async () => {
    const stranger = await generateSigningKey();
    const outcome = await afterFirstList(() => list.publish(BOTH, { signers: [stranger] }));
    await expectRefused(outcome, 'bad-signature', /timestamp/);
  });

  it('an expired timestamp', async () => {
    const outcome = await afterFirstList(() => list.publish(BOTH, { timestampExpires: START + HOUR_MS }));
    await expectRefused(outcome, 'expired', /timestamp/);
  });

  it('an older timestamp', async () => {
    await list.publish({});
    const older = list.files.get('metadata/timestamp.json');
    await list.publish(ANNA);
    expect(await sync()).toMatchObject({ ok: true });
    if (older) list.files.set('metadata/timestamp.json', older);
    // Nothing else is kept of it: a later release has other words.
    expect(await sync(START + 2 * HOUR_MS)).toEqual({
      ok: false,
      problem: { code: 'rollback', detail: expect.any(String) },
    });
    expect(await inForce()).toEqual({ entries: 2, domains: 0, publication: 2 });
  });

  it('a truncated segment', async () => {
    const outcome = await afterFirstList(async () => {
      await list.publish(BOTH);
      for (const [path, file] of list.files) {
        if (path.startsWith('segments/')) list.files.set(path, file.slice(0, -9));
      }
    });
    await expectRefused(outcome, 'bad-file', /segments\/[0-9a-f]{64}\.bin: \d+ of \d+ bytes arrived/);
  });

  it('a segment with other content', async () => {
    const outcome = await afterFirstList(async () => {
      await list.publish(BOTH);
      for (const [path, file] of list.files) {
        if (path.startsWith('segments/'))
          list.files.set(
            path,
            file.map(byte => byte ^ 1),
          );
      }
    });
    await expectRefused(outcome, 'bad-file', /isn't what the head names/);
  });

  it('a list whose count differs from the head', async () => {
    const outcome = await afterFirstList(() => list.publish(BOTH, { head: { entryCount: 7 } }));
    await expectRefused(outcome, 'bad-file', /3 entries and 1 domains; the head says 7/);
  });

  it('a list whose hash differs from the head', async () => {
    const outcome = await afterFirstList(() => list.publish(BOTH, { head: { setSha256: '0'.repeat(64) } }));
    await expectRefused(outcome, 'bad-file', /isn't the one that the head describes/);
  });

  it('a head for a newer suite', async () => {
    const outcome = await afterFirstList(() => list.publish(BOTH, { head: { suite: 2 } }));
    await expectRefused(outcome, 'update-lethe', /suite 2/);
  });

  it('a head with a kind that this release does not know', async () => {
    const canonical = { email: [1], domain: [1], pager: [1] };
    const outcome = await afterFirstList(() => list.publish(BOTH, { head: { canonical } }));
    await expectRefused(outcome, 'update-lethe', /pager/);
  });

  it('a head with a newer canonical version', async () => {
    const outcome = await afterFirstList(() =>
      list.publish(BOTH, { head: { canonical: { email: [1, 2], domain: [1] } } }),
    );
    await expectRefused(outcome, 'update-lethe', /email, canonical version 2/);
  });

  it.each([
    ['cheaper than the floor', { memoryKiB: 1_024, passes: 2, lanes: 1 }],
    ['above 64 MiB', { memoryKiB: 131_072, passes: 2, lanes: 1 }],
    ['above four passes', { memoryKiB: 19_456, passes: 5, lanes: 1 }],
  ])('Argon2id parameters %s', async (_name, argon2) => {
    const outcome = await afterFirstList(() => list.publish(BOTH, { head: { argon2 } }));
    await expectRefused(outcome, 'bad-file', /Argon2id .* out of bounds/);
  });

  it('a list sealed with another key: a new enrolment is needed', async () => {
    const outcome = await afterFirstList(() => list.publish(BOTH, { epoch: 2 }));
    await expectRefused(outcome, 'other-epoch', /key 2; this enrolment holds key 1/);
  });

  it('an import gone wrong that empties the list', async () => {
    const many: Record<string, Scope> = {};
    for (let index = 0; index < 70; index += 1) many[`person${index}@example.com`] = 'all';
    await list.publish(many);
    await sync();
    await list.publish({});
    expect(await sync(START + 2 * HOUR_MS)).toMatchObject({
      ok: false,
      problem: { code: 'shrunk', detail: '70 removed, 64 allowed' },
    });
    expect(await inForce()).toEqual({ entries: 71, domains: 0, publication: 1 });
    // With the officer's confirmation in the head it is taken.
    await list.publish({}, { head: { confirmedRemovals: 70 } });
    expect(await sync(START + 3 * HOUR_MS)).toEqual({ ok: true, changed: true });
  });

  it('a publication number that a thief put far ahead, until his key is revoked', async () => {
    const many: Record<string, Scope> = {};
    for (let index = 0; index < 70; index += 1) many[`person${index}@example.com`] = 'all';
    await list.publish(ANNA);
    await sync();
    await list.publish(many, { head: { publication: 2 ** 38 } });
    expect(await sync()).toEqual({ ok: true, changed: true });
    await list.publish(ANNA);
    expect(await sync(START + 2 * HOUR_MS)).toMatchObject({ problem: { code: 'rollback' } });
    await list.rotateRoot();
    await list.publish(ANNA);
    // Not even a segment that is gone meanwhile changes that.
    expect(
      await sync(START + 3 * HOUR_MS, async (url, init) =>
        url.includes('segments') ? Response.error() : list.fetch(url, init),
      ),
    ).toMatchObject({ ok: false });
    expect(await sync(START + 4 * HOUR_MS)).toEqual({ ok: true, changed: true });
    expect(await inForce()).toEqual({ entries: 2, domains: 0, publication: 4 });
    // From there on it only counts up again.
    await list.publish(ANNA, { head: { publication: 3 } });
    expect(await sync(START + 5 * HOUR_MS)).toMatchObject({ problem: { code: 'rollback' } });
  });

  it('a repository that is gone', async () => {
    await list.publish(ANNA);
    await sync();
    const offline: Fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await sync(START + 2 * HOUR_MS, offline)).toMatchObject({ problem: { code: 'offline' } });
    // An hour offline is no news; a day is.
    expect(await protection(START + 2 * HOUR_MS)).toMatchObject({ state: 'protecting' });
    expect(await protection(START + 2 * DAY_MS)).toMatchObject({
      state: 'stale',
      problem: { code: 'offline' },
    });
  });

  it('a repository without CORS headers', async () => {
    const closed: Fetch = (_url, init) =>
      init.mode === 'no-cors'
        ? Promise.resolve(Object.defineProperty(new Response(), 'type', { value: 'opaque' }))
        : Promise.reject(new TypeError('Failed to fetch'));
    expect(await sync(START, closed)).toEqual({ ok: false, problem: { code: 'cors', detail: REPOSITORY } });
    expect(await protection()).toMatchObject({ state: 'not-protecting', problem: { code: 'cors' } });
  });

  it('is still named after the repository could not be reached either', async () => {
    await afterFirstList(() => list.publish(BOTH, { head: { suite: 2 } }));
    await sync(START + 3 * HOUR_MS, () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await protection(START + 3 * HOUR_MS)).toMatchObject({ problem: { code: 'update-lethe' } });
  });
});

describe('keys and enrolments', () => {
  it('a wrong organisation key is named', async () => {
    await list.publish(ANNA);
    const wrong = { ...list.enrolment, sealKey: crypto.getRandomValues(new Uint8Array(32)) };
    store = await enrolledStore(wrong);
    expect(await sync()).toEqual({ ok: false, problem: { code: 'wrong-key', detail: 'the head' } });
    expect(await protection()).toMatchObject({ state: 'not-protecting', problem: { code: 'wrong-key' } });
  });

  it('a root other than the one accepted at enrolment is refused, signed as it may be', async () => {
    const stranger = await PublishedList.create();
    await list.publish(ANNA);
    list.files.set('metadata/1.root.json', stranger.files.get('metadata/1.root.json') ?? new Uint8Array());
    expect(await sync()).toMatchObject({ ok: false, problem: { code: 'bad-signature' } });
    expect(await protection()).toMatchObject({ state: 'not-protecting', problem: { code: 'bad-signature' } });
  });

  it('the root is fetched once', async () => {
    await list.publish(ANNA);
    await sync();
    list.files.delete('metadata/1.root.json');
    expect(await sync(START + 2 * HOUR_MS)).toEqual({ ok: true, changed: false });
  });

  it('the keys in the store can be used and not be read out', async () => {
    const { enrolment } = await store.snapshot();
    expect(enrolment?.digestKey.extractable).toBe(false);
    expect(enrolment?.sealKey.extractable).toBe(false);
  });

  it('enrolling again to the same list keeps it in force', async () => {
    await list.publish(ANNA);
    await sync();
    await store.enrol(await enrolmentRecord(list.enrolment, START));
    expect(await inForce()).toMatchObject({ entries: 2 });
    expect(await sync(START + 2 * HOUR_MS)).toEqual({ ok: true, changed: true });
  });

  it('enrolling to another list drops the old one', async () => {
    await list.publish(ANNA);
    await sync();
    const other = await PublishedList.create();
    await store.enrol(await enrolmentRecord(other.enrolment, START));
    expect(await inForce()).toEqual({ entries: 0, domains: 0, publication: undefined });
    expect(await protection()).toMatchObject({ state: 'not-protecting', problem: { code: 'never-synced' } });
  });

  it('leaving forgets keys, metadata and list', async () => {
    await list.publish(ANNA);
    await sync();
    await store.leave();
    expect(await store.snapshot()).toMatchObject({
      enrolment: undefined,
      trusted: undefined,
      list: undefined,
    });
    expect(await store.blocklist()).toBeUndefined();
    expect(await sync()).toMatchObject({ ok: false, problem: { code: 'not-enrolled' } });
  });

  it('a synchronisation that outlives its enrolment writes nothing', async () => {
    await list.publish(ANNA);
    const leaving: Fetch = async (url, init) => {
      if (url.includes('/segments/')) await store.leave();
      return list.fetch(url, init);
    };
    expect(await sync(START, leaving)).toEqual({ ok: true, changed: false });
    expect(await store.snapshot()).toMatchObject({ enrolment: undefined, list: undefined });
  });
});

describe('a transaction that fails', () => {
  it('leaves list, metadata and confirmation as they were', async () => {
    await list.publish(ANNA);
    await sync();
    const before = await store.snapshot();
    await list.publish(BOTH);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...written) {
      // The list's arrays are the last to be written, and the disk is full.
      if (this.name === 'blocklist') throw new DOMException('The disk is full.', 'QuotaExceededError');
      return put.apply(this, written);
    });
    expect(await sync(START + 2 * HOUR_MS)).toMatchObject({ ok: false, problem: { code: 'quota' } });
    vi.restoreAllMocks();
    const after = await store.snapshot();
    expect({ ...after, status: undefined }).toEqual({ ...before, status: undefined });
    expect(after.status).toMatchObject({ confirmedAt: START + HOUR_MS, problem: { code: 'quota' } });
    expect(await inForce()).toEqual({ entries: 2, domains: 0, publication: 1 });
    expect(await sync(START + 2 * HOUR_MS)).toEqual({ ok: true, changed: true });
  });
});
