import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_INTERVAL_MS,
  latestPollAt,
  NO_FAILURES,
  nextPollAt,
  type PollSituation,
  pollRecordOf,
  recordAfter,
  soonAt,
  wasSleptThrough,
} from '../../../utils/sync/next-poll.ts';
import { intervalOfPolicy } from '../../../utils/sync/poll-policy.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NINE = Date.UTC(2026, 10, 23, 9);

/** A Lehmer generator, so that a fleet's day is the same in each run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Minutes until the next poll. */
function minutes(situation: Partial<PollSituation>): number {
  const at = nextPollAt({
    now: NINE,
    intervalMs: DEFAULT_INTERVAL_MS,
    failures: 0,
    retryAfterMs: null,
    online: true,
    random: 0.5,
    ...situation,
  });
  return (at - NINE) / MINUTE_MS;
}

const anySituation = fc.record({
  now: fc.integer({ min: 0, max: 2 ** 42 }),
  intervalMs: fc.integer({ min: 5 * MINUTE_MS, max: 24 * HOUR_MS }),
  failures: fc.nat(5_000),
  retryAfterMs: fc.option(fc.nat(10 ** 12)),
  online: fc.boolean(),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

describe('the next poll', () => {
  it('comes after the interval, give or take a quarter', () => {
    expect(minutes({ random: 0 })).toBe(11.25);
    expect(minutes({ random: 0.5 })).toBe(15);
    expect(minutes({ random: 1 })).toBe(18.75);
  });

  it.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [4, 120],
    [1_000, 120],
  ])('after %i failures comes within %i minutes, at any of them', (failures, longest) => {
    expect(minutes({ failures, random: 0 })).toBe(1);
    expect(minutes({ failures, random: 1 })).toBe(longest);
  });

  it('isn’t put off for failures without a network: that spares no server', () => {
    expect(minutes({ failures: 9, online: false })).toBe(15);
  });

  it('waits as long as the server asks, spread, but no longer than two hours', () => {
    expect(minutes({ failures: 1, retryAfterMs: 40 * MINUTE_MS, random: 0 })).toBe(40);
    expect(minutes({ failures: 1, retryAfterMs: 40 * MINUTE_MS, random: 1 })).toBe(43.75);
    expect(minutes({ failures: 1, retryAfterMs: 7 * 24 * HOUR_MS, random: 0 })).toBe(120);
    expect(minutes({ failures: 3, retryAfterMs: 5_000, random: 1 })).toBe(120);
  });

  it('is never further off than the latest, nor nearer than a minute', () => {
    fc.assert(
      fc.property(anySituation, situation => {
        const at = nextPollAt(situation);
        expect(at).toBeGreaterThanOrEqual(situation.now + MINUTE_MS);
        expect(at).toBeLessThanOrEqual(latestPollAt(situation.now, situation.intervalMs) + 1);
      }),
    );
  });

  it('comes again and again through a day’s outage, and at once after it', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = randomFrom(seed * 7_919);
      let now = NINE;
      let record = NO_FAILURES;
      let polls = 0;
      while (now < NINE + 24 * HOUR_MS) {
        record = recordAfter(record, true, now);
        now = nextPollAt({
          now,
          intervalMs: DEFAULT_INTERVAL_MS,
          failures: record.failures,
          retryAfterMs: null,
          online: true,
          random: random(),
        });
        polls += 1;
      }
      // A list stays confirmed for 24 hours: none may pass without a dozen tries. Half of the usual load at most.
      expect(polls).toBeGreaterThanOrEqual(12);
      expect(polls).toBeLessThanOrEqual(48);
    }
  });
});

describe('an organisation that starts at nine', () => {
  it('is spread by noon, and stays so', () => {
    const browsers = 3_000;
    const perMinute = new Map<number, number>();
    for (let browser = 0; browser < browsers; browser += 1) {
      const random = randomFrom(browser * 104_729 + 1);
      for (let warm = 0; warm < 8; warm += 1) random();
      let now = NINE;
      while (now < NINE + 8 * HOUR_MS) {
        const minute = Math.floor((now - NINE) / MINUTE_MS);
        perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
        now = nextPollAt({
          now,
          intervalMs: DEFAULT_INTERVAL_MS,
          failures: 0,
          retryAfterMs: null,
          online: true,
          random: random(),
        });
      }
    }
    expect(perMinute.get(0)).toBe(browsers);
    // An even spread is 200 a minute.
    for (let minute = 180; minute < 480; minute += 1) {
      expect(perMinute.get(minute)).toBeGreaterThan(130);
      expect(perMinute.get(minute)).toBeLessThan(270);
    }
  });
});

describe('a machine that wakes', () => {
  it('is told by an alarm minutes late, not by one that a busy browser fires late', () => {
    expect(wasSleptThrough(NINE, NINE + 30_000)).toBe(false);
    expect(wasSleptThrough(NINE, NINE + 9 * HOUR_MS)).toBe(true);
  });

  it('polls within one and a half minutes, spread, with half a minute for its network', () => {
    expect(soonAt(NINE, 0)).toBe(NINE + 30_000);
    expect(soonAt(NINE, 1)).toBe(NINE + 90_000);
  });
});

describe('the record', () => {
  it('counts failures in a row, and a success ends the row', () => {
    let record = NO_FAILURES;
    for (const hour of [0, 1, 2]) record = recordAfter(record, true, NINE + hour * HOUR_MS);
    expect(record.failures).toBe(3);
    expect(recordAfter(record, false, NINE + 3 * HOUR_MS)).toEqual(NO_FAILURES);
  });

  it('counts pressing "Sync now" ten times as one failure', () => {
    let record = NO_FAILURES;
    for (let press = 0; press < 10; press += 1) record = recordAfter(record, true, NINE + press * 2_000);
    expect(record.failures).toBe(1);
  });

  it('is read back as it was kept, and anything else as none', () => {
    const record = { failures: 3, failedAt: NINE };
    expect(pollRecordOf(JSON.parse(JSON.stringify(record)))).toEqual(record);
    for (const kept of [
      undefined,
      null,
      7,
      {},
      { failures: -1, failedAt: 1 },
      { failures: '3', failedAt: 1 },
    ]) {
      expect(pollRecordOf(kept)).toEqual(NO_FAILURES);
    }
  });
});

describe('a policy’s interval', () => {
  it.each([
    [5, 5],
    [60, 60],
    [1440, 1440],
    [1, 5],
    [-3, 5],
    [0, 5],
    [100_000, 1440],
    [Number.POSITIVE_INFINITY, 1440],
  ])('of %d minutes is %d', (asked, kept) => {
    expect(intervalOfPolicy(asked)).toBe(kept * MINUTE_MS);
  });

  it.each([undefined, null, '30', Number.NaN, {}, true])('of %j is none', asked => {
    expect(intervalOfPolicy(asked)).toBeUndefined();
  });
});
