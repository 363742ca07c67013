import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeEnrolment } from '../../../utils/enrolment/code.ts';
import { type Host, startHost } from '../../../utils/lookup/host.ts';
import type { BackgroundMessage } from '../../../utils/lookup/protocol.ts';
import { openStore, type Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import { PublishedList, START } from '../sync/published-list.ts';

let list: PublishedList;
let store: Store;
let host: Host;
let fetch: Fetch;
let told: BackgroundMessage[];
let whileEnrolling: () => Promise<void>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  list = await PublishedList.create();
  await list.publish({ 'anna@example.com': 'all' });
  store = openStore(`lethe-${crypto.randomUUID()}`);
  fetch = list.fetch;
  told = [];
  whileEnrolling = async () => undefined;
  host = startHost({
    store: {
      ...store,
      async enrol(record) {
        await whileEnrolling();
        await store.enrol(record);
      },
    },
    startLookup: () => ({
      service: {
        load: async () => ({ generation: (await store.snapshot()).list?.generation ?? null, problem: null }),
        look: async () => undefined,
        check: async () => ({ state: 'not-listed' }),
        rememberService: async () => undefined,
        hold: async () => ({ ok: false, problem: 'not-protecting' }),
        endHold: async () => undefined,
        forget: () => undefined,
      },
      onFailure: () => undefined,
      end: () => undefined,
    }),
    synchronise: () => syncOnce({ store, fetch: (url, init) => fetch(url, init), now: () => START }),
    tellBackground: message => told.push(message),
    self: { id: 'lethe-id', origin: 'chrome-extension://lethe-id' },
    now: () => START,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

function attempts(): BackgroundMessage[] {
  return told.filter(({ type }) => type === 'synchronised');
}

describe('the background hears', () => {
  it('of a success, a failure, and what the server asked for', async () => {
    await host.api.enrol(encodeEnrolment(list.enrolment));
    fetch = async () => new Response('', { status: 503, headers: { 'Retry-After': '1800' } });
    await host.api.sync();
    fetch = async () => new Response('', { status: 500, headers: { 'Retry-After': '1800' } });
    await host.api.sync();
    expect(attempts()).toEqual([
      { type: 'synchronised', failed: false, retryAfterMs: null },
      { type: 'synchronised', failed: true, retryAfterMs: 1_800_000 },
      { type: 'synchronised', failed: true, retryAfterMs: null },
    ]);
  });

  it('of no failure where nothing is enrolled', async () => {
    await host.api.sync();
    expect(attempts()).toEqual([{ type: 'synchronised', failed: false, retryAfterMs: null }]);
  });
});

describe('a synchronisation', () => {
  it('is joined by whoever asks for one meanwhile', async () => {
    await host.api.enrol(encodeEnrolment(list.enrolment));
    list.requests.length = 0;
    await Promise.all([host.api.sync(), host.api.sync(), host.api.sync()]);
    expect(list.requests).toEqual(['metadata/2.root.json', 'metadata/timestamp.json']);
  });

  it('that is asked for while an enrolment is written doesn’t take its place', async () => {
    await host.api.enrol(encodeEnrolment(list.enrolment));
    await host.api.leave();
    const other = await PublishedList.create();
    await other.publish({ 'ben@example.com': 'all' });
    whileEnrolling = async () => {
      void host.api.sync();
      for (let turn = 0; turn < 50; turn += 1) await new Promise(resolve => setImmediate(resolve));
      fetch = other.fetch;
    };
    const status = await host.api.enrol(encodeEnrolment(other.enrolment));
    expect(status).toMatchObject({ protection: { state: 'protecting' }, problem: null });
  });
});
