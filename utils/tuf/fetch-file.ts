import type { Bytes } from '../bytes.ts';

/** The one call that we make of `fetch`; the browser's and Node's own fit. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface FetchOptions {
  /** One byte more ends the transfer. */
  readonly maxLengthBytes: number;
  /** From request to last byte, so that a slow drip ends too. */
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  /** Ends the transfer early. */
  readonly signal?: AbortSignal;
}

export type Fetched =
  | { readonly ok: true; readonly bytes: Bytes }
  | { readonly ok: false; readonly reason: FetchFailure; readonly detail: string };

/**
 * `missing`: 403 or 404 (an object store answers 403 for what isn't there); `status`: any other answer but 200;
 * `redirected`: refused, whatever it led to; `network`: no answer, or one that broke off.
 */
export type FetchFailure =
  | 'missing'
  | 'status'
  | 'redirected'
  | 'too-long'
  | 'timeout'
  | 'network'
  | 'aborted';
