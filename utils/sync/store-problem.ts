import type { Problem } from '../lookup/verdict.ts';

/** A failed write with less room than that is taken for a full disk: the largest list, and what a database adds. */
const ROOM_BYTES = 256 * 1024 * 1024;

/** What the store's failure means to those who use it. */
export async function storeProblem(error: unknown): Promise<Problem> {
  // A DOMException, or what became of it on its way from the host to a page: then its name alone tells.
  const name = error instanceof Error ? error.name : '';
  const detail = error instanceof Error ? error.message : String(error);
  switch (name) {
    case 'QuotaExceededError':
      return { code: 'quota', detail };
    // IndexedDB's word for a database of a later release: this Lethe was taken back to an earlier one.
    case 'VersionError':
      return { code: 'update-lethe', detail };
    // Firefox 153's word for a database in a browser that is set to keep nothing ("Never remember history").
    case 'InvalidStateError':
      return {
        code: detail.includes('did not allow mutations') ? 'private-browsing' : 'store-broken',
        detail,
      };
    default:
      return { code: (await freeBytes()) < ROOM_BYTES ? 'quota' : 'store-broken', detail };
  }
}

/**
 * How much the store can still grow; infinite where nobody knows. Of a full disk Chromium 156 says "Failed to write
 * blobs (IOError)", no word of room, and then that it can't open the database; at the last byte it throws the whole
 * database away (2026-11). With `unlimitedStorage` its estimate is what the disk has left.
 */
export async function freeBytes(): Promise<number> {
  // Node has no storage to ask.
  const storage: StorageManager | undefined = globalThis.navigator?.storage;
  const { quota, usage } = (await storage?.estimate().catch(() => undefined)) ?? {};
  return quota === undefined || usage === undefined ? Number.POSITIVE_INFINITY : quota - usage;
}
