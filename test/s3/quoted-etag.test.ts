import { AwsV4Signer } from 'aws4fetch';
import { expect, it } from 'vitest';
import { utf8 } from '../../utils/bytes.ts';
import { s3Store } from '../../utils/publish/s3-store.ts';
import type { Fetch } from '../../utils/tuf/fetch-file.ts';
import { newBucket, newUser, type StoreUser } from './harness/bucket.ts';
import { describeS3, serverOfRun } from './harness/server-of-run.ts';

/** As before a store that takes RFC 9110's quoted form alone: the server here takes the bare one alone. */
function quotedOnly({ credentials }: StoreUser, met: string[]): Fetch {
  return async (url, init) => {
    const headers = new Headers(init.headers);
    const form = headers.get('if-match');
    if (form === null) return fetch(url, init);
    met.push(form);
    if (!/^".*"$/.test(form))
      return new Response('<Error><Code>PreconditionFailed</Code></Error>', { status: 412 });
    headers.set('If-Match', form.slice(1, -1));
    headers.delete('Authorization');
    const { method = 'PUT' } = init;
    const signed = await new AwsV4Signer({
      url,
      method,
      headers,
      ...credentials,
      service: 's3',
      region: 'default',
    }).sign();
    return fetch(url, { ...init, headers: signed.headers });
  };
}

describeS3('a store that compares by the quoted form of its mark', () => {
  it('is replaced in as any other, and refuses as any other', async () => {
    const user = await newUser(serverOfRun());
    const bucket = await newBucket(serverOfRun(), user);
    const met: string[] = [];
    const store = s3Store(bucket, user.credentials, { fetch: quotedOnly(user, met) });
    await store.putNew('t.json', utf8('one'));
    const etag = (await store.get('t.json'))?.etag;
    expect(await store.replaceIf('t.json', utf8('two'), etag)).toBe('written');
    expect(met).toEqual([etag, `"${etag}"`]);
    expect(await store.replaceIf('t.json', utf8('three'), etag)).toBe('conflict');
    expect((await store.get('t.json'))?.bytes).toEqual(utf8('two'));
  });

  it('by none at all is told as one that can’t be used', async () => {
    const user = await newUser(serverOfRun());
    const bucket = await newBucket(serverOfRun(), user);
    const refusing: Fetch = async (url, init) =>
      new Headers(init.headers).has('if-match') ? new Response('', { status: 412 }) : fetch(url, init);
    const store = s3Store(bucket, user.credentials, { fetch: refusing });
    await store.putNew('t.json', utf8('one'));
    const etag = (await store.get('t.json'))?.etag;
    await expect(store.replaceIf('t.json', utf8('two'), etag)).rejects.toMatchObject({
      problem: 'conditions',
    });
    expect((await store.get('t.json'))?.bytes).toEqual(utf8('one'));
  });
});
