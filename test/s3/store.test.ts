import { beforeAll, expect, it } from 'vitest';
import { utf8 } from '../../utils/bytes.ts';
import type { S3Location } from '../../utils/publish/s3-location.ts';
import { type S3StoreOptions, s3Store } from '../../utils/publish/s3-store.ts';
import type { ObjectStore } from '../../utils/register/object-store.ts';
import { keepsToTheContract } from '../unit/publish/store-contract.ts';
import { newBucket, newUser, publishBucket, type StoreUser } from './harness/bucket.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';

describeS3('a bucket as a store', () => {
  let user: StoreUser;
  let bucket: S3Location;

  beforeAll(async () => {
    user = await newUser(serverOfRun());
    bucket = await newBucket(serverOfRun(), user);
  });

  /** Empty, below a prefix of its own. */
  function open(options: S3StoreOptions = {}): ObjectStore {
    return s3Store({ ...bucket, prefix: `${crypto.randomUUID()}/` }, user.credentials, options);
  }

  keepsToTheContract(async () => open());

  it('of several who replace at the same moment lets one', async () => {
    const store = open();
    await store.putNew('t.json', utf8('0'));
    for (let round = 1; round <= 8; round += 1) {
      const etag = (await store.get('t.json'))?.etag;
      const contents = Array.from({ length: 6 }, (_, index) => utf8(`${round} by ${index}`));
      const replaced = await Promise.all(contents.map(bytes => store.replaceIf('t.json', bytes, etag)));
      const winners = contents.filter((_, index) => replaced[index] === 'written');
      expect(winners).toHaveLength(1);
      expect((await store.get('t.json'))?.bytes).toEqual(winners[0]);
    }
  });

  it('lists all of more files than come in one answer', async () => {
    let answers = 0;
    const store = open({
      pageSize: 4,
      fetch: (url, init) => {
        answers += 1;
        return fetch(url, init);
      },
    });
    const paths = Array.from({ length: 11 }, (_, index) => `m/${String(index).padStart(2, '0')}.json`);
    await Promise.all(paths.map(path => store.putNew(path, utf8(path))));
    answers = 0;
    expect(await store.list('m/')).toEqual(paths);
    expect(answers).toBe(3);
    const etags = await store.etags?.('m/');
    expect([...(etags?.keys() ?? [])]).toEqual(paths);
    for (const path of paths.slice(0, 3)) expect((await store.get(path))?.etag).toBe(etags?.get(path));
  });

  it("doesn't list the folders that consoles make", async () => {
    const prefix = `${crypto.randomUUID()}/`;
    const store = s3Store({ ...bucket, prefix }, user.credentials);
    await store.putNew('m/1.json', utf8('1'));
    const { s3Client } = await import('../../utils/publish/s3-client.ts');
    const send = s3Client(bucket, user.credentials, { fetch, timeoutMs: 30_000 });
    expect(await send({ method: 'PUT', key: `${prefix}m/`, body: utf8('') })).toMatchObject({ status: 200 });
    expect(await store.list('m/')).toEqual(['m/1.json']);
  });

  it('has files say to whoever reads them how long they hold', async () => {
    const location = await newBucket(serverOfRun(), user);
    await publishBucket(location, user);
    const store = s3Store(location, user.credentials);
    const paths = ['metadata/timestamp.json', 'metadata/1.root.json', 'segments/a.bin', 'org.age'];
    await Promise.all(paths.map(path => store.putNew(path, utf8(path))));
    const headers = await Promise.all(
      paths.map(async path => {
        const answer = await fetch(`${location.endpoint}/${location.bucket}/${path}`);
        expect(await answer.text()).toBe(path);
        return [answer.headers.get('cache-control'), answer.headers.get('content-type')];
      }),
    );
    expect(headers).toEqual([
      ['no-cache', 'application/json'],
      ['public, max-age=31536000, immutable', 'application/json'],
      ['public, max-age=31536000, immutable', 'application/octet-stream'],
      ['no-store', 'application/octet-stream'],
    ]);
  });

  it('refuses content that was changed on its way', async () => {
    const prefix = `${crypto.randomUUID()}/`;
    const store = s3Store({ ...bucket, prefix }, user.credentials, {
      fetch: (url, init) => fetch(url, init.body ? { ...init, body: utf8('evil') } : init),
    });
    await expect(store.putNew('t.json', utf8('good'))).rejects.toThrow('XAmzContentSHA256Mismatch');
    expect(await store.get('t.json')).toBeUndefined();
  });
});
