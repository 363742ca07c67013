import { type Bytes, concatBytes } from '../bytes.ts';
import {
  type Blocklist,
  DOMAIN_PREFIX_BITS,
  type EntrySet,
  emptyBlocklist,
  isScopeAll,
  scopesLengthBytes,
  setScopeAll,
} from './blocklist.ts';
import { decodePairs, encodePairs } from './golomb-rice.ts';
import { comparePairs, type Pairs } from './pairs.ts';

/** The entries touched in a range of operations, by their state at its end. */
export interface Touched {
  readonly absent: Pairs;
  readonly marketing: Pairs;
  readonly all: Pairs;
}

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

const STATES = ['absent', 'marketing', 'all'] as const;

/** A segment's content: six groups, of entries and then of domains, each absent, marketing, all. */
export function encodeSegment(segment: Segment): Bytes {
  return concatBytes(
    ...[segment.entries, segment.domains].flatMap(touched =>
      STATES.map(state => encodePairs(touched[state])),
    ),
  );
}

export type DecodedSegment =
  | { readonly ok: true; readonly segment: Segment }
  | { readonly ok: false; readonly problem: string };

/** Reads a segment's content. Range and prefix width come from the head, and are bound to the file by its seal. */
export function decodeSegment(
  content: Uint8Array,
  range: { readonly from: number; readonly to: number; readonly prefixBits: number },
): DecodedSegment {
  const groups: Pairs[] = [];
  let offset = 0;
  for (const prefixBits of [range.prefixBits, DOMAIN_PREFIX_BITS]) {
    for (const state of STATES) {
      const decoded = decodePairs(content.subarray(offset), prefixBits);
      if (!decoded.ok) return { ok: false, problem: `${state}: ${decoded.problem}` };
      groups.push(decoded.pairs);
      offset += decoded.lengthBytes;
    }
  }
  if (offset !== content.length)
    return { ok: false, problem: `${content.length - offset} bytes stand behind its end` };
  const [absent, marketing, all, absentDomains, marketingDomains, allDomains] = groups;
  if (!absent || !marketing || !all || !absentDomains || !marketingDomains || !allDomains) {
    throw new Error('six groups were read');
  }
  const entries = { absent, marketing, all };
  const domains = { absent: absentDomains, marketing: marketingDomains, all: allDomains };
  if (!isOneStateEach(entries) || !isOneStateEach(domains)) {
    return { ok: false, problem: 'an entry stands in two states' };
  }
  return { ok: true, segment: { ...range, entries, domains } };
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
export function baseOf(list: Blocklist, to: number): Segment {
  return {
    from: 0,
    to,
    prefixBits: list.prefixBits,
    entries: byScope(list.entries),
    domains: byScope(list.domains),
  };
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

/** How many entries and domains a segment touches. */
export function countTouched(segment: Segment): number {
  return countPairs(segment.entries) + countPairs(segment.domains);
}

function isOneStateEach(touched: Touched): boolean {
  const groups = groupsOf(touched);
  let last: { readonly prefix: number; readonly tag: number } | undefined;
  for (let left = countPairs(touched); left > 0; left -= 1) {
    const { group } = firstOf(groups);
    const prefix = group.pairs.prefixes[group.next] ?? 0;
    const tag = group.pairs.tags[group.next] ?? 0;
    if (last?.prefix === prefix && last.tag === tag) return false;
    last = { prefix, tag };
    group.next += 1;
  }
  return true;
}

function groupsOf(touched: Touched): Group[] {
  return STATES.map(state => ({ pairs: touched[state], next: 0 }));
}

function countPairs(touched: Touched): number {
  return STATES.reduce((count, state) => count + touched[state].prefixes.length, 0);
}

function applyTouched(set: EntrySet, touched: Touched): EntrySet {
  const groups = groupsOf(touched);
  const touchedCount = countPairs(touched);
  const prefixes = new Uint32Array(set.prefixes.length + touchedCount);
  const tags = new Uint32Array(prefixes.length);
  const scopes = new Uint8Array(scopesLengthBytes(prefixes.length));
  let length = 0;
  let next = 0;
  const keep = (prefix: number, tag: number, all: boolean) => {
    prefixes[length] = prefix;
    tags[length] = tag;
    if (all) setScopeAll(scopes, length);
    length += 1;
  };
  const keepUntil = (prefix: number, tag: number) => {
    for (; next < set.prefixes.length; next += 1) {
      const oldPrefix = set.prefixes[next] ?? 0;
      const oldTag = set.tags[next] ?? 0;
      const order = comparePairs(oldPrefix, oldTag, prefix, tag);
      if (order > 0) return;
      if (order < 0) keep(oldPrefix, oldTag, isScopeAll(set.scopes, next));
    }
  };
  for (let step = 0; step < touchedCount; step += 1) {
    const first = firstOf(groups);
    const { pairs } = first.group;
    const prefix = pairs.prefixes[first.group.next] ?? 0;
    const tag = pairs.tags[first.group.next] ?? 0;
    first.group.next += 1;
    keepUntil(prefix, tag);
    if (first.state !== 0) keep(prefix, tag, first.state === 2);
  }
  keepUntil(Number.POSITIVE_INFINITY, 0);
  return {
    prefixes: prefixes.slice(0, length),
    tags: tags.slice(0, length),
    scopes: scopes.slice(0, scopesLengthBytes(length)),
  };
}

interface Group {
  readonly pairs: Pairs;
  next: number;
}

/** The group whose next pair sorts first, and its place among the states. */
function firstOf(groups: readonly Group[]): { readonly group: Group; readonly state: number } {
  let first: { group: Group; state: number } | undefined;
  groups.forEach((group, state) => {
    if (group.next >= group.pairs.prefixes.length) return;
    if (first === undefined || compareNext(group, first.group) < 0) first = { group, state };
  });
  if (first === undefined) throw new Error('a group has a pair left');
  return first;
}

function compareNext(a: Group, b: Group): number {
  return comparePairs(
    a.pairs.prefixes[a.next] ?? 0,
    a.pairs.tags[a.next] ?? 0,
    b.pairs.prefixes[b.next] ?? 0,
    b.pairs.tags[b.next] ?? 0,
  );
}

/** Gathers pairs that come in sorted order. */
class PairsBuilder {
  readonly #prefixes: number[] = [];
  readonly #tags: number[] = [];

  add(set: Pairs, index: number): void {
    this.#prefixes.push(set.prefixes[index] ?? 0);
    this.#tags.push(set.tags[index] ?? 0);
  }

  pairs(): Pairs {
    return { prefixes: Uint32Array.from(this.#prefixes), tags: Uint32Array.from(this.#tags) };
  }
}

function byScope(set: EntrySet): Touched {
  const marketing = new PairsBuilder();
  const all = new PairsBuilder();
  set.prefixes.forEach((_, index) => {
    (isScopeAll(set.scopes, index) ? all : marketing).add(set, index);
  });
  return { absent: new PairsBuilder().pairs(), marketing: marketing.pairs(), all: all.pairs() };
}

function touchedBetween(before: EntrySet, after: EntrySet): Touched {
  const absent = new PairsBuilder();
  const marketing = new PairsBuilder();
  const all = new PairsBuilder();
  let old = 0;
  let current = 0;
  while (old < before.prefixes.length || current < after.prefixes.length) {
    const order = compareAt(before, old, after, current);
    if (order < 0) absent.add(before, old);
    else if (order > 0 || isScopeAll(before.scopes, old) !== isScopeAll(after.scopes, current)) {
      (isScopeAll(after.scopes, current) ? all : marketing).add(after, current);
    }
    if (order <= 0) old += 1;
    if (order >= 0) current += 1;
  }
  return { absent: absent.pairs(), marketing: marketing.pairs(), all: all.pairs() };
}

/** Compares a pair of each set; a set at its end sorts last. */
function compareAt(a: Pairs, indexA: number, b: Pairs, indexB: number): number {
  if (indexA >= a.prefixes.length) return 1;
  if (indexB >= b.prefixes.length) return -1;
  return comparePairs(
    a.prefixes[indexA] ?? 0,
    a.tags[indexA] ?? 0,
    b.prefixes[indexB] ?? 0,
    b.tags[indexB] ?? 0,
  );
}
