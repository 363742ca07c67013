import { TOP_LEVEL_ROLES, type TopLevelRole } from '../tuf/metadata.ts';
import type { CompleteSet } from '../tuf/trusted-set.ts';
import { isDue, lifetimes, type Refreshing, timestampLifetime } from './lifetimes.ts';

/** Until when a role's signature holds. */
export interface Expiry {
  readonly role: TopLevelRole;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** In the last third of its life, or past it. */
  readonly isDue: boolean;
}

/** When each role of what is published runs out, the soonest first. */
export function expiriesOf(set: CompleteSet, refreshing: Refreshing, now: number): Expiry[] {
  const lives = { ...lifetimes, timestamp: timestampLifetime(refreshing) };
  return TOP_LEVEL_ROLES.map(role => {
    const { version, expires } = set[role].signed;
    return { role, version, at: expires, isDue: isDue(expires, lives[role], now) };
  }).toSorted((a, b) => a.at - b.at);
}
