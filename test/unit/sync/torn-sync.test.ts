import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { protectionOf } from '../../../utils/sync/protection.ts';
import type { Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import { enrolledStore } from './enrolled-store.ts';
import { PublishedList, REPOSITORY, START } from './published-list.ts';

const HOUR_MS = 3_600_000;

type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Ways in which one request can go wrong. */
const FAILURES: Readonly<Record<string, (file: Uint8Array<ArrayBuffer> | undefined) => Promise<Response>>> = {
  'a network that is down': () => Promise.reject(new TypeError('Failed to fetch')),
  'a server’s 500': async () => new Response('oops', { status: 500 }),
  'half a file': async file => new Response(file?.slice(0, file.length / 2) ?? '{"signed": {'),
  'a sign-in page': async () => new Response('<p>Sign in', { headers: { 'content-type': 'text/html' } }),
  'another file': async () => new Response('{"signed": {}, "signatures": []}'),
};

let list: PublishedList;
let older: Files;
let newer: Files;
let rotated: Files;

beforeAll(async () => {
  list = await PublishedList.create();
  await list.publish({ 'anna@example.com': 'all' });
  older = new Map(list.files);
  await list.publish({ 'anna@example.com': 'all', 'ben@example.com': 'all' });
  newer = new Map(list.files);
  for (let step = 0; step < 2; step += 1) await list.rotateRoot();
  await list.publish({ 'anna@example.com': 'all', 'chloe@example.com': 'all', '@acme.test': 'all' });
  rotated = new Map(list.files);
});

function served(files: Files, position = Number.NaN, failure?: (typeof FAILURES)[string]) {
  let count = 0;
  const fetch: Fetch = async (url, init) => {
    const file = files.get(url.slice(REPOSITORY.length));
    // Asked after a failure, and no part of the update.
    if (init.mode === 'no-cors') throw new TypeError('Failed to fetch');
    count += 1;
    if (count - 1 === position && failure) return failure(file);
    return file ? new Response(file) : new Response('', { status: 404 });
  };
  return { fetch, requests: () => count };
}

async function publicationIn(store: Store): Promise<number> {
  const { list: record } = await store.snapshot();
  const blocklist = await store.blocklist();
  // Whole, or not there.
  expect(blocklist?.entries.prefixes.length).toBe(record?.head.entryCount);
  return record?.head.publication ?? 0;
}

describe.each([
  ['a first install', undefined, () => newer, 2],
  ['a poll without news', () => newer, () => newer, 2],
  ['an update', () => older, () => newer, 2],
  ['an update over two new roots and two publications', () => older, () => rotated, 3],
] as const)('%s', (_, here, there, publication) => {
  it.each(Object.keys(FAILURES))(
    'torn by %s, at whichever request, leaves a whole list and is made good',
    async name => {
      const failure = FAILURES[name];
      const now = START + 2 * HOUR_MS;
      const clean = served(there());
      await syncOnce({ store: await prepared(here), fetch: clean.fetch, now: () => now });
      expect(clean.requests()).toBeGreaterThanOrEqual(2);
      for (let position = 0; position < clean.requests(); position += 1) {
        const store = await prepared(here);
        const had = await publicationIn(store);
        const torn = await syncOnce({
          store,
          fetch: served(there(), position, failure).fetch,
          now: () => now,
        });
        // A segment that doesn't come may be made good by the base at once.
        expect(await publicationIn(store)).toBe(torn.ok ? publication : had);
        if (!torn.ok) expect((await store.snapshot()).status.problem).toEqual(torn.problem);
        expect(await syncOnce({ store, fetch: served(there()).fetch, now: () => now })).toMatchObject({
          ok: true,
        });
        expect(await publicationIn(store)).toBe(publication);
        expect(protectionOf(await store.snapshot(), now)).toMatchObject({ state: 'protecting' });
      }
    },
  );
});

async function prepared(files: (() => Files) | undefined): Promise<Store> {
  const store = await enrolledStore(list.enrolment);
  if (files) await syncOnce({ store, fetch: served(files()).fetch, now: () => START + HOUR_MS });
  return store;
}

describe('the same expired metadata, served again and again', () => {
  it('are reported each time, although nothing changes', async () => {
    const store = await prepared(() => newer);
    for (let hour = 0; hour < 5; hour += 1) {
      const now = START + 8 * 24 * HOUR_MS + hour * HOUR_MS;
      expect(await syncOnce({ store, fetch: served(newer).fetch, now: () => now })).toMatchObject({
        ok: false,
        problem: { code: 'expired' },
      });
      expect(protectionOf(await store.snapshot(), now)).toMatchObject({
        state: 'stale',
        problem: { code: 'expired' },
        confirmedAt: START + HOUR_MS,
      });
    }
  });
});
