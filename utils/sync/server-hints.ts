import type { Fetch } from '../tuf/fetch-file.ts';

/** What a server's answers say beside the files. Nobody signs it: it may choose words and waiting times, no more. */
export interface ServerHints {
  /** The newest `Date` among the answers, milliseconds since the epoch; null where none could be read. */
  readonly time: number | null;
  /** How long a 429 or 503 asks to be left alone; null where none did. */
  readonly retryAfterMs: number | null;
  /** True if the last request got an answer that could be read, whatever it was. */
  readonly answered: boolean;
}

export interface HintedFetch {
  readonly fetch: Fetch;
  /** From the answers so far. */
  hints(): ServerHints;
}

/**
 * Notes the hints of all answers. To another origin a browser shows `Date` and `Retry-After` only where the server
 * exposes them (`Access-Control-Expose-Headers`).
 * @param now milliseconds since the epoch, by which a `Retry-After` with a date is understood
 */
export function hintedFetch(fetch: Fetch, now: () => number): HintedFetch {
  let time: number | null = null;
  let retryAfterMs: number | null = null;
  let answered = false;
  return {
    async fetch(url, init) {
      answered = false;
      const response = await fetch(url, init);
      answered = true;
      const sent = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(sent)) time = Math.max(time ?? sent, sent);
      if (response.status === 429 || response.status === 503) {
        retryAfterMs = retryAfterOf(response.headers.get('retry-after') ?? '', time ?? now()) ?? retryAfterMs;
      }
      return response;
    },
    hints: () => ({ time, retryAfterMs, answered }),
  };
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function retryAfterOf(value: string, now: number): number | undefined {
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}
