import type { Blocklist } from './blocklist.ts';
import { createListIndex } from './list-index.ts';
import { comparePairs, type Pairs } from './pairs.ts';

const FREE_REMOVALS = 64;
const FREE_SHARE = 0.01;

/** What of a head the rule needs. */
export interface ShrinkFacts {
  readonly publication: number;
  readonly confirmedRemovals: number;
  readonly entryCount: number;
  readonly domainCount: number;
}

/**
 * How many entries and domains a list may lose from one head to a later one: max(64, 1 %) for each publication
 * between, and what officers confirmed by hand. More means that an import went wrong, and the old list stays. Counted
 * by publications, so that a year's small lifts don't shut out a client that was away.
 */
export function allowedRemovals(before: ShrinkFacts, after: ShrinkFacts): number {
  const publications = Math.max(0, after.publication - before.publication);
  const confirmed = Math.max(0, after.confirmedRemovals - before.confirmedRemovals);
  return publications * freeRemovals(before.entryCount + before.domainCount) + confirmed;
}

/** How many of so many entries one publication may remove without being asked. */
export function freeRemovals(count: number): number {
  return Math.max(FREE_REMOVALS, Math.floor(count * FREE_SHARE));
}

/** How many entries and domains of the one list aren't in the other, a step of the prefix width between them or not. */
export function countRemoved(before: Blocklist, after: Blocklist): number {
  const domains = countMissing(before.domains, after.domains);
  if (before.prefixBits === after.prefixBits) return domains + countMissing(before.entries, after.entries);
  const index = createListIndex(after);
  const more = after.prefixBits - before.prefixBits;
  if (more < 0) throw new Error("a list's prefix width never shrinks");
  let missing = 0;
  before.entries.prefixes.forEach((prefix, position) => {
    const tag = before.entries.tags[position] ?? 0;
    const first = prefix * 2 ** more;
    let found = false;
    for (let next = 0; next < 2 ** more && !found; next += 1) found = index.find(first + next, tag) !== null;
    if (!found) missing += 1;
  });
  return domains + missing;
}

function countMissing(before: Pairs, after: Pairs): number {
  let missing = 0;
  let next = 0;
  before.prefixes.forEach((prefix, index) => {
    const tag = before.tags[index] ?? 0;
    while (
      next < after.prefixes.length &&
      comparePairs(after.prefixes[next] ?? 0, after.tags[next] ?? 0, prefix, tag) < 0
    ) {
      next += 1;
    }
    if (after.prefixes[next] !== prefix || after.tags[next] !== tag) missing += 1;
  });
  return missing;
}
