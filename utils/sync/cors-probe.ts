import type { Fetch } from '../tuf/fetch-file.ts';

const PROBE_TIMEOUT_MS = 10_000;

/**
 * After a request failed: true if the address answers as soon as its answer needn't be readable. Then it is there,
 * and lacks the header `Access-Control-Allow-Origin`. A browser says no more about it.
 */
export async function corsMissing(url: string, fetch: Fetch): Promise<boolean> {
  try {
    const response = await fetch(url, {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return response.type === 'opaque';
  } catch {
    return false;
  }
}
