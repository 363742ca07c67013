import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { CANARY } from '../../utils/blocklist/canary.ts';
import type { Bytes } from '../../utils/bytes.ts';
import { type Publication, publish } from '../../utils/publish/publish.ts';
import { refresh } from '../../utils/publish/refresh.ts';
import type { S3Location } from '../../utils/publish/s3-location.ts';
import { s3Store } from '../../utils/publish/s3-store.ts';
import { type SweepRecord, sweep, type UnreferencedSince } from '../../utils/publish/sweep.ts';
import { openRepositoryOf } from '../unit/cli/client.ts';
import { blocksOf, createPublisher, DAY_MS, type Publisher, publishedIn } from '../unit/publish/publisher.ts';
import { newBucket, newUser, publishBucket, type StoreUser, setCors } from './harness/bucket.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';

describeS3('a list in a bucket', () => {
  let user: StoreUser;
  let bucket: S3Location;
  let publisher: Publisher;
  let publication: Publication;

  beforeAll(async () => {
    user = await newUser(serverOfRun());
    bucket = await newBucket(serverOfRun(), user);
    await publishBucket(bucket, user);
    await setCors(bucket, user);
  });

  beforeEach(async () => {
    bucket = { ...bucket, prefix: `${crypto.randomUUID()}/` };
    publisher = await createPublisher(Date.now());
    publication = onMachineOfItsOwn();
    await publication.access.store.putNew('metadata/1.root.json', publication.access.trustedRoot);
  });

  afterEach(() => publisher.close());

  /** With a memory of its own of what was seen. */
  function onMachineOfItsOwn(): Publication {
    const seen = new Map<string, Bytes>();
    return {
      ...publisher.publication,
      access: {
        ...publisher.publication.access,
        store: s3Store(bucket, user.credentials),
        seen: { load: async name => seen.get(name), save: async (name, bytes) => void seen.set(name, bytes) },
      },
    };
  }

  it('is read from its public address as a client reads it', async () => {
    const address = `${bucket.endpoint}/${bucket.bucket}/${bucket.prefix}`;
    const enrolment = await publisher.enrolmentAt(address);
    publisher.setBlocks(blocksOf(20));
    expect(await publish(publication)).toMatchObject({ ok: true, outcome: 'published' });
    const client = await openRepositoryOf(enrolment);
    expect(client.head.publication).toBe(1);
    expect(await client.scopeOf(CANARY)).toBe('all');
    publisher.setBlocks(blocksOf(3));
    expect(await publish({ ...publication, removalConfirmed: true })).toMatchObject({ publication: 2 });
    expect((await openRepositoryOf(enrolment)).head.publication).toBe(2);
  });

  it('is confirmed and tidied', async () => {
    await publish(publication);
    publisher.setBlocks(blocksOf(3));
    await publish(publication);
    const { access, signer, lifetimes, now } = publication;
    expect(await refresh({ access, signer, lifetimes, now: now + DAY_MS })).toMatchObject({ ok: true });
    let since: UnreferencedSince = {};
    const record: SweepRecord = {
      load: async () => since,
      save: async next => {
        since = next;
      },
    };
    await sweep(access, record, now + DAY_MS);
    const swept = await sweep(access, record, now + 40 * DAY_MS);
    expect(swept).toMatchObject({ ok: true });
    expect(swept.ok && swept.removed.length).toBeGreaterThan(0);
    expect((await publishedIn(access)).head.publication).toBe(2);
  });

  it('takes in what two machines publish at the same moment', async () => {
    await publish(publication);
    const [mine, theirs] = [blocksOf(4), blocksOf(6)];
    const machines = [onMachineOfItsOwn(), onMachineOfItsOwn()];
    publisher.setBlocks([...mine, ...theirs]);
    const results = await Promise.all(machines.map(publish));
    for (const result of results) expect(result).toMatchObject({ ok: true });
    expect(results.filter(result => result.ok && result.outcome === 'published')).toHaveLength(1);
    const { list, head } = await publishedIn(publication.access);
    expect(head.publication).toBe(2);
    expect(list.entries.prefixes.length).toBeGreaterThanOrEqual(10);
  });
});
