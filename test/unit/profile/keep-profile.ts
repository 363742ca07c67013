import 'fake-indexeddb/auto';
import { base64 } from '@scure/base';
import { openDB } from 'idb';
import packageFile from '../../../package.json' with { type: 'json' };
import { enrolmentRecord } from '../../../utils/sync/enrolment-record.ts';
import { openStore } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import { PublishedList, START } from '../sync/published-list.ts';
import { type Packed, type Profile, pack } from './packed.ts';

// tsx test/unit/profile/keep-profile.ts > test/vectors/profile-RELEASE.json: once a release, by its own code, for every later one to
// read. A file that is there is never written again.

const HOUR_MS = 3_600_000;

const list = await PublishedList.create();
await list.publish({ 'anna@example.com': 'all', 'ben@example.com': 'marketing', '@kestrel.test': 'all' });
const store = openStore();
await store.enrol(await enrolmentRecord(list.enrolment, START));
const outcome = await syncOnce({ store, fetch: list.fetch, now: () => START });
if (!outcome.ok) throw new Error(outcome.problem.detail);
await store.addHold({ time: START, site: 'Gmail', scope: 'all', action: 'held' });
await store.addHold({
  time: START + 1,
  site: 'Gmail',
  scope: 'all',
  action: 'sent-with-reason',
  reason: 'legal-notice',
});
await store.rememberService(['ab'.repeat(32)], START + 720 * HOUR_MS);
await store.setPanelOnly(['LinkedIn']);
await store.setOwnGuard('block');
await store.setNoticed(START);
await store.keepRequest({
  id: 'one',
  since: START,
  channel: 'email',
  site: 'Gmail',
  people: [{ kind: 'email', digests: ['cd'.repeat(32)], listedAs: null }],
});
await store.close();

const database = await openDB('lethe');
const keys = { digest: list.enrolment.digestKey, seal: list.enrolment.sealKey };
const stores: Record<string, [Packed, Packed][]> = {};
for (const name of database.objectStoreNames) {
  const [values, all] = await Promise.all([database.getAll(name), database.getAllKeys(name)]);
  stores[name] = values.map((value, index) => [pack(all[index], keys), pack(value, keys)]);
}
await list.publish(
  { 'anna@example.com': 'all', 'carla@example.com': 'all', '@kestrel.test': 'all' },
  { now: START + 30 * 24 * HOUR_MS },
);
const profile: Profile = {
  release: packageFile.version,
  databaseVersion: database.version,
  at: START,
  stores,
  published: Object.fromEntries([...list.files].map(([path, bytes]) => [path, base64.encode(bytes)])),
};
process.stdout.write(`${JSON.stringify(profile, null, 2)}\n`);
