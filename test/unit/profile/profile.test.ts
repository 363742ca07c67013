import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { base64 } from '@scure/base';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../../utils/lookup/host.ts';
import { createLookupService } from '../../../utils/lookup/lookup-service.ts';
import type { Status } from '../../../utils/lookup/page-api.ts';
import { openStore, type Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import { nativePool } from '../lookup/native-pool.ts';
import { REPOSITORY } from '../sync/published-list.ts';
import { type Profile, unpack } from './packed.ts';

// What a rep's browser has been through when it starts: an update from the first release, whose profile is a file that nobody writes
// again; a copy on another machine; a month without a network; a clock that is wrong.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of what was published a month afterwards. */
const LATER_BY_MS = 30 * DAY_MS + HOUR_MS;
const ANNA = 'anna@example.com';
const CARLA = 'carla@example.com';

const profile: Profile = JSON.parse(await readFile('test/vectors/profile-0.1.0.json', 'utf8'));

const LATER = profile.at + LATER_BY_MS;

let now: number;
let isOnline: boolean;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  now = profile.at + HOUR_MS;
  isOnline = true;
  vi.spyOn(console, 'warn').mockReturnValue();
  return () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  };
});

/** The profile as its release left it, in a database of its own. */
async function installed(): Promise<Store> {
  const name = `lethe-${crypto.randomUUID()}`;
  const database = await openDB(name, profile.databaseVersion, {
    upgrade(db) {
      for (const store of Object.keys(profile.stores)) {
        if (store === 'holds')
          db.createObjectStore(store, { autoIncrement: true }).createIndex('time', 'time');
        else db.createObjectStore(store);
      }
    },
  });
  for (const [store, entries] of Object.entries(profile.stores)) {
    for (const [key, value] of entries) {
      const [unpackedKey, unpacked] = await Promise.all([unpack(key), unpack(value)]);
      await database.put(
        store,
        unpacked,
        typeof unpackedKey === 'number' ? unpackedKey : String(unpackedKey),
      );
    }
  }
  database.close();
  return openStore(name);
}

/** As after the publication that followed. */
const fetchPublished: Fetch = async url => {
  if (!isOnline) throw new TypeError('Failed to fetch');
  const file = profile.published[url.slice(REPOSITORY.length)];
  return file === undefined ? new Response('', { status: 404 }) : new Response(base64.decode(file).slice());
};

/** Today's host over a store, as at the browser's start. */
function started(store: Store): Host {
  return startHost({
    store,
    startLookup: () => ({
      service: createLookupService({
        store,
        argon2: nativePool(() => undefined),
        now: () => now,
        today: () => now,
        rest: () => new Promise(resolve => setImmediate(resolve)),
        breakDown: () => undefined,
      }),
      onFailure: () => undefined,
      end: () => undefined,
    }),
    synchronise: () => syncOnce({ store, fetch: fetchPublished, now: () => now }),
    tellBackground: () => undefined,
    self: { id: 'lethe-id', origin: 'chrome-extension://lethe-id' },
    now: () => now,
  });
}

async function saidOf({ api }: Host): Promise<[state: string, problem: string | null]> {
  const { protection }: Status = await api.status();
  return [protection.state, protection.state === 'protecting' ? null : protection.problem.code];
}

describe('a profile of release 0.1.0', () => {
  it('keeps enrolment, list, settings and log, and protects before anything is fetched', async () => {
    isOnline = false;
    const store = await installed();
    const { api } = started(store);
    expect((await api.status()).protection).toMatchObject({
      state: 'protecting',
      organisation: 'Acme',
      confirmedAt: profile.at,
    });
    expect((await store.snapshot()).damaged).toEqual([]);
    expect(await api.check(ANNA)).toEqual({ state: 'listed', scope: 'all', match: 'exact' });
    expect(await api.check('anyone@kestrel.test')).toMatchObject({ state: 'listed', match: 'domain' });
    expect(await api.check(CARLA)).toEqual({ state: 'not-listed' });
    expect((await api.holds()).map(({ action }) => action)).toEqual(['sent-with-reason', 'held']);
    expect((await api.panelOnly()).own).toEqual(['LinkedIn']);
    expect(await api.ownGuard()).toBe('block');
    expect(await api.waiting()).toMatchObject([{ id: 'one', kinds: ['email'] }]);
    expect(await store.noticed()).toBe(profile.at);
    expect((await store.service(now)).size).toBe(1);
  });

  it('goes on with the next publication', async () => {
    now = LATER;
    const { api } = started(await installed());
    await api.sync();
    expect(await api.check(CARLA)).toMatchObject({ state: 'listed' });
    expect((await api.status()).details?.list?.publication).toBe(2);
  });
});

describe('a profile that was copied to another machine', () => {
  it('protects on both, each of which follows the list by itself', async () => {
    const [here, there] = [started(await installed()), started(await installed())];
    now = LATER;
    await here.api.sync();
    expect(await here.api.check(CARLA)).toMatchObject({ state: 'listed' });
    expect(await there.api.check(CARLA)).toEqual({ state: 'not-listed' });
    await there.api.sync();
    expect(await there.api.check(CARLA)).toMatchObject({ state: 'listed' });
    expect(await saidOf(there)).toEqual(['protecting', null]);
  });
});

describe('a month without a network', () => {
  it('holds the listed as ever, says since when the list is not confirmed, and ends with the first answer', async () => {
    isOnline = false;
    const host = started(await installed());
    await host.api.sync();
    expect(await saidOf(host)).toEqual(['protecting', null]);
    now = profile.at + 25 * HOUR_MS;
    await host.api.sync();
    expect(await saidOf(host)).toEqual(['stale', 'offline']);
    now = profile.at + 31 * DAY_MS;
    await host.api.sync();
    expect(await saidOf(host)).toEqual(['stale', 'expired']);
    expect((await host.api.status()).protection).toMatchObject({ confirmedAt: profile.at });
    expect(await host.api.check(ANNA)).toMatchObject({ state: 'listed' });
    isOnline = true;
    await host.api.sync();
    expect(await saidOf(host)).toEqual(['protecting', null]);
    expect(await host.api.check(CARLA)).toMatchObject({ state: 'listed' });
  });

  it('is said by a browser that starts after it as well', async () => {
    isOnline = false;
    now = profile.at + 31 * DAY_MS;
    const host = started(await installed());
    expect(await saidOf(host)).toEqual(['stale', 'expired']);
    expect(await host.api.check(ANNA)).toMatchObject({ state: 'listed' });
  });
});

describe('a wrong clock', () => {
  it('that is behind is named, holds the listed as ever, and is over once it is right', async () => {
    now = profile.at - 40 * DAY_MS;
    const host = started(await installed());
    expect(await saidOf(host)).toEqual(['stale', 'clock']);
    expect(await host.api.check(ANNA)).toMatchObject({ state: 'listed' });
    now = LATER;
    await host.api.sync();
    expect(await saidOf(host)).toEqual(['protecting', null]);
  });

  it('that is years ahead never says that the list is confirmed, and is over once it is right', async () => {
    now = profile.at + 12 * 365 * DAY_MS;
    const host = started(await installed());
    expect(await saidOf(host)).toEqual(['stale', 'expired']);
    await host.api.sync();
    expect((await saidOf(host))[0]).toBe('stale');
    expect(await host.api.check(ANNA)).toMatchObject({ state: 'listed' });
    now = LATER;
    await host.api.sync();
    expect(await saidOf(host)).toEqual(['protecting', null]);
    expect(await host.api.check(CARLA)).toMatchObject({ state: 'listed' });
  });
});
