import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Browser } from 'wxt/browser';
import { encodeEnrolment } from '../../../utils/enrolment/code.ts';
import { type Host, startHost } from '../../../utils/lookup/host.ts';
import { LOG_KEPT_MS } from '../../../utils/lookup/log.ts';
import type { LookRequest } from '../../../utils/lookup/lookup-engine.ts';
import { createLookupService } from '../../../utils/lookup/lookup-service.ts';
import { type BackgroundMessage, FRAME_PORT, PAGE_PORT } from '../../../utils/lookup/protocol.ts';
import { openStore, type Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import { PublishedList, START } from '../sync/published-list.ts';
import { FakeHostPort } from './fake-port.ts';
import { nativePool } from './native-pool.ts';

const ID = 'lethe-id';
const ORIGIN = 'chrome-extension://lethe-id';
const DAY_MS = 24 * 3_600_000;

let list: PublishedList;
let store: Store;
let host: Host;
let told: BackgroundMessage[];
let failureListeners: ((detail: string) => void)[];
let evaluations: number;
let requests: LookRequest[];
let checks: number;
let time: number;
/** The next worker doesn't answer checks by hand. */
let startsSilent: boolean;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  list = await PublishedList.create();
  store = openStore(`lethe-${crypto.randomUUID()}`);
  told = [];
  failureListeners = [];
  evaluations = 0;
  requests = [];
  checks = 0;
  time = START;
  startsSilent = false;
  host = startHost({
    store,
    startLookup(onAnswers) {
      const service = createLookupService({
        store,
        argon2: nativePool(() => {
          evaluations += 1;
        }),
        now: () => START,
        today: () => START,
        rest: () => new Promise(resolve => setImmediate(resolve)),
        breakDown(reason) {
          for (const listener of failureListeners) listener(String(reason));
        },
      });
      service.attach(onAnswers);
      const silent = startsSilent;
      return {
        service: {
          ...service,
          look(id, request) {
            requests.push(request);
            return service.look(id, request);
          },
          check(text) {
            checks += 1;
            return silent ? new Promise(() => undefined) : service.check(text);
          },
        },
        onFailure(listener) {
          failureListeners.push(listener);
        },
        end: () => undefined,
      };
    },
    synchronise: () => syncOnce({ store, fetch: list.fetch, now: () => START }),
    tellBackground: message => told.push(message),
    self: { id: ID, origin: ORIGIN },
    now: () => time,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

function frameSender(tabId: number): Browser.runtime.MessageSender {
  const tab = {
    id: tabId,
    url: 'https://mail.google.com/mail/u/0/',
    index: 0,
    windowId: 1,
    pinned: false,
    highlighted: false,
    active: true,
    incognito: false,
    selected: true,
    discarded: false,
    autoDiscardable: true,
    frozen: false,
    groupId: -1,
    lastAccessed: START,
  };
  return { id: ID, url: 'https://mail.google.com/', tab };
}

function connectFrame(tabId = 7): FakeHostPort {
  const port = new FakeHostPort(FRAME_PORT, frameSender(tabId));
  host.connect(port.port);
  return port;
}

async function restartWorker(): Promise<void> {
  for (const listener of failureListeners) listener('ended by the test');
  await host.api.sync();
}

function listedIn(port: FakeHostPort, ...texts: string[]): void {
  const listed = texts.map(text => ({ text, scope: 'all', match: 'exact' }) as const);
  port.onMessage.emit({
    type: 'report',
    report: { checked: texts.length, unchecked: 0, listed, unreadable: [], record: 'none' },
  });
}

async function enrolled(): Promise<void> {
  await list.publish({ 'anna@example.com': 'all' });
  await host.api.enrol(encodeEnrolment(list.enrolment));
}

describe('a frame', () => {
  it('hears what Lethe can say of itself, and gets its verdicts', async () => {
    await enrolled();
    const frame = connectFrame();
    frame.onMessage.emit({
      type: 'look',
      id: 3,
      priority: 'page',
      texts: ['x@example.net', 'anna@example.com'],
    });
    await expect.poll(() => frame.answers()).toHaveLength(2);
    expect(frame.posted[0]).toMatchObject({ type: 'list', protection: { state: 'protecting' } });
    expect(Object.fromEntries(frame.answers())).toEqual({
      0: { state: 'not-listed' },
      1: { state: 'listed', scope: 'all', match: 'exact' },
    });
  });

  it('hears of a new list without a reload, once', async () => {
    await enrolled();
    const frame = connectFrame();
    await host.api.status();
    await list.publish({ 'ben@example.com': 'all' });
    await host.api.sync();
    expect(new Set(frame.generations()).size).toBe(2);
    const heard = frame.generations().length;
    await host.api.sync();
    expect(frame.generations()).toHaveLength(heard);
  });

  it('of another extension is not answered', async () => {
    const port = new FakeHostPort(FRAME_PORT, { ...frameSender(7), id: 'other' });
    host.connect(port.port);
    await host.api.status();
    expect(port.posted).toEqual([]);
  });

  it('that says what is no message is not heard', async () => {
    const frame = connectFrame();
    for (const message of [
      null,
      'look',
      { type: 'look', id: 1, priority: 'own', texts: [] },
      { type: 'log' },
    ]) {
      frame.onMessage.emit(message);
    }
    await host.api.status();
    expect(frame.answers()).toEqual([]);
    expect(await host.api.holds()).toEqual([]);
  });

  it('that is gone before the worker has begun is not looked up for', async () => {
    await enrolled();
    const before = evaluations;
    const frame = connectFrame();
    frame.onMessage.emit({ type: 'look', id: 1, priority: 'page', texts: ['anna@example.com'] });
    frame.onDisconnect.emit(frame);
    await host.api.check('no address');
    expect(evaluations).toBe(before);
    expect(frame.answers()).toEqual([]);
  });

  it("can't have more by its reload or by a frame of another origin: the tab and its page's site pay", async () => {
    await enrolled();
    const inner = frameSender(7);
    for (const sender of [
      inner,
      { ...inner, url: 'https://widget.example/', origin: 'https://widget.example' },
    ]) {
      const port = new FakeHostPort(FRAME_PORT, sender);
      host.connect(port.port);
      port.onMessage.emit({ type: 'look', id: 1, priority: 'page', texts: ['clear@example.net'] });
      await expect.poll(() => port.answers()).toHaveLength(1);
    }
    expect(requests).toMatchObject([
      { page: 'tab 7', site: 'https://mail.google.com', asker: 'frame 1' },
      { page: 'tab 7', site: 'https://mail.google.com', asker: 'frame 2' },
    ]);
  });

  it('gets "not protecting" while nothing is enrolled, never "not listed"', async () => {
    const frame = connectFrame();
    frame.onMessage.emit({ type: 'look', id: 1, priority: 'reserved', texts: ['anna@example.com'] });
    await expect.poll(() => frame.answers()).toEqual([[0, { state: 'unknown', reason: 'not-protecting' }]]);
  });
});

describe('a tab', () => {
  it('shows what its frames show together, as long as they live', async () => {
    const [top, inner, other] = [connectFrame(7), connectFrame(7), connectFrame(8)];
    listedIn(top, 'anna@example.com');
    listedIn(inner, 'anna@example.com', 'ben@example.com');
    listedIn(other);
    expect(await host.api.tab(7)).toMatchObject({ checked: 3, listed: [{}, {}] });
    inner.onDisconnect.emit(inner);
    expect(await host.api.tab(7)).toMatchObject({ checked: 1, listed: [{ text: 'anna@example.com' }] });
    expect(await host.api.tab(9)).toBeNull();
  });

  it('is told to the toolbar at each report: a page would feel that its frame hears of a change alone', async () => {
    const frame = connectFrame(7);
    const counts = () =>
      told.flatMap(message => (message.type === 'toolbar' ? message.tabs.map(tab => tab.listed) : []));
    listedIn(frame);
    listedIn(frame, 'anna@example.com');
    listedIn(frame, 'anna@example.com');
    expect(counts()).toEqual([0, 1, 1]);
  });
});

describe('an extension page', () => {
  function ask(sender: Browser.runtime.MessageSender): FakeHostPort {
    const port = new FakeHostPort(PAGE_PORT, sender);
    host.connect(port.port);
    port.onMessage.emit({ id: 'one', type: 'APPLY', path: ['status'], argumentList: [] });
    return port;
  }

  it('is answered', async () => {
    const port = ask({ id: ID, url: `${ORIGIN}/popup.html` });
    await expect.poll(() => port.posted.length).toBeGreaterThan(0);
  });

  it.each(['https://mail.google.com/', `${ORIGIN}.evil.example/`])("isn't taken for one at %s", async url => {
    const port = ask({ id: ID, url });
    await host.api.status();
    expect(port.posted).toEqual([]);
  });
});

describe('the state', () => {
  it('tells organisation, fingerprint and list after enrolment', async () => {
    await enrolled();
    expect(await host.api.status()).toMatchObject({
      protection: { state: 'protecting', organisation: 'Acme' },
      problem: null,
      syncing: false,
      details: {
        repository: list.enrolment.repository,
        rootFingerprint: expect.stringMatching(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/),
        metadata: { versions: { root: 1, timestamp: 1 } },
        list: { publication: 1, prefixBits: 10 },
      },
    });
  });

  it('is "not protecting" when the list lacks its canary', async () => {
    await list.publish({ 'anna@example.com': 'all' }, { canary: false });
    const status = await host.api.enrol(encodeEnrolment(list.enrolment));
    expect(status.protection).toMatchObject({
      state: 'not-protecting',
      problem: { code: 'canary-missing' },
      organisation: 'Acme',
    });
  });

  it('is "not protecting" when the worker breaks down, and recovers with the next synchronisation', async () => {
    await enrolled();
    const frame = connectFrame();
    await host.api.status();
    for (const listener of failureListeners) listener('out of memory');
    expect(frame.posted.at(-1)).toMatchObject({ type: 'list', protection: { state: 'not-protecting' } });
    expect((await host.api.status()).protection).toMatchObject({
      state: 'not-protecting',
      problem: { code: 'lookup-failed', detail: 'out of memory' },
    });
    expect((await host.api.sync()).protection).toMatchObject({ state: 'protecting' });
  });

  it('of a check by hand is told too when the worker breaks down during it', async () => {
    await enrolled();
    startsSilent = true;
    await restartWorker();
    const asked = host.api.check('anna@example.com');
    await expect.poll(() => checks).toBe(1);
    for (const listener of failureListeners.slice(-1)) listener('out of memory');
    expect(await asked).toEqual({ state: 'unknown', reason: 'not-protecting' });
  });

  it('after leaving is "not enrolled"', async () => {
    await enrolled();
    expect(await host.api.leave()).toMatchObject({
      protection: { state: 'not-protecting', problem: { code: 'not-enrolled' } },
      details: null,
    });
    expect(await host.api.check('anna@example.com')).toEqual({ state: 'unknown', reason: 'not-protecting' });
  });

  it('refuses a code that is none', async () => {
    await expect(host.api.enrol('lethe1:AAAA')).rejects.toThrow();
    expect((await host.api.status()).details).toBeNull();
  });
});

describe('somebody who told the rep to stop', () => {
  const request = { id: 'one', texts: ['anna@example.com'], channel: 'email', site: 'Gmail' } as const;

  it('is held in every frame from then on, and in the toolbar’s count, until the request is ended', async () => {
    await list.publish({ 'ben@example.com': 'all' });
    await host.api.enrol(encodeEnrolment(list.enrolment));
    const frame = connectFrame();
    await host.api.status();
    const [before] = frame.generations();
    expect(await host.api.holdRequest(request)).toEqual({ ok: true, isHeld: true });
    const held = frame.generations().at(-1);
    expect(held).not.toBe(before);
    frame.onMessage.emit({ type: 'look', id: 4, priority: 'reserved', texts: ['anna@example.com'] });
    await expect
      .poll(() => frame.answers())
      .toEqual([[0, { state: 'listed', scope: 'all', match: 'exact', waiting: true }]]);
    expect(await host.api.waiting()).toEqual([
      { id: 'one', since: START, channel: 'email', site: 'Gmail', kinds: ['email'] },
    ]);
    const sighting = { text: 'anna@example.com', scope: 'all', match: 'exact', waiting: true } as const;
    frame.onMessage.emit({
      type: 'report',
      report: { checked: 1, unchecked: 0, listed: [sighting], unreadable: [], record: 'none' },
    });
    expect(told.at(-1)).toMatchObject({ type: 'toolbar', tabs: [{ tabId: 7, listed: 1, waiting: 1 }] });
    await host.api.endRequest('one');
    expect(frame.generations().at(-1)).not.toBe(held);
    expect(await host.api.waiting()).toEqual([]);
    expect(await host.api.check('anna@example.com')).toEqual({ state: 'not-listed' });
  });

  it('is waited for no longer once the list has them', async () => {
    await list.publish({ 'ben@example.com': 'all' });
    await host.api.enrol(encodeEnrolment(list.enrolment));
    await host.api.holdRequest(request);
    await list.publish({ 'ben@example.com': 'all', 'anna@example.com': 'all' });
    await host.api.sync();
    expect(await host.api.waiting()).toEqual([]);
    expect(await host.api.check('anna@example.com')).toEqual({
      state: 'listed',
      scope: 'all',
      match: 'exact',
    });
  });

  it('can be taken back where nothing is protected, and not be held there', async () => {
    expect(await host.api.holdRequest(request)).toEqual({ ok: false, problem: 'not-protecting' });
    await host.api.endRequest('one');
    expect(await host.api.waiting()).toEqual([]);
  });
});

describe('how strictly the rep is held', () => {
  it('is the organisation’s wish, or the rep’s own where that is stricter', async () => {
    await list.publish({ 'anna@example.com': 'all' }, { head: { guard: 'hold' } });
    await host.api.enrol(encodeEnrolment(list.enrolment));
    const guard = async () => (await host.api.status()).protection;
    await host.api.setOwnGuard('block');
    expect(await guard()).toMatchObject({ guard: 'block' });
    expect((await host.api.status()).details?.list?.guard).toBe('hold');
    await host.api.setOwnGuard('warn');
    expect(await guard()).toMatchObject({ guard: 'hold' });
    await host.api.setOwnGuard(null);
    expect(await host.api.ownGuard()).toBeNull();
  });
});

describe('that the list is old', () => {
  it('is to be said once a day, over all frames and hosts', async () => {
    await enrolled();
    const due = (frame: FakeHostPort) =>
      frame.posted.flatMap(message => (message.type === 'list' ? [message.noticeDue === true] : [])).at(-1);
    const [first, second] = [connectFrame(7), connectFrame(8)];
    await host.api.status();
    expect(due(first)).toBe(false);
    time = START + 30 * DAY_MS;
    vi.advanceTimersByTime(60_000);
    expect([due(first), due(second)]).toEqual([true, true]);
    first.onMessage.emit({ type: 'noticed' });
    expect([due(first), due(second)]).toEqual([false, false]);
    await expect.poll(() => store.noticed()).toBe(time);
    time += DAY_MS;
    vi.advanceTimersByTime(60_000);
    expect(due(second)).toBe(true);
  });
});

describe('the log of holds', () => {
  it('keeps lines for 90 days, newest first, until it is erased', async () => {
    const frame = connectFrame();
    for (const time of [START - LOG_KEPT_MS - 1, START - 10, START]) {
      frame.onMessage.emit({ type: 'log', entry: { time, site: 'Gmail', scope: 'all', action: 'held' } });
    }
    await expect.poll(async () => (await host.api.holds()).length).toBe(3);
    await host.api.sync();
    expect((await host.api.holds()).map(hold => hold.time)).toEqual([START, START - 10]);
    await host.api.eraseHolds();
    expect(await host.api.holds()).toEqual([]);
  });

  it('keeps of a line what a line has, and no time to come', async () => {
    const entry = { time: START + DAY_MS, site: 'Gmail', scope: 'all', action: 'held' };
    connectFrame().onMessage.emit({ type: 'log', entry: { ...entry, text: 'anna@example.com' } });
    await expect.poll(() => host.api.holds()).toEqual([{ ...entry, time: START }]);
  });
});
