import { hex } from '@scure/base';
import { AwsV4Signer } from 'aws4fetch';
import { type Bytes, sha256 } from '../bytes.ts';
import { sentence } from '../sentence.ts';
import type { Fetch } from '../tuf/fetch-file.ts';
import { networkReason } from './network-reason.ts';
import type { S3Credentials, S3Location } from './s3-location.ts';
import { errorCode } from './s3-problem.ts';
import { StoreFailure } from './store-failure.ts';

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Below the bucket; empty for the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Bytes;
}

/** Any answer, whatever its status. */
export interface S3Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Bytes;
}

export interface S3ClientOptions {
  readonly fetch: Fetch;
  /** For one try at a small request; a large one is given a second more for each 64 KiB. */
  readonly timeoutMs: number;
}

/**
 * A lost answer, a gateway that restarts and "slow down" (R2: one write a second to a key) pass by themselves within
 * seconds, and whoever publishes would only run the command again. Longer than a minute nobody should wait for a
 * message. Every write carries its condition, so a repeated one can't undo anything.
 */
const TRIES = 5;
const FIRST_PAUSE_MS = 300;
const TRIES_END_MS = 60_000;

const LARGE_BYTES_PER_SECOND = 65_536;
/** Another write to the same key was under way: Amazon says to ask again. */
const ASK_AGAIN: readonly (string | undefined)[] = ['ConditionalRequestConflict', 'OperationAborted'];

/**
 * Sends signed requests, payload included, and asks again where that helps; rejects with `unreachable` if no answer
 * comes.
 */
export function s3Client(
  location: S3Location,
  credentials: S3Credentials,
  { fetch, timeoutMs }: S3ClientOptions,
): (request: S3Request) => Promise<S3Answer> {
  const { origin } = new URL(location.endpoint);
  // Keys derived from the secret, one a day.
  const cache = new Map<string, ArrayBuffer>();

  async function signed({ method, key, query, headers, body }: S3Request) {
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    return new AwsV4Signer({
      url: `${origin}/${location.bucket}/${key}${search}`,
      method,
      headers: {
        ...headers,
        // Without it aws4fetch leaves the payload unsigned.
        'X-Amz-Content-Sha256': hex.encode(await sha256(body ?? new Uint8Array())),
      },
      ...(body ? { body } : {}),
      ...credentials,
      service: 's3',
      region: location.region,
      cache,
    }).sign();
  }

  /** Undefined, and why, if no whole answer came. */
  async function once(request: S3Request): Promise<{ readonly answer?: S3Answer; readonly error?: unknown }> {
    const { method, url, headers } = await signed(request);
    const { body } = request;
    const largeMs = Math.ceil(((body?.length ?? 0) / LARGE_BYTES_PER_SECOND) * 1000);
    const init: RequestInit = {
      method,
      headers,
      ...(body ? { body } : {}),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs + largeMs),
    };
    try {
      const response = await fetch(url.href, init);
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { answer: { status: response.status, headers: response.headers, bytes } };
    } catch (error) {
      return { error };
    }
  }

  return async request => {
    const started = performance.now();
    for (let attempt = 1; ; attempt++) {
      const { answer, error } = await once(request);
      if (answer && !passes(answer)) return answer;
      if (attempt === TRIES || performance.now() - started > TRIES_END_MS) {
        if (answer) return answer;
        throw unreachable(location, error, timeoutMs);
      }
      // Half of it at random, so that two who got in each other's way don't meet again.
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
    }
  };
}

function passes(answer: S3Answer): boolean {
  const { status } = answer;
  if (status === 409) return ASK_AGAIN.includes(errorCode(answer));
  return status === 429 || status === 500 || status === 502 || status === 503 || status === 504;
}

function unreachable({ endpoint, bucket }: S3Location, error: unknown, timeoutMs: number): StoreFailure {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
  const seconds = timeoutMs / 1000;
  const why = timedOut
    ? sentence('told.store.nothingWithin')`nothing within ${seconds} seconds`
    : networkReason(error);
  return new StoreFailure(
    'unreachable',
    sentence(
      'told.store.unreachable',
    )`No answer from ${endpoint} for bucket ${bucket} (${why}). Is this machine online, and the address right? Then try again.`,
    { cause: error },
  );
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
