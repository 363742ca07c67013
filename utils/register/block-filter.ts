import type { Basis } from './basis.ts';
import type { BlockGroupFacts } from './block-groups.ts';

/** Which blocks are to be shown; all that nothing is said of. Days are those of UTC, `YYYY-MM-DD`. */
export interface BlockFilter {
  /** Recorded on that day or later. */
  readonly since?: string;
  /** Recorded on that day or earlier. */
  readonly until?: string;
  /** To be looked at again on that day or earlier. */
  readonly reviewUntil?: string;
  readonly basis?: Basis;
  /** Recorded or lifted under it. */
  readonly reference?: string;
  readonly state?: 'standing' | 'lifted';
}

const DAY_MS = 86_400_000;

export function matchesFilter(group: BlockGroupFacts, filter: BlockFilter): boolean {
  const { recordedAt, reviewAt, basis, lift } = group;
  const { since, until, reviewUntil, state } = filter;
  const reference = filter.reference?.trim().normalize('NFC');
  return (
    (since === undefined || recordedAt >= Date.parse(since)) &&
    (until === undefined || recordedAt < endOf(until)) &&
    (reviewUntil === undefined || (reviewAt !== null && reviewAt < endOf(reviewUntil))) &&
    (filter.basis === undefined || basis === filter.basis) &&
    (reference === undefined || group.reference === reference || lift?.reference === reference) &&
    (state === undefined || (state === 'lifted') === (lift !== null))
  );
}

function endOf(day: string): number {
  return Date.parse(day) + DAY_MS;
}
