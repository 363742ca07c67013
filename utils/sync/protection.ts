import type { ListFacts, Problem, Protection } from '../lookup/verdict.ts';
import { clockBehind } from './clock.ts';
import type { ListRecord, Snapshot, SyncStatus } from './store.ts';

const HOUR_MS = 3_600_000;

/**
 * How long a list counts as confirmed after the last successful synchronisation, though its timestamp runs on:
 * a laptop closed overnight isn't news, a day of failed attempts is.
 */
export const CONFIRMED_FOR_MS = 24 * HOUR_MS;

/** Problems that say only that nobody could be asked; others say that what was answered can't be trusted. */
const MERELY_UNREACHED: readonly Problem['code'][] = ['offline', 'sign-in-page', 'cors', 'not-confirmed'];

/** True for a problem that says only that nobody could be asked, not that an answer was wrong. */
export function isMerelyUnreached(problem: Problem): boolean {
  return MERELY_UNREACHED.includes(problem.code);
}

/**
 * What Lethe can say of itself by what is stored. That the canary is found, the lookup adds.
 * @param now milliseconds since the epoch
 */
export function protectionOf(snapshot: Omit<Snapshot, 'trusted'>, now: number): Protection {
  const { enrolment, list, status, damaged } = snapshot;
  const broken: Problem | undefined =
    damaged.length > 0 ? { code: 'store-broken', detail: `damaged: ${damaged.join(', ')}` } : undefined;
  if (!enrolment) {
    return { state: 'not-protecting', problem: broken ?? { code: 'not-enrolled', detail: '' } };
  }
  const { organisation } = enrolment;
  if (broken) return { state: 'not-protecting', problem: broken, organisation };
  if (!list || status.confirmedAt === null) {
    const problem = status.problem ?? { code: 'never-synced', detail: '' };
    return { state: 'not-protecting', problem, organisation };
  }
  const facts = factsOf(organisation, list, status.confirmedAt);
  const problem = staleness(list, status, status.confirmedAt, now);
  return problem ? { state: 'stale', problem, ...facts } : { state: 'protecting', ...facts };
}

function factsOf(organisation: string, list: ListRecord, confirmedAt: number): ListFacts {
  const { entryCount: entries, domainCount: domains, publishedAt, guard } = list.head;
  return { organisation, guard, entries, domains, confirmedAt, publishedAt };
}

function staleness(list: ListRecord, status: SyncStatus, confirmedAt: number, now: number): Problem | null {
  const { problem, metadata } = status;
  const expiresAt = metadata?.expires.timestamp ?? null;
  if (problem && !isMerelyUnreached(problem)) return problem;
  const clock = clockBehind(list, status, now);
  if (clock) return clock;
  if (expiresAt !== null && now >= expiresAt) {
    return { code: 'expired', detail: new Date(expiresAt).toISOString() };
  }
  if (now < confirmedAt + CONFIRMED_FOR_MS) return null;
  return problem ?? { code: 'not-confirmed', detail: '' };
}
