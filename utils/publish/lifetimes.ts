const DAY_MS = 86_400_000;

/** How long signed metadata is valid, in milliseconds. */
export const lifetimes = {
  root: 730 * DAY_MS,
  targets: 35 * DAY_MS,
  snapshot: 35 * DAY_MS,
  /** Confirmed by hand: a fortnight's holiday mustn't end the confirmation. */
  timestampByHand: 14 * DAY_MS,
  /** Confirmed daily by an automation. */
  timestampDaily: 7 * DAY_MS,
} as const;

export type Refreshing = 'by-hand' | 'daily';

export function timestampLifetime(refreshing: Refreshing): number {
  return refreshing === 'daily' ? lifetimes.timestampDaily : lifetimes.timestampByHand;
}

/** True in the second half of a lifetime: time to remind whoever confirms by hand. */
export function isPastHalf(expires: number, lifetime: number, now: number): boolean {
  return expires - now <= lifetime / 2;
}

/** True in the last third of a lifetime: time to renew, or to warn. */
export function isDue(expires: number, lifetime: number, now: number): boolean {
  return expires - now <= lifetime / 3;
}
