import type { Priority } from './protocol.ts';

/** `own`: Lethe's own questions and the rep's: the canary and checks by hand. No page can cause one. */
export type Level = 'own' | Priority;

const MINUTE_MS = 60_000;

/**
 * Tag evaluations a minute: one takes about 27 ms (Argon2id, 19 MiB, WebAssembly with SIMD, November 2026), so these
 * stay below one core. A page with 10,000 clear addresses needs about 1,000.
 */
const LIMITS = {
  page: { aPage: 1_200, allPages: 2_000 },
  /** Recipients come from a page's compose windows, so a page could spend them: bounded too, and apart. */
  reserved: { aPage: 300, allPages: 600 },
} as const;

export interface Budget {
  /** Spends one tag evaluation; false when this page, or all pages together, had theirs for this minute. */
  spend(page: string, level: Level): boolean;
}

/** @param now milliseconds since the epoch, or any clock that only goes forward */
export function createBudget(now: () => number): Budget {
  let minute = Number.NaN;
  let spent = new Map<string, number>();

  function count(key: string): number {
    return spent.get(key) ?? 0;
  }

  return {
    spend(page, level) {
      if (level === 'own') return true;
      const current = Math.floor(now() / MINUTE_MS);
      if (current !== minute) {
        minute = current;
        spent = new Map();
      }
      const limit = LIMITS[level];
      const ofPage = `${level} ${page}`;
      if (count(ofPage) >= limit.aPage || count(level) >= limit.allPages) return false;
      spent.set(ofPage, count(ofPage) + 1);
      spent.set(level, count(level) + 1);
      return true;
    },
  };
}
