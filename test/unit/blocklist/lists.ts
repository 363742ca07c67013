import fc from 'fast-check';
import {
  type Blocklist,
  type EntrySet,
  isScopeAll,
  scopesLengthBytes,
  setScopeAll,
} from '../../../utils/blocklist/blocklist.ts';
import { type Pair, sortPairs } from '../../../utils/blocklist/pairs.ts';
import type { Scope } from '../../../utils/lookup/verdict.ts';

export interface Entry extends Pair {
  readonly scope: Scope;
}

/** An EntrySet of entries in any order, each pair once. */
export function setOf(entries: readonly Entry[]): EntrySet {
  const pairs = sortPairs(entries);
  const scopes = new Uint8Array(scopesLengthBytes(pairs.prefixes.length));
  const all = new Set(entries.filter(entry => entry.scope === 'all').map(keyOf));
  pairs.prefixes.forEach((prefix, index) => {
    if (all.has(keyOf({ prefix, tag: pairs.tags[index] ?? 0 }))) setScopeAll(scopes, index);
  });
  return { ...pairs, scopes };
}

export function entriesOf(set: EntrySet): Entry[] {
  return Array.from(set.prefixes, (prefix, index) => ({
    prefix,
    tag: set.tags[index] ?? 0,
    scope: isScopeAll(set.scopes, index) ? 'all' : 'marketing',
  }));
}

export function keyOf({ prefix, tag }: Pair): string {
  return `${prefix}:${tag}`;
}

/** Lists whose pairs are close together, so that equal prefixes and equal pairs come up. */
export function anyList(prefixBits: number): fc.Arbitrary<Blocklist> {
  const word = fc.oneof(fc.nat(8), fc.integer({ min: 0, max: 0xffffffff }));
  const entries = fc.array(
    fc.record({
      prefix: word.map(value => value >>> (32 - prefixBits)),
      tag: word,
      scope: fc.constantFrom('marketing', 'all'),
    }),
    { maxLength: 40 },
  );
  const domains = fc.array(
    fc.record({ prefix: word, tag: word, scope: fc.constantFrom('marketing', 'all') }),
    { maxLength: 8 },
  );
  return fc
    .tuple(entries, domains)
    .map(([some, others]) => ({ prefixBits, entries: setOf(some), domains: setOf(others) }));
}
