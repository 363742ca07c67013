import { isS3Location, type S3Location } from './s3-location.ts';

/**
 * Where the list is written for reps to read, and where register and org.age are kept. `folder`: all below the
 * organisation's folder, or that of the officer who invited this one (`at`), and somebody uploads `public`. `s3`: the list in a bucket that everybody may read; register
 * and org.age in another, or below another prefix, that nobody may read without a key.
 */
export type StoreSettings =
  | { readonly kind: 'folder'; readonly at?: string }
  | ({
      readonly kind: 's3';
      readonly privateBucket: string;
      readonly privatePrefix: string;
    } & S3Location);

export type BucketSettings = Extract<StoreSettings, { kind: 's3' }>;

export function isStoreSettings(value: unknown): value is StoreSettings {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'folder') return !('at' in value) || typeof value.at === 'string';
  if (value.kind !== 's3' || !isS3Location(value)) return false;
  if (!('privateBucket' in value && 'privatePrefix' in value)) return false;
  const kept = { ...value, bucket: value.privateBucket, prefix: value.privatePrefix };
  return isS3Location(kept) && areApart(value, kept);
}

/** What is below the public prefix is public. */
function areApart(open: S3Location, kept: S3Location): boolean {
  return open.bucket !== kept.bucket || !kept.prefix.startsWith(open.prefix);
}

/** Where reps read. */
export function publicLocation({ endpoint, region, bucket, prefix }: BucketSettings): S3Location {
  return { endpoint, region, bucket, prefix };
}

/** Where register and org.age are. */
export function privateLocation(settings: BucketSettings): S3Location {
  const { endpoint, region, privateBucket, privatePrefix } = settings;
  return { endpoint, region, bucket: privateBucket, prefix: privatePrefix };
}
