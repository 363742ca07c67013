import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLookupService, type LookupService } from '../../../utils/lookup/lookup-service.ts';
import type { StopRequest } from '../../../utils/lookup/waiting.ts';
import type { Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import { enrolledStore } from '../sync/enrolled-store.ts';
import { type People, PublishedList, START } from '../sync/published-list.ts';
import { nativePool } from './native-pool.ts';

const OTHERS: People = { 'ben@example.com': 'marketing', '@closed.test': 'all' };
const HELD = { state: 'listed', scope: 'all', match: 'exact', waiting: true };
const NOT_LISTED = { state: 'not-listed' };
const PROFILE = 'https://www.linkedin.com/in/anna-example';

let list: PublishedList;
let store: Store;
let service: LookupService;

beforeEach(async () => {
  list = await PublishedList.create();
  store = await enrolledStore(list.enrolment);
  service = startService();
});

function startService(): LookupService {
  return createLookupService({
    store,
    argon2: nativePool(),
    now: () => START,
    today: () => START,
    rest: () => new Promise(resolve => setImmediate(resolve)),
    breakDown: reason => {
      throw reason;
    },
  });
}

async function inForce(people: People): Promise<void> {
  await list.publish(people);
  await syncOnce({ store, fetch: list.fetch, now: () => START });
  await service.load();
}

function requestOf(...texts: string[]): StopRequest {
  return { id: 'one', texts, channel: 'email', site: 'Gmail' };
}

describe('somebody who told the rep to stop', () => {
  it('is held at once, by all that identifies them and however it is spelled', async () => {
    await inForce(OTHERS);
    expect(await service.check('anna@example.com')).toEqual(NOT_LISTED);
    expect(await service.hold(requestOf('anna@example.com', PROFILE, '+44 7700 900123'))).toEqual({
      ok: true,
      isHeld: true,
    });
    expect(await service.check('anna@example.com')).toEqual(HELD);
    expect(await service.check('Anna+news@Example.com')).toEqual({ ...HELD, match: 'spelling' });
    expect(await service.check(`${PROFILE}/`)).toEqual(HELD);
    expect(await service.check('tel:+447700900123')).toEqual(HELD);
    expect(await service.check('clear@example.net')).toEqual(NOT_LISTED);
  });

  it('is held by the next worker as well', async () => {
    await inForce(OTHERS);
    await service.hold(requestOf('anna@example.com'));
    service = startService();
    await service.load();
    expect(await service.check('anna@example.com')).toEqual(HELD);
  });

  it('is kept as a digest, and nothing of their address', async () => {
    await inForce(OTHERS);
    await service.hold(requestOf('anna@example.com', PROFILE));
    const [request] = await store.requests();
    expect(request).toMatchObject({ id: 'one', since: START, channel: 'email', site: 'Gmail' });
    expect(request?.people.map(({ kind }) => kind)).toEqual(['email', 'linkedin']);
    expect(request?.people.flatMap(({ digests }) => digests)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    expect(JSON.stringify(request)).not.toMatch(/anna|example/);
  });

  it('is held no longer once the request is taken back or refused', async () => {
    await inForce(OTHERS);
    await service.hold(requestOf('anna@example.com'));
    await service.endHold('one');
    expect(await service.check('anna@example.com')).toEqual(NOT_LISTED);
    expect(await store.requests()).toEqual([]);
  });

  it('asked about twice is one request', async () => {
    await inForce(OTHERS);
    await service.hold(requestOf('anna@example.com'));
    await service.hold(requestOf('anna@example.com'));
    expect(await store.requests()).toHaveLength(1);
  });

  it('is forgotten with the organisation, and with its list when another takes its place', async () => {
    await inForce(OTHERS);
    await service.hold(requestOf('anna@example.com'));
    const other = await PublishedList.create();
    const [mine, theirs] = await Promise.all([enrolledStore(list.enrolment), enrolledStore(other.enrolment)]);
    const { enrolment } = await theirs.snapshot();
    const { enrolment: again } = await mine.snapshot();
    if (!enrolment || !again) throw new Error('nothing is enrolled');
    await store.enrol(again);
    expect(await store.requests()).toHaveLength(1);
    await store.enrol({ ...enrolment, listId: new Uint8Array(16).fill(9) });
    expect(await store.requests()).toEqual([]);
  });
});

describe('the list', () => {
  it('that publishes them takes their place', async () => {
    await inForce(OTHERS);
    await service.hold(requestOf('anna@example.com'));
    await inForce({ ...OTHERS, 'anna@example.com': 'marketing' });
    expect(await store.requests()).toEqual([]);
    expect(await service.check('anna@example.com')).toEqual({
      state: 'listed',
      scope: 'marketing',
      match: 'exact',
    });
  });

  it('that publishes a part of what identifies them leaves the rest held', async () => {
    await inForce(OTHERS);
    await service.hold(requestOf('anna@example.com', PROFILE));
    await inForce({ ...OTHERS, 'anna@example.com': 'all' });
    expect((await store.requests()).map(({ people }) => people.map(({ kind }) => kind))).toEqual([
      ['linkedin'],
    ]);
    expect(await service.check('anna@example.com')).toEqual({
      state: 'listed',
      scope: 'all',
      match: 'exact',
    });
    expect(await service.check(PROFILE)).toEqual(HELD);
  });

  it('that forbade them marketing before they asked is no answer: every contact is held', async () => {
    await inForce(OTHERS);
    expect(await service.hold(requestOf('ben@example.com'))).toEqual({ ok: true, isHeld: true });
    expect(await service.check('ben@example.com')).toEqual(HELD);
    await inForce({ ...OTHERS, 'carla@example.com': 'all' });
    expect(await service.check('ben@example.com')).toEqual(HELD);
    await inForce({ ...OTHERS, 'ben@example.com': 'all' });
    expect(await store.requests()).toEqual([]);
  });

  it('that forbids every contact with them already leaves nobody to wait for', async () => {
    await inForce({ 'anna@example.com': 'all' });
    expect(await service.hold(requestOf('anna@example.com'))).toEqual({ ok: true, isHeld: false });
    expect(await store.requests()).toEqual([]);
  });

  it('of a whole company comes first, and is no answer for the person', async () => {
    await inForce(OTHERS);
    await service.hold(requestOf('anna@closed.test'));
    expect(await service.check('anna@closed.test')).toEqual({
      state: 'listed',
      scope: 'all',
      match: 'domain',
    });
    expect(await store.requests()).toHaveLength(1);
  });
});

describe('a request that holds nobody', () => {
  it('names what identifies nobody, and keeps nothing', async () => {
    await inForce(OTHERS);
    expect(await service.hold(requestOf('anna@example.com', 'Anna'))).toEqual({
      ok: false,
      problem: 'unreadable',
      texts: ['Anna'],
    });
    expect(await service.hold(requestOf('acme.test'))).toMatchObject({ problem: 'unreadable' });
    expect(await service.check('anna@example.com')).toEqual(NOT_LISTED);
    expect(await store.requests()).toEqual([]);
  });

  it('says so where there is no list', async () => {
    await service.load();
    expect(await service.hold(requestOf('anna@example.com'))).toEqual({
      ok: false,
      problem: 'not-protecting',
    });
  });
});
