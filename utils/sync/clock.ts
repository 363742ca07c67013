import type { Problem } from '../lookup/verdict.ts';
import { dateText } from '../tuf/problem.ts';
import type { ListRecord, SyncStatus } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The longest that an officer's timestamp is valid: see utils/publish/lifetimes.ts. */
const LONGEST_TIMESTAMP_MS = 14 * DAY_MS;

/** This machine's clock against its own earlier word. */
const OWN_TOLERANCE_MS = HOUR_MS;

/** Against another machine's clock: one set to the wrong half of the day or zone is still none that hides an expiry. */
const OTHERS_TOLERANCE_MS = DAY_MS;

/**
 * The problem with a clock that says less than what has certainly passed: the last confirmation, the publication of
 * the list in force, the signing of its timestamp. By such a clock what expired looks fresh. What is signed may bear
 * the date of an officer's wrong clock, so this only warns: it doesn't keep a synchronisation from mending it.
 * @param now milliseconds since the epoch
 */
export function clockBehind(
  list: ListRecord,
  { confirmedAt, metadata }: SyncStatus,
  now: number,
): Problem | null {
  const passed = Math.max(
    (confirmedAt ?? 0) - OWN_TOLERANCE_MS,
    list.head.publishedAt - OTHERS_TOLERANCE_MS,
    (metadata?.expires.timestamp ?? 0) - LONGEST_TIMESTAMP_MS - OTHERS_TOLERANCE_MS,
  );
  return now < passed ? clockProblem(now, `it is after ${dateText(passed)}`) : null;
}

/**
 * Why metadata look expired: where the server's own clock is days behind this machine's, that may be it. The
 * server's word is not signed, and good for nothing but the choice between two warnings.
 */
export function expiredOrClock(problem: Problem, serverTime: number | null, now: number): Problem {
  if (problem.code !== 'expired' || serverTime === null || serverTime > now - OTHERS_TOLERANCE_MS)
    return problem;
  return clockProblem(
    now,
    `the list's server says ${dateText(serverTime)}; by this machine's, ${problem.detail}`,
  );
}

function clockProblem(now: number, against: string): Problem {
  return { code: 'clock', detail: `This machine's clock says ${dateText(now)}; ${against}` };
}
