import type { ChainHead } from '../blocklist/head.ts';
import { type BlockGroup, type BlockGroupFacts, blockGroups } from './block-groups.ts';
import { type CaseState, stateOfCase } from './case-state.ts';
import type { Register } from './register.ts';

const WEEK_MS = 7 * 86_400_000;

/** What waits for an officer. */
export interface WhatIsDue<Group extends BlockGroupFacts = BlockGroup> {
  /** Open, and to be answered within a week; what is late included. The most urgent first. */
  readonly cases: readonly CaseState[];
  /** Open, with an offer to which nothing was answered. */
  readonly awaitingReply: readonly CaseState[];
  /** Standing, and to be looked at again within a week or since earlier. */
  readonly reviews: readonly Group[];
  /** Recorded or lifted since the last publication. */
  readonly unpublished: readonly Group[];
}

/**
 * What is due now.
 * @param published heads of the register that the last publication took in
 * @param now milliseconds since the epoch
 */
export function whatIsDue(
  register: Pick<Register, 'blocks' | 'lifts' | 'cases'>,
  published: readonly ChainHead[],
  now: number,
): WhatIsDue {
  return dueAmong(register.cases, blockGroups(register, published), now);
}

/** As `whatIsDue`, where the groups of all blocks are at hand. */
export function dueAmong<Group extends BlockGroupFacts>(
  cases: Register['cases'],
  groups: readonly Group[],
  now: number,
): WhatIsDue<Group> {
  const open = [...cases]
    .map(([reference, steps]) => stateOfCase(reference, steps))
    .filter(({ isClosed }) => !isClosed);
  const isSoon = (time: number | null) => time !== null && time <= now + WEEK_MS;
  return {
    cases: open.filter(({ dueAt }) => isSoon(dueAt)).toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)),
    awaitingReply: open.filter(({ awaitsReply }) => awaitsReply),
    reviews: groups
      .filter(({ lift, reviewAt }) => lift === null && isSoon(reviewAt))
      .toSorted((a, b) => (a.reviewAt ?? 0) - (b.reviewAt ?? 0)),
    unpublished: groups.filter(({ isPublished }) => !isPublished),
  };
}
