import { type Bytes, equalBytes } from '../bytes.ts';
import type { ObjectStore, StoredObject } from '../register/object-store.ts';
import { sentence } from '../sentence.ts';
import type { Fetch } from '../tuf/fetch-file.ts';
import { type S3Answer, type S3Request, s3Client } from './s3-client.ts';
import { readListPage } from './s3-list.ts';
import type { S3Credentials, S3Location } from './s3-location.ts';
import { errorCode, failureOf } from './s3-problem.ts';
import { StoreFailure } from './store-failure.ts';
import { isLeftover, storePath } from './store-path.ts';
import { storedHeaders } from './stored-headers.ts';

export interface S3StoreOptions {
  readonly fetch?: Fetch;
  readonly timeoutMs?: number;
  /** Keys asked for at once; the store gives 1000 at most. */
  readonly pageSize?: number;
}

const TIMEOUT_MS = 30_000;

/**
 * A bucket, or what stands below a prefix of it, as a store: Amazon S3, Cloudflare R2, Ceph and others that speak
 * alike and honour If-None-Match and If-Match on PUT (`probeStore` tells). Addresses are path-style. Every method
 * rejects with a `StoreFailure` if the store can't be used.
 *
 * A write whose answer was lost is asked for again, and then refused because of its own first try; so after a refusal
 * what stands there is compared: the same bytes are a success, whoever wrote them.
 */
export function s3Store(
  location: S3Location,
  credentials: S3Credentials,
  { fetch = globalFetch, timeoutMs = TIMEOUT_MS, pageSize = 1000 }: S3StoreOptions = {},
): ObjectStore {
  const send = s3Client(location, credentials, { fetch, timeoutMs });
  const keyOf = (path: string) => `${location.prefix}${storePath(path)}`;

  async function get(path: string): Promise<StoredObject | undefined> {
    const answer = await send({ method: 'GET', key: keyOf(path) });
    if (isMissing(answer)) return undefined;
    if (answer.status !== 200) throw failureOf(answer, location, `GET ${path}`);
    return { bytes: answer.bytes, etag: etagOf(answer, location) };
  }

  async function put(
    path: string,
    bytes: Bytes,
    condition: Readonly<Record<string, string>>,
  ): Promise<'written' | 'refused'> {
    const request: S3Request = {
      method: 'PUT',
      key: keyOf(path),
      headers: { ...storedHeaders(path), ...condition },
      body: bytes,
    };
    const answer = await send(request).catch(error => standsThere(path, bytes, error));
    if (answer === 'stands' || answer.status === 200) return 'written';
    // Amazon answers 404 where If-Match finds nothing to match.
    if (answer.status === 412 || isMissing(answer)) return 'refused';
    throw failureOf(answer, location, `PUT ${path}`);
  }

  /** No answer to a write, however often: what stands there may still say that it was done. */
  async function standsThere(path: string, bytes: Bytes, error: unknown): Promise<'stands'> {
    const standing = await get(path).catch(() => undefined);
    if (standing && equalBytes(standing.bytes, bytes)) return 'stands';
    throw error;
  }

  async function putNew(path: string, bytes: Bytes): Promise<'written' | 'taken'> {
    if ((await put(path, bytes, { 'If-None-Match': '*' })) === 'written') return 'written';
    const standing = await get(path);
    return standing && equalBytes(standing.bytes, bytes) ? 'written' : 'taken';
  }

  async function replaceIf(
    path: string,
    bytes: Bytes,
    etag: string | undefined,
  ): Promise<'written' | 'conflict'> {
    if (etag === undefined) return (await putNew(path, bytes)) === 'written' ? 'written' : 'conflict';
    // Ceph and what is built on it take the bare form alone (November 2026); the quoted one is RFC 9110's.
    for (const form of [etag, `"${etag}"`]) {
      if ((await put(path, bytes, { 'If-Match': form })) === 'written') return 'written';
      const standing = await get(path);
      if (standing && equalBytes(standing.bytes, bytes)) return 'written';
      if (standing?.etag !== etag) return 'conflict';
    }
    const { bucket, endpoint } = location;
    throw new StoreFailure(
      'conditions',
      sentence(
        'told.store.noIfMatch',
      )`Bucket ${bucket} at ${endpoint} refuses to replace ${path} although nobody changed it: If-Match doesn't work there. Take a store on which it does.`,
    );
  }

  /** Paths with their etags, sorted by path. */
  async function listed(prefix: string): Promise<[path: string, etag: string][]> {
    const below = `${keyOf(prefix)}/`;
    const found: [string, string][] = [];
    let token: string | undefined;
    do {
      const answer = await send({
        method: 'GET',
        key: '',
        query: {
          'list-type': '2',
          prefix: below,
          'max-keys': String(pageSize),
          ...(token === undefined ? {} : { 'continuation-token': token }),
        },
      });
      const page = answer.status === 200 ? readListPage(new TextDecoder().decode(answer.bytes)) : undefined;
      if (page === undefined) throw failureOf(answer, location, `GET ${prefix}`);
      for (const { key, etag } of page.objects) {
        const path = key.slice(location.prefix.length);
        if (!isLeftover(path)) found.push([path, bareEtag(etag)]);
      }
      token = page.next;
    } while (token !== undefined);
    return found.sort(([one], [other]) => (one < other ? -1 : 1));
  }

  return {
    get,
    putNew,
    replaceIf,
    list: async prefix => (await listed(prefix)).map(([path]) => path),
    etags: async prefix => new Map(await listed(prefix)),
    async remove(path) {
      const answer = await send({ method: 'DELETE', key: keyOf(path) });
      const gone = answer.status === 204 || answer.status === 200 || isMissing(answer);
      if (!gone) throw failureOf(answer, location, `DELETE ${path}`);
    },
  };
}

/** A browser's fetch refuses to be called as another object's method. */
function globalFetch(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init);
}

/** The object isn't there; of a bucket that isn't, or of some other server's page, that can't be said. */
function isMissing(answer: S3Answer): boolean {
  return answer.status === 404 && ['NoSuchKey', 'NoSuchVersion'].includes(errorCode(answer) ?? '');
}

/** Without quotes, and without the mark that a proxy sets which compresses. */
function bareEtag(etag: string): string {
  return etag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}

function etagOf({ headers }: S3Answer, { endpoint, bucket }: S3Location): string {
  const etag = bareEtag(headers.get('etag') ?? '');
  if (etag) return etag;
  throw new StoreFailure(
    'conditions',
    sentence(
      'told.store.noEtag',
    )`Bucket ${bucket} at ${endpoint} doesn't show ETag, by which Lethe sees whether somebody else published: name it in ExposeHeaders of the bucket's CORS rule.`,
  );
}
