import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isScopeAll } from '../../../utils/blocklist/blocklist.ts';
import { createColumns, sortedEntries } from '../../../utils/publish/entry-columns.ts';

type Entry = readonly [start: number, tag: number, isAll: boolean];

function sorted(entries: readonly Entry[], prefixBits: number): Entry[] {
  const columns = createColumns(entries.length + 1);
  for (const [start, tag, isAll] of entries) columns.add(start, tag, isAll ? 'all' : 'marketing');
  const { prefixes, tags, scopes } = sortedEntries(columns.columns(), prefixBits);
  return [...prefixes].map((prefix, index) => [prefix, tags[index] ?? 0, isScopeAll(scopes, index)]);
}

/** The same by pairs and a comparison. */
function expected(entries: readonly Entry[], prefixBits: number): Entry[] {
  const byPair = new Map<string, Entry>();
  for (const [start, tag, isAll] of entries) {
    const prefix = Math.floor(start / 2 ** (32 - prefixBits));
    const before = byPair.get(`${prefix} ${tag}`);
    byPair.set(`${prefix} ${tag}`, [prefix, tag, isAll || before?.[2] === true]);
  }
  return [...byPair.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

const MOST = 2 ** 32 - 1;
// Many that meet, and those at the ends of what a number holds.
const word = fc.oneof(
  fc.nat({ max: MOST }),
  fc.nat({ max: 3 }),
  fc.nat({ max: 3 }).map(less => MOST - less),
);
const entries = fc.array(fc.tuple(word, word, fc.boolean()), { maxLength: 60 });

it('entries are sorted by prefix and tag under any width, each once, the wider scope winning', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 32 }), (some, prefixBits) => {
      expect(sorted(some, prefixBits)).toEqual(expected(some, prefixBits));
    }),
  );
});

it('of no entries there is an empty set', () => {
  expect(sorted([], 10)).toEqual([]);
});
