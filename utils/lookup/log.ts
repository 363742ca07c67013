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

/** One line of the log of holds, which stays on the rep's machine: no address, no digest, no content. */
export interface LogEntry {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Name of the site, as in utils/sites. */
  readonly site: string;
  /** Widest scope among the listed recipients. */
  readonly scope: Scope;
  readonly action: 'held' | 'removed-and-sent' | 'sent-with-reason' | 'not-sent';
  readonly reason?: OverrideReason;
}

/** How long the log of holds is kept: 90 days. */
export const LOG_KEPT_MS = 90 * 24 * 3_600_000;
