import { beforeAll, expect, it } from 'vitest';
import { publicAddressesOf } from '../../utils/publish/probe-private-store.ts';
import { probePublicAddress } from '../../utils/publish/probe-public-address.ts';
import { probeStore } from '../../utils/publish/probe-store.ts';
import { publish } from '../../utils/publish/publish.ts';
import { anonymousUrl, type S3Location } from '../../utils/publish/s3-location.ts';
import { s3Store } from '../../utils/publish/s3-store.ts';
import { createPublisher } from '../unit/publish/publisher.ts';
import { newBucket, newUser, publishBucket, type StoreUser, setCors } from './harness/bucket.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';

describeS3('a bucket', () => {
  let user: StoreUser;
  let bucket: S3Location;

  beforeAll(async () => {
    user = await newUser(serverOfRun());
    bucket = await newBucket(serverOfRun(), user);
  });

  it('takes many publishers', async () => {
    const store = s3Store(bucket, user.credentials);
    expect(await probeStore(store)).toEqual({ consistent: true, putNewHolds: true, replaceIfHolds: true });
    expect(await store.list('probe/')).toEqual([]);
  });

  it('is found not to be public, then not to let extensions read, then to be as it should', async () => {
    const publisher = await createPublisher(Date.now());
    try {
      const store = s3Store(bucket, user.credentials);
      const { access } = publisher.publication;
      await store.putNew('metadata/1.root.json', access.trustedRoot);
      await publish({ ...publisher.publication, access: { ...access, store } });
      const url = `${bucket.endpoint}/${bucket.bucket}/`;
      const probe = () => probePublicAddress({ url, store, atOnce: true, origin: 'chosen', fetch });

      expect((await probe()).findings).toMatchObject([{ problem: 'not-served' }]);
      await publishBucket(bucket, user);
      const open = await probe();
      expect(open.findings).toMatchObject([{ problem: 'no-cors' }]);
      expect(open.settings[0]).toMatchObject({
        host: 'Cloudflare R2',
        text: expect.stringContaining('AllowedOrigins'),
      });
      await setCors(bucket, user);
      expect(await probe()).toEqual({ findings: [], settings: [] });
    } finally {
      await publisher.close();
    }
  });

  it('for the register is found out if anybody can read it', async () => {
    const location = { ...(await newBucket(serverOfRun(), user)), prefix: 'register-of-acme/' };
    const store = s3Store(location, user.credentials);
    const addressesOf = (path: string) => [anonymousUrl(location, path)];
    expect(await publicAddressesOf(store, addressesOf, fetch)).toEqual([]);
    await publishBucket({ ...location, prefix: '' }, user);
    expect(await publicAddressesOf(store, addressesOf, fetch)).toEqual([
      expect.stringContaining('/register-of-acme/probe/'),
    ]);
    expect(await store.list('probe/')).toEqual([]);
  });
});
