const MINUTE_MS = 60_000;

/** As in public/managed-schema.json. */
export const LEAST_POLL_MINUTES = 5;
export const MOST_POLL_MINUTES = 1440;

/**
 * The interval that a policy's `pollMinutes` asks for, kept within five minutes and a day; undefined where it asks for
 * nothing that can be understood.
 */
export function intervalOfPolicy(pollMinutes: unknown): number | undefined {
  if (typeof pollMinutes !== 'number' || Number.isNaN(pollMinutes)) return undefined;
  return Math.min(Math.max(pollMinutes, LEAST_POLL_MINUTES), MOST_POLL_MINUTES) * MINUTE_MS;
}
