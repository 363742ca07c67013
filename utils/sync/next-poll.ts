const MINUTE_MS = 60_000;

/** Where no policy says otherwise. */
export const DEFAULT_INTERVAL_MS = 15 * MINUTE_MS;

/** A list counts as confirmed for 24 hours: in the worst case a dozen polls still fall into them. */
const LONGEST_BACK_OFF_MS = 120 * MINUTE_MS;

/** A server in trouble is left alone for at least so long. */
const SHORTEST_BACK_OFF_MS = MINUTE_MS;

/** Half the width of the spread around the interval, as a share of it. */
const SPREAD = 0.25;

/** An alarm as late as this was slept through: a browser with much to do is late by seconds. */
const LATE_MS = 2 * MINUTE_MS;

/** What is known when one attempt to synchronise is over, or is taken for lost. */
export interface PollSituation {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly intervalMs: number;
  /** Polls in a row that failed, the last one included. */
  readonly failures: number;
  /** For how long the server asked to be left alone, if it did. */
  readonly retryAfterMs: number | null;
  /** False while this machine has no network at all: then no server needs to be spared. */
  readonly online: boolean;
  /** From 0 up to 1. */
  readonly random: number;
}

/**
 * When to poll next, milliseconds since the epoch. The interval is spread anew at each poll, so that the browsers of an
 * organisation that start at nine don't go on together all day. After failures the wait is anything up to twice,
 * four times, … the interval ("full jitter", https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/),
 * at most two hours or the interval.
 */
export function nextPollAt(situation: PollSituation): number {
  const { now, intervalMs, failures, online, random } = situation;
  if (failures === 0 || !online) return now + Math.round(intervalMs * (1 - SPREAD + 2 * SPREAD * random));
  const bound = Math.max(intervalMs, LONGEST_BACK_OFF_MS);
  const longest = Math.min(bound, intervalMs * 2 ** failures);
  const backOff = SHORTEST_BACK_OFF_MS + random * (longest - SHORTEST_BACK_OFF_MS);
  const asked = Math.min(situation.retryAfterMs ?? 0, bound);
  // What a server asks of all at once has to be spread as well.
  return now + Math.round(Math.max(backOff, asked === 0 ? 0 : asked + random * SPREAD * intervalMs));
}

/** The latest that a poll can be due: an alarm beyond was set by a clock that has been set back since. */
export function latestPollAt(now: number, intervalMs: number): number {
  return now + Math.max(intervalMs, LONGEST_BACK_OFF_MS) + SPREAD * intervalMs;
}

/** Soon after the machine woke or came online: not before its network is up, nor together with the whole floor. */
export function soonAt(now: number, random: number): number {
  return now + Math.round(30_000 + 60_000 * random);
}

/** True for an alarm that comes so late that the machine must have slept. */
export function wasSleptThrough(dueAt: number, now: number): boolean {
  return now - dueAt >= LATE_MS;
}

/** How the polls of late went; of use only as long as the browser runs. */
export interface PollRecord {
  /** Polls in a row that failed. */
  readonly failures: number;
  /** When the last of them was counted, milliseconds since the epoch. */
  readonly failedAt: number;
}

export const NO_FAILURES: PollRecord = { failures: 0, failedAt: 0 };

/** The record after one more attempt. Somebody who presses "Sync now" again and again doesn't drive the wait up. */
export function recordAfter(before: PollRecord, failed: boolean, now: number): PollRecord {
  if (!failed) return NO_FAILURES;
  if (before.failures > 0 && Math.abs(now - before.failedAt) < SHORTEST_BACK_OFF_MS) return before;
  return { failures: before.failures + 1, failedAt: now };
}

/** As it was kept; none where what was kept is no record. */
export function pollRecordOf(kept: unknown): PollRecord {
  if (typeof kept !== 'object' || kept === null || !('failures' in kept) || !('failedAt' in kept))
    return NO_FAILURES;
  const { failures, failedAt } = kept;
  const isRecord = Number.isSafeInteger(failures) && typeof failures === 'number' && failures > 0;
  return isRecord && typeof failedAt === 'number' ? { failures, failedAt } : NO_FAILURES;
}
