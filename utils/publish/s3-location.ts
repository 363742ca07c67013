import { repositoryUrl } from '../enrolment/repository-url.ts';

/** Where in an S3-compatible store files are kept. Nothing in it is secret. */
export interface S3Location {
  /** The store's address without a path: https, or http on this machine. */
  readonly endpoint: string;
  /** As the store calls it; `auto` at Cloudflare R2. Signatures name it. */
  readonly region: string;
  readonly bucket: string;
  /** What all keys begin with: empty, or a path that ends in `/`. */
  readonly prefix: string;
}

/** An access key of the store. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of a key that lives for hours. */
  readonly sessionToken?: string;
}

/** Checks what an officer wrote into a file. */
export function isS3Location(value: unknown): value is S3Location {
  return (
    typeof value === 'object' &&
    value !== null &&
    'endpoint' in value &&
    isEndpoint(value.endpoint) &&
    'region' in value &&
    typeof value.region === 'string' &&
    /^[A-Za-z0-9-]{1,64}$/.test(value.region) &&
    'bucket' in value &&
    typeof value.bucket === 'string' &&
    /^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(value.bucket) &&
    'prefix' in value &&
    typeof value.prefix === 'string' &&
    /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*$/.test(value.prefix)
  );
}

function isEndpoint(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const checked = repositoryUrl(value);
  return checked.ok && new URL(checked.url).pathname === '/';
}

/** The address of a key by which anybody would ask for it, without a signature. */
export function anonymousUrl({ endpoint, bucket, prefix }: S3Location, path: string): string {
  return `${new URL(endpoint).origin}/${bucket}/${prefix}${path}`;
}
