import type { Scope } from './verdict.ts';

/** Why a rep sent although a recipient is listed: choices, never free text (no content is kept). */
export const OVERRIDE_REASONS = [
  'legal-notice',
  'contract-or-service',
  'safety-recall',
  'wrong-match',
  'person-wrote-first',
] as const;

export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

/**
 * `held`: the rep was asked about somebody listed; then `removed-and-sent`, `sent-with-reason`, `sent-anyway` (the organisation only
 * warns) or `not-sent`. `sent-unchecked`: the lookup didn't answer in time and the rep didn't wait.
 */
export const LOG_ACTIONS = [
  'held',
  'removed-and-sent',
  'sent-with-reason',
  'sent-anyway',
  'sent-unchecked',
  'not-sent',
] as const;

export type LogAction = (typeof LOG_ACTIONS)[number];

/** One line of the log of holds, which stays on the rep's machine: no address, no digest, no content. */
export interface LogEntry {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Name of the site, as in utils/sites. */
  readonly site: string;
  /** Widest scope among the listed recipients; null where nobody was found listed. */
  readonly scope: Scope | null;
  readonly action: LogAction;
  readonly reason?: OverrideReason;
}

/** How long the log of holds is kept: 90 days. */
export const LOG_KEPT_MS = 90 * 24 * 3_600_000;

/** How many lines are kept, the newest: some hundred a day. A frame that a page has taken over mustn't fill the disk. */
export const LOG_KEPT_LINES = 10_000;

/**
 * A line as it is kept: what a frame says beyond these fields goes no further, and no line is of a time to come, in which it
 * would never be old enough to be forgotten.
 * @param now milliseconds since the epoch
 */
export function keptEntry({ time, site, scope, action, reason }: LogEntry, now: number): LogEntry {
  return { time: Math.min(time, now), site, scope, action, ...(reason && { reason }) };
}
