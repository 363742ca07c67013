import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { protectionOf } from '../../../utils/sync/protection.ts';
import type { Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import { enrolledStore } from './enrolled-store.ts';
import { PublishedList, START } from './published-list.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let list: PublishedList;
let store: Store;

beforeEach(async () => {
  list = await PublishedList.create();
  store = await enrolledStore(list.enrolment);
});

async function syncAt(now: number, fetch: Fetch = list.fetch) {
  const outcome = await syncOnce({ store, fetch, now: () => now });
  return { outcome, protection: protectionOf(await store.snapshot(), now) };
}

/** The server as it answers when it lets browsers read its clock. */
function datedFetch(time: number): Fetch {
  return async (url, init) => {
    const response = await list.fetch(url, init);
    response.headers.set('Date', new Date(time).toUTCString());
    return response;
  };
}

describe('a clock days behind', () => {
  it('is named at the first synchronisation: by it, the freshest list was signed in the future', async () => {
    await list.publish({ 'anna@example.com': 'all' });
    const { outcome, protection } = await syncAt(START - 10 * DAY_MS);
    expect(outcome).toMatchObject({ ok: true });
    expect(protection).toMatchObject({
      state: 'stale',
      problem: { code: 'clock', detail: expect.stringMatching(/says 2026-11-13.*it is after 2026-11-22/) },
    });
  });

  it('that was right before doesn’t make an expired list fresh', async () => {
    await list.publish({ 'anna@example.com': 'all' }, { now: START });
    expect((await syncAt(START + HOUR_MS)).protection).toMatchObject({ state: 'protecting' });
    // Frozen for 35 days, and the clock set back by 40.
    const { protection } = await syncAt(START - 5 * DAY_MS);
    expect(protection).toMatchObject({ state: 'stale', problem: { code: 'clock' } });
  });

  it('is noticed by the timestamp alone, where nothing was published for a month', async () => {
    await list.publish({ 'anna@example.com': 'all' }, { timestampExpires: START + 30 * DAY_MS });
    const { protection } = await syncAt(START);
    expect(protection).toMatchObject({ state: 'stale', problem: { code: 'clock' } });
    expect((await syncAt(START + 15 * DAY_MS)).protection).toMatchObject({ state: 'protecting' });
  });

  it('keeps no newer list out, and is forgotten once it is right again', async () => {
    await list.publish({ 'anna@example.com': 'all' });
    await syncAt(START + HOUR_MS);
    await list.publish({ 'anna@example.com': 'all', 'ben@example.com': 'all' });
    expect((await syncAt(START - 10 * DAY_MS)).outcome).toEqual({ ok: true, changed: true });
    expect((await syncAt(START + 2 * HOUR_MS)).protection).toMatchObject({ state: 'protecting', entries: 3 });
  });

  it('isn’t suspected for a few hours between two machines', async () => {
    await list.publish({ 'anna@example.com': 'all' });
    expect((await syncAt(START - 12 * HOUR_MS)).protection).toMatchObject({ state: 'protecting' });
  });
});

describe('a clock weeks ahead', () => {
  beforeEach(async () => {
    await list.publish({ 'anna@example.com': 'all' });
    await syncAt(START + HOUR_MS);
  });

  it('is told from a list that expired, where the server’s own clock can be read', async () => {
    const { outcome, protection } = await syncAt(START + 40 * DAY_MS, datedFetch(START + 2 * HOUR_MS));
    expect(outcome).toMatchObject({
      ok: false,
      problem: {
        code: 'clock',
        detail: expect.stringMatching(/server says 2026-11-23.*timestamp.json expired/),
      },
    });
    expect(protection).toMatchObject({ state: 'stale', problem: { code: 'clock' }, entries: 2 });
  });

  it('looks like a list that expired, where it can’t', async () => {
    const { protection } = await syncAt(START + 40 * DAY_MS);
    expect(protection).toMatchObject({ state: 'stale', problem: { code: 'expired' } });
  });

  it('isn’t blamed where the server agrees that the list expired', async () => {
    const { protection } = await syncAt(START + 40 * DAY_MS, datedFetch(START + 40 * DAY_MS));
    expect(protection).toMatchObject({ state: 'stale', problem: { code: 'expired' } });
  });

  it('set right again, is over with the next synchronisation', async () => {
    await syncAt(START + 40 * DAY_MS, datedFetch(START + 2 * HOUR_MS));
    expect((await syncAt(START + 3 * HOUR_MS)).protection).toMatchObject({ state: 'protecting' });
  });
});

describe('a server’s clock', () => {
  it('never makes an expired list count as confirmed', async () => {
    await list.publish({ 'anna@example.com': 'all' }, { timestampExpires: START + HOUR_MS });
    const { outcome } = await syncAt(START + 2 * DAY_MS, datedFetch(START));
    expect(outcome).toMatchObject({ ok: false });
    expect((await store.snapshot()).list).toBeUndefined();
  });
});
