import type { Blocklist } from './blocklist.ts';
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
  const more = after.prefixBits - before.prefixBits;
  if (more < 0) throw new Error("a list's prefix width never shrinks");
  return domains + countMissingAfterStep(before.entries, after.entries, 2 ** more);
}

/**
 * As `countMissing`, where each old prefix became one of so many new ones. By what stands there rather than by what could: from
 * the narrowest width to the widest those are a million.
 */
function countMissingAfterStep(before: Pairs, after: Pairs, width: number): number {
  let missing = 0;
  let start = 0;
  before.prefixes.forEach((prefix, index) => {
    const first = prefix * width;
    while (start < after.prefixes.length && (after.prefixes[start] ?? 0) < first) start += 1;
    const tag = before.tags[index] ?? 0;
    let next = start;
    const isWithin = () => next < after.prefixes.length && (after.prefixes[next] ?? 0) < first + width;
    while (isWithin() && after.tags[next] !== tag) next += 1;
    if (!isWithin()) missing += 1;
  });
  return missing;
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
