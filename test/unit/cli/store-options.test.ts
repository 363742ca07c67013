import { expect, it } from 'vitest';
import { storeSettingsOf } from '../../../cli/store-options.ts';

const BUCKETS = {
  s3Endpoint: 'https://store.example/',
  s3Bucket: 'acme-lists',
  s3PrivateBucket: 'acme-register',
};

it('without a bucket an organisation is kept in its folder', () => {
  expect(storeSettingsOf({})).toEqual({ kind: 'folder' });
});

it('a bucket for the list and one for the register make a store', () => {
  expect(storeSettingsOf(BUCKETS)).toEqual({
    kind: 's3',
    endpoint: 'https://store.example',
    region: 'auto',
    bucket: 'acme-lists',
    prefix: '',
    privateBucket: 'acme-register',
    privatePrefix: '',
  });
});

it('one bucket is enough where its public prefix doesn’t hold the private one', () => {
  const one = { ...BUCKETS, s3PrivateBucket: 'acme-lists', s3Prefix: 'lists/', s3PrivatePrefix: 'register/' };
  expect(storeSettingsOf(one)).toMatchObject({ prefix: 'lists/', privatePrefix: 'register/' });
  for (const wrong of [
    { ...one, s3Prefix: '' },
    { ...one, s3PrivatePrefix: 'lists/register/' },
    { ...one, s3PrivatePrefix: 'lists/' },
  ]) {
    expect(() => storeSettingsOf(wrong)).toThrow("doesn't lie within the public one");
  }
});

it.each([
  [{ s3Bucket: 'acme-lists' }, '--s3-endpoint, --s3-bucket and --s3-private-bucket'],
  [{ ...BUCKETS, s3PrivateBucket: '' }, 'register and org.age must not be'],
  [{ ...BUCKETS, s3Endpoint: 'http://store.example' }, 'an https address without a path'],
  [{ ...BUCKETS, s3Endpoint: 'https://store.example/acme-lists' }, 'an https address without a path'],
  [{ ...BUCKETS, s3Prefix: 'lists' }, 'a prefix ends in "/"'],
])('%j is refused', (options, words) => {
  expect(() => storeSettingsOf(options)).toThrow(words);
});
