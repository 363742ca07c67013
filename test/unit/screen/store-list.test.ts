import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { createLookupService } from '../../../utils/lookup/lookup-service.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { listLookUp } from '../../../utils/screen/list-lookup.ts';
import { storedList } from '../../../utils/screen/store-list.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import { nativePool } from '../lookup/native-pool.ts';
import { enrolledStore } from '../sync/enrolled-store.ts';
import { PublishedList, START } from '../sync/published-list.ts';

const DAY_MS = 24 * 3_600_000;
const rest = () => new Promise<void>(resolve => setImmediate(resolve));

async function enrolledAndSynced() {
  const list = await PublishedList.create();
  const store = await enrolledStore(list.enrolment);
  await list.publish({ 'anna@example.com': 'marketing' });
  await syncOnce({ store, fetch: list.fetch, now: () => START });
  return store;
}

it('is screened by with whoever is held on this machine', async () => {
  const store = await enrolledAndSynced();
  const service = createLookupService({
    store,
    argon2: nativePool(),
    now: () => START,
    today: () => START,
    rest,
    breakDown: reason => {
      throw reason;
    },
  });
  await service.load();
  await service.hold({ id: 'one', texts: ['ben@example.com'], channel: 'phone', site: '' });
  const stored = await storedList(store, START);
  if (!stored) throw new Error('there is a list');
  const lookUp = await listLookUp(stored.list, { argon2id: argon2idNode, atOnce: 2 }, rest);
  expect(await lookUp?.(['anna@example.com', 'ben@example.com', 'carla@example.com'])).toEqual([
    { scope: 'marketing', match: 'exact' },
    { scope: 'all', match: 'exact' },
    'not-listed',
  ]);
  expect(stored.facts).toMatchObject({ organisation: 'Acme', publication: 1, isStale: false });
});

it('that nobody has confirmed for long says so', async () => {
  const store = await enrolledAndSynced();
  expect((await storedList(store, START + 30 * DAY_MS))?.facts.isStale).toBe(true);
});

it('is none where nothing is enrolled, or its arrays are damaged', async () => {
  const list = await PublishedList.create();
  expect(await storedList(await enrolledStore(list.enrolment), START)).toBeNull();
  const store = await enrolledAndSynced();
  const { list: record } = await store.snapshot();
  if (!record) throw new Error('there is a list');
  await store.dropBlocklist(record.generation);
  expect(await storedList(store, START)).toBeNull();
});
