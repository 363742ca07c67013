import { type EntrySet, isScopeAll, scopesLengthBytes, setScopeAll } from './blocklist.ts';
import { comparePairs, type Pairs } from './pairs.ts';

export const ABSENT = 0;
export const MARKETING = 1;
export const ALL = 2;

/** Sorted pairs that were touched, each with its state afterwards: `ABSENT`, `MARKETING` or `ALL`. */
export interface Touched extends Pairs {
  readonly states: Uint8Array<ArrayBuffer>;
}

/** The pairs of each state, in the order of the states. */
export function splitByState({ prefixes, tags, states }: Touched): readonly [Pairs, Pairs, Pairs] {
  const pairsIn = (state: number): Pairs => {
    const wanted = (_: number, index: number) => states[index] === state;
    return { prefixes: prefixes.filter(wanted), tags: tags.filter(wanted) };
  };
  return [pairsIn(ABSENT), pairsIn(MARKETING), pairsIn(ALL)];
}

/** The opposite of `splitByState`; undefined if a pair stands in two states. */
export function joinStates([absent, marketing, all]: readonly [Pairs, Pairs, Pairs]): Touched | undefined {
  const some = join(inState(absent, ABSENT), inState(marketing, MARKETING));
  return some && join(some, inState(all, ALL));
}

/** What was touched earlier or later; where both touched a pair, the later state holds. */
export function mergeTouched(earlier: Touched, later: Touched): Touched {
  const merged = createBuilder(earlier.prefixes.length + later.prefixes.length);
  walk(earlier, later, (inEarlier, inLater) => {
    if (inLater === undefined) merged.add(earlier, inEarlier ?? 0, earlier.states[inEarlier ?? 0] ?? ABSENT);
    else merged.add(later, inLater, later.states[inLater] ?? ABSENT);
  });
  return merged.touched();
}

/** What differs from one set to another, with its state in the second. */
export function touchedBetween(before: EntrySet, after: EntrySet): Touched {
  const touched = createBuilder(before.prefixes.length + after.prefixes.length);
  walk(before, after, (inBefore, inAfter) => {
    if (inAfter === undefined) return touched.add(before, inBefore ?? 0, ABSENT);
    const state = stateAt(after, inAfter);
    if (inBefore === undefined || stateAt(before, inBefore) !== state) touched.add(after, inAfter, state);
  });
  return touched.touched();
}

/** A whole set, as what a list that held nothing was touched by. */
export function touchedOf(set: EntrySet): Touched {
  const states = Uint8Array.from(set.prefixes, (_, index) => stateAt(set, index));
  return { prefixes: set.prefixes, tags: set.tags, states };
}

/** The set afterwards. The set given isn't changed. */
export function applyTouched(set: EntrySet, touched: Touched): EntrySet {
  const most = set.prefixes.length + touched.prefixes.length;
  const prefixes = new Uint32Array(most);
  const tags = new Uint32Array(most);
  const scopes = new Uint8Array(scopesLengthBytes(most));
  let length = 0;
  let next = 0;
  const keepUntil = (end: number) => {
    prefixes.set(set.prefixes.subarray(next, end), length);
    tags.set(set.tags.subarray(next, end), length);
    copyScopes(set.scopes, next, end, scopes, length);
    length += end - next;
    next = end;
  };
  for (let index = 0; index < touched.prefixes.length; index += 1) {
    const prefix = touched.prefixes[index] ?? 0;
    const tag = touched.tags[index] ?? 0;
    const place = placeOf(set, prefix, tag, next);
    if (place > next) keepUntil(place);
    if (set.prefixes[next] === prefix && set.tags[next] === tag) next += 1;
    const state = touched.states[index];
    if (state === ABSENT) continue;
    prefixes[length] = prefix;
    tags[length] = tag;
    if (state === ALL) setScopeAll(scopes, length);
    length += 1;
  }
  keepUntil(set.prefixes.length);
  return {
    prefixes: prefixes.slice(0, length),
    tags: tags.slice(0, length),
    scopes: scopes.slice(0, scopesLengthBytes(length)),
  };
}

/** The first place, from `from` on, whose pair doesn't sort before the one asked for. */
function placeOf(set: Pairs, prefix: number, tag: number, from: number): number {
  let low = from;
  let high = set.prefixes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePairs(set.prefixes[middle] ?? 0, set.tags[middle] ?? 0, prefix, tag) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Appends scopes from `start` to `end` to those of `length` entries, whose unused bits are zero. */
function copyScopes(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  length: number,
): void {
  let index = start;
  let at = length;
  for (; index < end && (at & 7) !== 0; index += 1, at += 1) {
    if (isScopeAll(source, index)) setScopeAll(target, at);
  }
  const shift = index & 7;
  for (; index + 8 <= end; index += 8, at += 8) {
    const byte = index >>> 3;
    target[at >>> 3] = ((source[byte] ?? 0) >>> shift) | ((source[byte + 1] ?? 0) << (8 - shift));
  }
  for (; index < end; index += 1, at += 1) {
    if (isScopeAll(source, index)) setScopeAll(target, at);
  }
}

function stateAt(set: EntrySet, index: number): number {
  return isScopeAll(set.scopes, index) ? ALL : MARKETING;
}

function inState(pairs: Pairs, state: number): Touched {
  return { ...pairs, states: new Uint8Array(pairs.prefixes.length).fill(state) };
}

function join(first: Touched, second: Touched): Touched | undefined {
  const count = first.prefixes.length + second.prefixes.length;
  const joined = mergeTouched(first, second);
  return joined.prefixes.length === count ? joined : undefined;
}

/** Visits every pair of either, in order, with its place in each. */
function walk(
  first: Pairs,
  second: Pairs,
  visit: (inFirst: number | undefined, inSecond: number | undefined) => void,
): void {
  const { length: endOfFirst } = first.prefixes;
  const { length: endOfSecond } = second.prefixes;
  let one = 0;
  let two = 0;
  while (one < endOfFirst || two < endOfSecond) {
    const order = compareAt(first, one, second, two);
    visit(order <= 0 ? one : undefined, order >= 0 ? two : undefined);
    if (order <= 0) one += 1;
    if (order >= 0) two += 1;
  }
}

/** Compares a pair of each; one at its end sorts last. */
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

interface Builder {
  add(from: Pairs, index: number, state: number): void;
  touched(): Touched;
}

/** Gathers at most so many pairs that come in order. */
function createBuilder(most: number): Builder {
  const prefixes = new Uint32Array(most);
  const tags = new Uint32Array(most);
  const states = new Uint8Array(most);
  let length = 0;
  return {
    add(from, index, state) {
      prefixes[length] = from.prefixes[index] ?? 0;
      tags[length] = from.tags[index] ?? 0;
      states[length] = state;
      length += 1;
    },
    touched: () => ({
      prefixes: prefixes.slice(0, length),
      tags: tags.slice(0, length),
      states: states.slice(0, length),
    }),
  };
}
