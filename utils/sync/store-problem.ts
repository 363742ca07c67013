import type { Problem } from '../lookup/verdict.ts';

/** What the store's failure means to those who use it. */
export function storeProblem(error: unknown): Problem {
  const name = error instanceof DOMException ? error.name : '';
  const detail = error instanceof Error ? error.message : String(error);
  switch (name) {
    case 'QuotaExceededError':
      return { code: 'quota', detail };
    // IndexedDB's word for a database of a later release: this Lethe was taken back to an earlier one.
    case 'VersionError':
      return { code: 'update-lethe', detail };
    default:
      return { code: 'store-broken', detail };
  }
}
