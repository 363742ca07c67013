import { type Bytes, concatBytes } from '../bytes.ts';
import { type Blocklist, DOMAIN_PREFIX_BITS, emptyBlocklist } from './blocklist.ts';
import { decodePairs, encodePairs } from './golomb-rice.ts';
import type { Pairs } from './pairs.ts';
import {
  applyTouched,
  joinStates,
  mergeTouched,
  splitByState,
  type Touched,
  touchedBetween,
  touchedOf,
} from './touched.ts';

/**
 * Every entry touched in the operations (from, to], with its state at `to`. So it applies correctly to any list
 * with from ≤ list's operation < to. From 0 it is a base: the whole list.
 */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly prefixBits: number;
  readonly entries: Touched;
  readonly domains: Touched;
}

/** A segment's content: six groups, of entries and then of domains, each absent, marketing, all. */
export function encodeSegment({ entries, domains }: Segment): Bytes {
  return concatBytes(...[entries, domains].flatMap(splitByState).map(encodePairs));
}

export type DecodedSegment =
  | { readonly ok: true; readonly segment: Segment }
  | { readonly ok: false; readonly problem: string };

/** Reads a segment's content. Range and prefix width come from the head, and are bound to the file by its seal. */
export function decodeSegment(
  content: Uint8Array,
  range: { readonly from: number; readonly to: number; readonly prefixBits: number },
): DecodedSegment {
  const entries = decodeTouched(content, range.prefixBits);
  if (!entries.ok) return entries;
  const domains = decodeTouched(content.subarray(entries.lengthBytes), DOMAIN_PREFIX_BITS);
  if (!domains.ok) return domains;
  const behind = content.length - entries.lengthBytes - domains.lengthBytes;
  if (behind > 0) return { ok: false, problem: `${behind} bytes stand behind its end` };
  return { ok: true, segment: { ...range, entries: entries.touched, domains: domains.touched } };
}

/** The list after a segment. The list given isn't changed. A base replaces it, whatever it was. */
export function applySegment(list: Blocklist, segment: Segment): Blocklist {
  const before = segment.from === 0 ? emptyBlocklist(segment.prefixBits) : list;
  if (before.prefixBits !== segment.prefixBits)
    throw new Error('a segment applies to a list of its prefix width');
  return {
    prefixBits: segment.prefixBits,
    entries: applyTouched(before.entries, segment.entries),
    domains: applyTouched(before.domains, segment.domains),
  };
}

/** The base segment of a whole list. */
export function baseOf({ prefixBits, entries, domains }: Blocklist, to: number): Segment {
  return { from: 0, to, prefixBits, entries: touchedOf(entries), domains: touchedOf(domains) };
}

/** What changed from one list to another of the same prefix width, as a segment of the range (from, to]. */
export function segmentBetween(before: Blocklist, after: Blocklist, from: number, to: number): Segment {
  if (before.prefixBits !== after.prefixBits)
    throw new Error('a step of the prefix width is published as a base');
  return {
    from,
    to,
    prefixBits: after.prefixBits,
    entries: touchedBetween(before.entries, after.entries),
    domains: touchedBetween(before.domains, after.domains),
  };
}

/** One segment for the range of two, of which the second begins where the first ends. */
export function mergeSegments(first: Segment, second: Segment): Segment {
  if (first.to !== second.from || first.prefixBits !== second.prefixBits)
    throw new Error('segments are merged with those that follow them');
  return {
    from: first.from,
    to: second.to,
    prefixBits: first.prefixBits,
    entries: mergeTouched(first.entries, second.entries),
    domains: mergeTouched(first.domains, second.domains),
  };
}

/** How many entries and domains a segment touches. */
export function countTouched({ entries, domains }: Segment): number {
  return entries.prefixes.length + domains.prefixes.length;
}

type DecodedTouched =
  | { readonly ok: true; readonly touched: Touched; readonly lengthBytes: number }
  | { readonly ok: false; readonly problem: string };

function decodeTouched(content: Uint8Array, prefixBits: number): DecodedTouched {
  const groups: Pairs[] = [];
  let lengthBytes = 0;
  for (const state of ['absent', 'marketing', 'all']) {
    const decoded = decodePairs(content.subarray(lengthBytes), prefixBits);
    if (!decoded.ok) return { ok: false, problem: `${state}: ${decoded.problem}` };
    groups.push(decoded.pairs);
    lengthBytes += decoded.lengthBytes;
  }
  const [absent, marketing, all] = groups;
  if (!absent || !marketing || !all) throw new Error('three groups were read');
  const touched = joinStates([absent, marketing, all]);
  return touched
    ? { ok: true, touched, lengthBytes }
    : { ok: false, problem: 'an entry stands in two states' };
}
