import { equalBytes } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import type { Fetch } from '../tuf/fetch-file.ts';
import { probePath } from './probe-store.ts';

const TIMEOUT_MS = 30_000;

/**
 * Writes a probe to the store of register and org.age, and asks for it without a key, as anybody could.
 * @param addressesOf a path: wherever it would be, were the store public
 * @returns the addresses that gave it away
 */
export async function publicAddressesOf(
  store: ObjectStore,
  addressesOf: (path: string) => readonly string[],
  fetch: Fetch,
): Promise<readonly string[]> {
  const path = probePath();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  await store.putNew(path, bytes);
  try {
    const given: string[] = [];
    for (const address of addressesOf(path)) {
      if (await gives(address, bytes, fetch)) given.push(address);
    }
    return given;
  } finally {
    await store.remove(path);
  }
}

async function gives(address: string, bytes: Uint8Array, fetch: Fetch): Promise<boolean> {
  try {
    const response = await fetch(address, {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok && equalBytes(new Uint8Array(await response.arrayBuffer()), bytes);
  } catch {
    // No answer gives nothing away.
    return false;
  }
}
