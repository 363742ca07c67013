import type { Priority } from './protocol.ts';

/** `own`: Lethe's own questions and the rep's: the canary and checks by hand. No page can cause one. */
export type Level = 'own' | Priority;

/**
 * What work costs. `tags`: evaluations of Argon2id, about 27 ms and 19 MiB each. `texts`: texts looked at, each a
 * canonical form and one to six HMACs, below 0.2 ms. `standIns`: tags evaluated for nobody, so that a page doesn't feel
 * who might be listed; they are counted as tags too.
 */
export type Work = 'tags' | 'texts' | 'standIns';

/** On whose account work is done. */
export interface Account {
  /** The tab, all its frames together: a page can't earn anything by frames or by a reload. */
  readonly page: string;
  /** The origin of the tab's page, all its tabs together: nor by opening itself again. */
  readonly site: string;
  readonly level: Level;
}

/** So much at once, and so much more with each minute. */
interface Limit {
  readonly atOnce: number;
  readonly aMinute: number;
}

type Limits = Readonly<Record<'page' | 'site' | 'all', Limit>>;

const NOTHING: Limit = { atOnce: 0, aMinute: 0 };

/**
 * Each of the three must have room. A page with 10,000 clear addresses needs some 1,000 tags, which it gets at once.
 * What pages can keep up for ever is `all.aMinute`: 900 tags are 24 s of one core, 40,000 texts below 8 s; recipients,
 * which come from compose windows, so that a page could spend them too, have a third of that beside it. One site can't
 * take all, so that the tabs of others have something left.
 */
const LIMITS: Readonly<Record<Work, Readonly<Record<Priority, Limits>>>> = {
  tags: {
    page: {
      page: { atOnce: 1_200, aMinute: 300 },
      site: { atOnce: 1_500, aMinute: 450 },
      all: { atOnce: 2_500, aMinute: 900 },
    },
    reserved: {
      page: { atOnce: 200, aMinute: 100 },
      site: { atOnce: 300, aMinute: 150 },
      all: { atOnce: 500, aMinute: 300 },
    },
  },
  // A quarter of the tags, so that those that protect somebody always have more.
  standIns: {
    page: {
      page: { atOnce: 300, aMinute: 75 },
      site: { atOnce: 375, aMinute: 110 },
      all: { atOnce: 625, aMinute: 225 },
    },
    reserved: { page: NOTHING, site: NOTHING, all: NOTHING },
  },
  texts: {
    page: {
      page: { atOnce: 20_000, aMinute: 10_000 },
      site: { atOnce: 30_000, aMinute: 20_000 },
      all: { atOnce: 60_000, aMinute: 40_000 },
    },
    reserved: {
      page: { atOnce: 2_000, aMinute: 1_000 },
      site: { atOnce: 3_000, aMinute: 2_000 },
      all: { atOnce: 6_000, aMinute: 4_000 },
    },
  },
};

const MINUTE_MS = 60_000;
/** Above so many accounts, those that have everything again are forgotten: they are as good as new. */
const ACCOUNTS_KEPT = 1_000;

export interface Budget {
  /**
   * Spends up to `wanted` units of work.
   * @returns how many there was room for: 0 when this page, its site, or all pages together have spent theirs
   */
  spend(work: Work, account: Account, wanted: number): number;
}

interface Balance {
  readonly limit: Limit;
  left: number;
  /** When `left` was true, by the clock. */
  at: number;
}

/** @param now milliseconds, of a clock that only goes forward */
export function createBudget(now: () => number): Budget {
  const balances = new Map<string, Balance>();

  function balanceOf(key: string, limit: Limit): Balance {
    const time = now();
    const known = balances.get(key);
    if (known) {
      known.left = leftAt(known, time);
      known.at = time;
      return known;
    }
    if (balances.size >= ACCOUNTS_KEPT) forgetFull(time);
    const fresh: Balance = { limit, left: limit.atOnce, at: time };
    balances.set(key, fresh);
    return fresh;
  }

  function forgetFull(time: number): void {
    for (const [key, balance] of balances) {
      if (leftAt(balance, time) >= balance.limit.atOnce) balances.delete(key);
    }
  }

  return {
    spend(work, { page, site, level }, wanted) {
      if (level === 'own') return wanted;
      const limits = LIMITS[work][level];
      const three = [
        balanceOf(`${work} ${level} page ${page}`, limits.page),
        balanceOf(`${work} ${level} site ${site}`, limits.site),
        balanceOf(`${work} ${level} all`, limits.all),
      ];
      const granted = Math.min(wanted, ...three.map(({ left }) => Math.floor(left)));
      for (const balance of three) balance.left -= granted;
      return granted;
    },
  };
}

function leftAt({ limit, left, at }: Balance, time: number): number {
  return Math.min(limit.atOnce, left + ((time - at) * limit.aMinute) / MINUTE_MS);
}
