import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { utf8 } from '../../utils/bytes.ts';
import { publish } from '../../utils/publish/publish.ts';
import type { S3Location } from '../../utils/publish/s3-location.ts';
import { s3Store } from '../../utils/publish/s3-store.ts';
import { StoreFailure } from '../../utils/publish/store-failure.ts';
import type { ObjectStore } from '../../utils/register/object-store.ts';
import { blocksOf, createPublisher, publishedIn } from '../unit/publish/publisher.ts';
import { newBucket, newUser, type StoreUser } from './harness/bucket.ts';
import { type LossyProxy, lossyProxy } from './harness/lossy-proxy.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';

describeS3('a write whose answer is lost', () => {
  let proxy: LossyProxy;
  let user: StoreUser;
  let bucket: S3Location;
  /** Through the proxy. */
  let store: ObjectStore;
  /** The same files, past the proxy. */
  let direct: ObjectStore;

  beforeAll(async () => {
    const server = serverOfRun();
    proxy = await lossyProxy(server.endpoint);
    user = await newUser(server);
    bucket = await newBucket(server, user);
  });

  beforeEach(() => {
    const location = { ...bucket, prefix: `${crypto.randomUUID()}/` };
    direct = s3Store(location, user.credentials);
    store = s3Store({ ...location, endpoint: proxy.endpoint }, user.credentials, { timeoutMs: 1000 });
    proxy.loseAnswers(0, 'cut');
  });

  afterAll(() => proxy.close());

  it.each(['cut', 'silence'] as const)('is known to be done: %s', async how => {
    proxy.loseAnswers(1, how);
    expect(await store.putNew('t.json', utf8('one'))).toBe('written');
    expect(proxy.lost()).toBe(1);
    const etag = (await direct.get('t.json'))?.etag;
    proxy.loseAnswers(1, how);
    expect(await store.replaceIf('t.json', utf8('two'), etag)).toBe('written');
    expect(proxy.lost()).toBe(1);
    expect((await direct.get('t.json'))?.bytes).toEqual(utf8('two'));
  });

  it('is known to be done although no try was ever answered', async () => {
    proxy.loseAnswers(Number.POSITIVE_INFINITY, 'cut');
    expect(await store.putNew('t.json', utf8('one'))).toBe('written');
    expect(proxy.lost()).toBe(5);
  });

  it('is known to be refused: what another wrote stays', async () => {
    await direct.putNew('t.json', utf8('theirs'));
    proxy.loseAnswers(1, 'cut');
    expect(await store.putNew('t.json', utf8('ours'))).toBe('taken');
    const etag = (await direct.get('t.json'))?.etag;
    expect(await direct.replaceIf('t.json', utf8('theirs again'), etag)).toBe('written');
    proxy.loseAnswers(1, 'cut');
    expect(await store.replaceIf('t.json', utf8('ours'), etag)).toBe('conflict');
    expect((await direct.get('t.json'))?.bytes).toEqual(utf8('theirs again'));
  });

  it('doesn’t end a publication', async () => {
    const publisher = await createPublisher();
    try {
      const { access } = publisher.publication;
      await direct.putNew('metadata/1.root.json', access.trustedRoot);
      publisher.setBlocks(blocksOf(3));
      proxy.loseAnswers(3, 'cut');
      const through = { ...publisher.publication, access: { ...access, store } };
      expect(await publish(through)).toMatchObject({ ok: true, outcome: 'published', publication: 1 });
      expect(proxy.lost()).toBe(3);
      const { head } = await publishedIn({ ...access, store: direct });
      expect(head.publication).toBe(1);
    } finally {
      await publisher.close();
    }
  });

  it('and a store that is gone is told from one that refused', async () => {
    const gone = await lossyProxy(serverOfRun().endpoint);
    await gone.close();
    const failing = s3Store({ ...bucket, endpoint: gone.endpoint }, user.credentials);
    const failure = await failing.putNew('t.json', utf8('one')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreFailure);
    expect(failure).toMatchObject({
      problem: 'unreachable',
      message: expect.stringContaining(`No answer from ${gone.endpoint} for bucket ${bucket.bucket}`),
    });
  });
});
