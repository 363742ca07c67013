import type { Command } from 'commander';
import { type BucketSettings, isStoreSettings, type StoreSettings } from '../utils/publish/store-settings.ts';
import { Failure } from './failure.ts';

export interface StoreOptions {
  readonly s3Endpoint?: string;
  readonly s3Region?: string;
  readonly s3Bucket?: string;
  readonly s3Prefix?: string;
  readonly s3PrivateBucket?: string;
  readonly s3PrivatePrefix?: string;
}

/** For commands that write `lethe.json`. */
export function withStoreOptions(command: Command): Command {
  return command
    .option('--s3-endpoint <url>', 'address of an S3-compatible store that the list is published to')
    .option('--s3-region <region>', 'its region; "auto" at Cloudflare R2')
    .option('--s3-bucket <bucket>', 'the bucket that reps read from')
    .option('--s3-prefix <prefix>', 'what keys begin with there, such as lists/')
    .option('--s3-private-bucket <bucket>', 'the bucket of register and org.age, which nobody else may read')
    .option('--s3-private-prefix <prefix>', 'what keys begin with there');
}

/** Where an organisation is to be kept; a folder unless a bucket is named. */
export function storeSettingsOf(options: StoreOptions): StoreSettings {
  const { s3Endpoint, s3Region, s3Bucket, s3PrivateBucket } = options;
  const given = Object.entries(options).some(([name, value]) => name.startsWith('s3') && value !== undefined);
  if (!given) return { kind: 'folder' };
  if (!s3Endpoint || !s3Bucket || !s3PrivateBucket) {
    throw new Failure(
      'A bucket takes --s3-endpoint, --s3-bucket and --s3-private-bucket: the list is public, register and org.age must not be.',
      'usage',
    );
  }
  const settings: BucketSettings = {
    kind: 's3',
    endpoint: s3Endpoint.replace(/\/$/, ''),
    region: s3Region ?? 'auto',
    bucket: s3Bucket,
    prefix: options.s3Prefix ?? '',
    privateBucket: s3PrivateBucket,
    privatePrefix: options.s3PrivatePrefix ?? '',
  };
  if (isStoreSettings(settings)) return settings;
  throw new Failure(
    `These make no store. The endpoint is an https address without a path; a prefix ends in "/", and doesn't begin with it; and the private bucket or prefix doesn't lie within the public one.`,
    'usage',
  );
}
