import { type Bytes, concatBytes } from '../bytes.ts';

/** The one call that we make of `fetch`; the browser's and Node's own fit. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface FetchOptions {
  /** One byte more ends the transfer. */
  readonly maxLengthBytes: number;
  /** From request to last byte, so that a slow drip ends too. */
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  /**
   * What the browser's own cache may do. Nothing, by default: a file that never changes is fetched once and kept by
   * whoever asked, and an answer "isn't there" must not outlive its moment.
   */
  readonly cache?: 'no-store' | 'no-cache' | 'reload';
  /** Ends the transfer early. */
  readonly signal?: AbortSignal;
}

export type Fetched =
  | { readonly ok: true; readonly bytes: Bytes }
  | { readonly ok: false; readonly reason: FetchFailure; readonly detail: string };

/**
 * `missing`: 403 or 404 (an object store answers 403 for what isn't there); `status`: any other answer but 200;
 * `redirected`: refused, wherever it leads; `web-page`: HTML, so not from the repository: a network's sign-in page
 * answers like this; `network`: no answer, or one that broke off.
 */
export type FetchFailure =
  | 'missing'
  | 'status'
  | 'redirected'
  | 'web-page'
  | 'too-long'
  | 'timeout'
  | 'network'
  | 'aborted';

/**
 * Gets a file's bytes, at most so many and within so much time; what it gives is not verified. Sends no cookie
 * and no referrer, and never follows a redirect: nothing but the address asked for learns of the request.
 * `detail` is the end of a sentence that begins with the file's name ("answered 500").
 *
 * @example
 * const file = await fetchFile(url, { maxLengthBytes: segment.lengthBytes, timeoutMs: 60_000, fetch });
 * if (!file.ok) return report(`${name} ${file.detail}`);
 */
export async function fetchFile(url: string, options: FetchOptions): Promise<Fetched> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort('timeout' satisfies FetchFailure), options.timeoutMs);
  const onAbort = () => ending.abort('aborted' satisfies FetchFailure);
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted) onAbort();
  try {
    return await transfer(url, options, ending.signal);
  } catch (error) {
    // Whatever `fetch` threw: if we ended the transfer, that is why.
    if (ending.signal.reason === 'timeout') {
      return failure('timeout', `wasn't complete after ${options.timeoutMs / 1000} seconds`);
    }
    if (ending.signal.aborted) return failure('aborted', 'was no longer needed');
    return failure('network', `couldn't be fetched: ${error instanceof Error ? error.message : 'no answer'}`);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
  }
}

async function transfer(url: string, options: FetchOptions, signal: AbortSignal): Promise<Fetched> {
  // A browser's fetch refuses to be called as another object's method.
  const { fetch } = options;
  const response = await endedBy(
    signal,
    fetch(url, {
      // 'no-cache' asks with If-None-Match where the browser holds a copy; setting that header ourselves would cost
      // a CORS preflight.
      cache: options.cache ?? 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // Unlike 'error', 'manual' lets us tell a redirect from a network that is down; neither follows it.
      redirect: 'manual',
      signal,
    }),
  );
  const refused = refusalOf(response);
  if (refused) {
    response.body?.cancel().catch(() => undefined);
    return refused;
  }
  return readBody(response, options.maxLengthBytes, signal);
}

const REDIRECTS: readonly number[] = [300, 301, 302, 303, 305, 307, 308];

function refusalOf(response: Response): Fetched | undefined {
  const { status, type, redirected, headers } = response;
  // Chromium and Firefox show a redirect as 'opaqueredirect' with status 0, Node as it is.
  if (type === 'opaqueredirect' || redirected || REDIRECTS.includes(status)) {
    return failure('redirected', 'was redirected, which is refused');
  }
  if (status === 403 || status === 404) return failure('missing', `isn't there (answer ${status})`);
  if (status !== 200) return failure('status', `was answered with ${status}`);
  if (headers.get('content-type')?.toLowerCase().startsWith('text/html')) {
    return failure('web-page', 'was answered with a web page');
  }
  return undefined;
}

async function readBody(response: Response, maxLengthBytes: number, signal: AbortSignal): Promise<Fetched> {
  if (response.body === null) return { ok: true, bytes: new Uint8Array() };
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let lengthBytes = 0;
  try {
    for (;;) {
      const { done, value } = await endedBy(signal, reader.read());
      if (done) return { ok: true, bytes: concatBytes(...chunks) };
      lengthBytes += value.length;
      if (lengthBytes > maxLengthBytes) return failure('too-long', `is longer than ${maxLengthBytes} bytes`);
      chunks.push(value);
    }
  } finally {
    // Ends an endless transfer; after a complete one it does nothing. Not awaited: a stuck source may never answer.
    reader.cancel().catch(() => undefined);
  }
}

/** The promise, or a rejection as soon as the signal fires, whether or not what was started heeds it. */
function endedBy<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function failure(reason: FetchFailure, detail: string) {
  return { ok: false, reason, detail } as const;
}
