import { isDue, lifetimes, type Refreshing, timestampLifetime } from '../utils/publish/lifetimes.ts';
import { TOP_LEVEL_ROLES, type TopLevelRole } from '../utils/tuf/metadata.ts';

const RENEWAL: Readonly<Record<TopLevelRole, string>> = {
  root: 'lethe rotate root renews it',
  targets: 'an officer renews it by lethe publish',
  snapshot: 'an officer renews it by lethe publish',
  timestamp: 'lethe publish or lethe refresh renews it',
};

/**
 * A sentence for each role in the last third of its life, or past it.
 * @param expires milliseconds since the epoch; roles left out aren't judged
 */
export function expiryWarnings(
  expires: Readonly<Partial<Record<TopLevelRole, number>>>,
  refreshing: Refreshing,
  now: number,
): string[] {
  const lives = { ...lifetimes, timestamp: timestampLifetime(refreshing) };
  return TOP_LEVEL_ROLES.flatMap(role => {
    const moment = expires[role];
    if (moment === undefined || !isDue(moment, lives[role], now)) return [];
    const when = new Date(moment).toISOString();
    const what = moment <= now ? `expired on ${when}, so reps see the list as stale` : `expires on ${when}`;
    return [`${role} ${what}: ${RENEWAL[role]}.`];
  });
}
