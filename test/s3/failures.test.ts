import { createServer } from 'node:http';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { utf8 } from '../../utils/bytes.ts';
import { publish } from '../../utils/publish/publish.ts';
import type { S3Location } from '../../utils/publish/s3-location.ts';
import { s3Store } from '../../utils/publish/s3-store.ts';
import { StoreFailure } from '../../utils/publish/store-failure.ts';
import type { ObjectStore } from '../../utils/register/object-store.ts';
import { openRepositoryOf } from '../unit/cli/client.ts';
import { listen } from '../unit/publish/listen.ts';
import { blocksOf, createPublisher, type Publisher } from '../unit/publish/publisher.ts';
import { admin, newBucket, newUser, publishBucket, type StoreUser, setCors } from './harness/bucket.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';

describeS3('a store that refuses', () => {
  let user: StoreUser;
  let bucket: S3Location;

  beforeAll(async () => {
    user = await newUser(serverOfRun());
    bucket = await newBucket(serverOfRun(), user);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** What the officer is told. */
  async function failureOf(store: ObjectStore): Promise<StoreFailure> {
    const failure = await store.putNew('metadata/1.root.json', utf8('x')).catch((error: unknown) => error);
    if (failure instanceof StoreFailure) return failure;
    throw new Error(`${failure} is no failure of the store`);
  }

  it('the access key: says that a new one is needed', async () => {
    for (const credentials of [
      { ...user.credentials, secretAccessKey: 'another' },
      { ...user.credentials, accessKeyId: 'UNKNOWN' },
    ]) {
      const { problem, message } = await failureOf(s3Store(bucket, credentials));
      expect(problem).toBe('credentials');
      expect(message).toContain(bucket.endpoint);
      expect(message).toContain('Make a new one there');
      expect(message).not.toContain(credentials.secretAccessKey);
    }
  });

  it('what another’s key wants there: says what the key needs', async () => {
    const stranger = await newUser(serverOfRun());
    const { problem, message } = await failureOf(s3Store(bucket, stranger.credentials));
    expect(problem).toBe('denied');
    expect(message).toMatch(
      /may not do this in bucket lists-.* \(403 AccessDenied, PUT metadata\/1\.root\.json\)/,
    );
  });

  it('for want of a bucket: names it', async () => {
    const store = s3Store({ ...bucket, bucket: 'no-such-bucket' }, user.credentials);
    expect(await failureOf(store)).toMatchObject({ problem: 'no-bucket' });
    await expect(store.get('metadata/timestamp.json')).rejects.toThrow(
      `There is no bucket no-such-bucket at ${bucket.endpoint}`,
    );
    await expect(store.list('metadata/')).rejects.toThrow('There is no bucket');
  });

  it('a wrong clock: says by how much it is off', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 45 * 60_000 });
    const { problem, message } = await failureOf(s3Store(bucket, user.credentials));
    expect(problem).toBe('clock');
    expect(message).toContain("45 minutes ahead of the store's");
  });

  it('for want of room: says what to do', async () => {
    const poor = await newUser(serverOfRun());
    const location = await newBucket(serverOfRun(), poor);
    const quota = ['--quota-scope=user', '--uid', poor.name];
    await admin(serverOfRun(), 'quota', 'set', ...quota, '--max-objects=0');
    await admin(serverOfRun(), 'quota', 'enable', ...quota);
    const { problem, message } = await failureOf(s3Store(location, poor.credentials));
    expect(problem).toBe('full');
    expect(message).toMatch(/Bucket lists-.* takes no more .*: make room, then try again/);
  });

  it('to be a store at all: says that something else answered', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Sign in to the network</html>');
    });
    const store = s3Store({ ...bucket, endpoint: await listen(server) }, user.credentials);
    await expect(store.list('metadata/')).rejects.toThrow('sign-in page answers like this');
    await new Promise(resolve => server.close(resolve));
  });
});

describeS3('an access key that is revoked while a list is published', () => {
  let user: StoreUser;
  let bucket: S3Location;
  let publisher: Publisher;

  beforeEach(async () => {
    user = await newUser(serverOfRun());
    bucket = await newBucket(serverOfRun(), user);
    await publishBucket(bucket, user);
    await setCors(bucket, user);
    publisher = await createPublisher(Date.now());
  });

  afterEach(() => publisher.close());

  it.each(['revoked', 'suspended'] as const)('%s: the list before stays, and nothing is lost', async how => {
    const { publication } = publisher;
    const store = s3Store(bucket, user.credentials);
    await store.putNew('metadata/1.root.json', publication.access.trustedRoot);
    const through = (to: ObjectStore) =>
      publish({ ...publication, access: { ...publication.access, store: to } });
    const enrolment = await publisher.enrolmentAt(`${bucket.endpoint}/${bucket.bucket}/`);
    expect(await through(store)).toMatchObject({ ok: true, publication: 1 });

    publisher.setBlocks(blocksOf(5));
    // Segment and head are written; targets, snapshot and timestamp aren't.
    let writes = 0;
    const revoking: ObjectStore = {
      ...store,
      async putNew(path, bytes) {
        writes += 1;
        if (writes === 3 && how === 'revoked') {
          const { accessKeyId } = user.credentials;
          await admin(serverOfRun(), 'key', 'rm', '--uid', user.name, '--access-key', accessKeyId);
        }
        if (writes === 3 && how === 'suspended')
          await admin(serverOfRun(), 'user', 'suspend', '--uid', user.name);
        return store.putNew(path, bytes);
      },
    };
    const failure = await through(revoking).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreFailure);
    expect(failure).toMatchObject({ problem: how === 'revoked' ? 'credentials' : 'denied' });
    expect(writes).toBe(3);
    // Ceph lets nobody read what a suspended user owns.
    if (how === 'revoked') expect((await openRepositoryOf(enrolment)).head.publication).toBe(1);

    if (how === 'suspended') await admin(serverOfRun(), 'user', 'enable', '--uid', user.name);
    const { accessKeyId, secretAccessKey } = user.credentials;
    const renewed = { accessKeyId: `${accessKeyId}-NEW`, secretAccessKey };
    const words = ['--access-key', renewed.accessKeyId, '--secret', secretAccessKey];
    await admin(serverOfRun(), 'key', 'create', '--uid', user.name, ...words);
    expect(await through(s3Store(bucket, renewed))).toMatchObject({ ok: true, publication: 2, touched: 5 });
    expect((await openRepositoryOf(enrolment)).head.publication).toBe(2);
  });
});
