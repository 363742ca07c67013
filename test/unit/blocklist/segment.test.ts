import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBlocklist, hashOfSet } from '../../../utils/blocklist/blocklist.ts';
import { decodePairs, encodePairs } from '../../../utils/blocklist/golomb-rice.ts';
import { sortPairs } from '../../../utils/blocklist/pairs.ts';
import {
  applySegment,
  baseOf,
  countTouched,
  decodeSegment,
  encodeSegment,
  mergeSegments,
  type Segment,
  segmentBetween,
} from '../../../utils/blocklist/segment.ts';
import { concatBytes } from '../../../utils/bytes.ts';
import { anyList, entriesOf, keyOf, setOf } from './lists.ts';

function throughFile(segment: Segment): Segment {
  const decoded = decodeSegment(encodeSegment(segment), segment);
  if (!decoded.ok) throw new Error(decoded.problem);
  return decoded.segment;
}

describe('a group of pairs', () => {
  const pairs = fc.integer({ min: 1, max: 32 }).chain(prefixBits =>
    fc.tuple(
      fc.constant(prefixBits),
      fc.array(
        fc.record({
          prefix: fc.integer({ min: 0, max: 0xffffffff }).map(word => word >>> (32 - prefixBits)),
          tag: fc.integer({ min: 0, max: 0xffffffff }),
        }),
        { maxLength: 60 },
      ),
    ),
  );

  it('is read back as it was written, at every prefix width', () => {
    fc.assert(
      fc.property(pairs, ([prefixBits, some]) => {
        const sorted = sortPairs(some);
        const bytes = encodePairs(sorted);
        expect(decodePairs(bytes, prefixBits)).toEqual({
          ok: true,
          pairs: sorted,
          lengthBytes: bytes.length,
        });
      }),
    );
  });

  it('is within 2 % of the information bound', () => {
    const count = 20_000;
    const prefixBits = 18;
    let seed = 1;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed;
    };
    const sorted = sortPairs(
      Array.from({ length: count }, () => ({ prefix: random() >>> (32 - prefixBits), tag: random() })),
    );
    // log2(binomial(2^50, n)) by Stirling, for n far below 2^50.
    const boundBits = count * (prefixBits + 32 - Math.log2(count) + Math.LOG2E);
    expect((encodePairs(sorted).length * 8) / boundBits).toBeLessThan(1.02);
  });

  it('that claims more entries than its bytes can hold is refused before anything is allocated', () => {
    const bytes = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0);
    expect(decodePairs(bytes, 20)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('4294967295'),
    });
  });

  it('cut short anywhere is refused', () => {
    const bytes = encodePairs(
      sortPairs([
        { prefix: 5, tag: 6 },
        { prefix: 900, tag: 1 },
        { prefix: 901, tag: 1 },
      ]),
    );
    for (let length = 0; length < bytes.length; length += 1) {
      expect(decodePairs(bytes.subarray(0, length), 10).ok).toBe(false);
    }
  });

  it('with a prefix wider than the list allows is refused', () => {
    expect(decodePairs(encodePairs(sortPairs([{ prefix: 1024, tag: 0 }])), 10).ok).toBe(false);
    expect(decodePairs(encodePairs(sortPairs([{ prefix: 1023, tag: 0 }])), 10).ok).toBe(true);
  });
});

describe('a segment', () => {
  const twoLists = fc.integer({ min: 10, max: 32 }).chain(bits => fc.tuple(anyList(bits), anyList(bits)));

  it('that is a base gives the whole list, whatever was there before', () => {
    fc.assert(
      fc.property(twoLists, ([before, after]) => {
        expect(applySegment(before, throughFile(baseOf(after, 7)))).toEqual(after);
      }),
    );
  });

  it('between two lists leads from the one to the other', () => {
    fc.assert(
      fc.property(twoLists, ([before, after]) => {
        expect(applySegment(before, throughFile(segmentBetween(before, after, 3, 9)))).toEqual(after);
      }),
    );
  });

  it('holds what changed and nothing else', () => {
    fc.assert(
      fc.property(twoLists, ([before, after]) => {
        const changed = (name: 'entries' | 'domains') => {
          const old = new Map(entriesOf(before[name]).map(entry => [keyOf(entry), entry.scope]));
          const current = new Map(entriesOf(after[name]).map(entry => [keyOf(entry), entry.scope]));
          return [...new Set([...old.keys(), ...current.keys()])].filter(
            key => old.get(key) !== current.get(key),
          ).length;
        };
        const segment = segmentBetween(before, after, 3, 9);
        expect(countTouched(segment)).toBe(changed('entries') + changed('domains'));
      }),
    );
  });

  it('merged of two applies to a list anywhere in its range, also twice, and ends at the same list', () => {
    const threeLists = fc
      .integer({ min: 10, max: 32 })
      .chain(bits => fc.tuple(anyList(bits), anyList(bits), anyList(bits)));
    fc.assert(
      fc.property(threeLists, ([first, second, third]) => {
        const merged = mergeSegments(
          segmentBetween(first, second, 3, 5),
          segmentBetween(second, third, 5, 9),
        );
        expect([merged.from, merged.to]).toEqual([3, 9]);
        for (const start of [first, second, third]) {
          expect(applySegment(start, throughFile(merged))).toEqual(third);
        }
      }),
    );
  });

  it('with an entry in two states is refused', () => {
    const pair = encodePairs(sortPairs([{ prefix: 9, tag: 9 }]));
    const none = encodePairs(sortPairs([]));
    const range = { from: 0, to: 1, prefixBits: 10 };
    for (const groups of [
      [none, pair, pair, none, none, none],
      [none, none, none, pair, none, pair],
    ]) {
      expect(decodeSegment(concatBytes(...groups), range)).toMatchObject({
        problem: expect.stringContaining('two states'),
      });
    }
    expect(decodeSegment(concatBytes(none, pair, none, none, none, pair), range)).toMatchObject({ ok: true });
  });

  it('with bytes behind its end is refused', () => {
    const bytes = encodeSegment(baseOf(emptyBlocklist(10), 1));
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    expect(decodeSegment(longer, { from: 0, to: 1, prefixBits: 10 })).toMatchObject({ ok: false });
  });

  it('cut or changed in any byte gives an error or a list, and never throws', () => {
    const list = {
      prefixBits: 12,
      entries: setOf([
        { prefix: 1, tag: 2, scope: 'all' },
        { prefix: 4000, tag: 9, scope: 'marketing' },
      ]),
      domains: setOf([{ prefix: 0xffffffff, tag: 0xffffffff, scope: 'all' }]),
    };
    const bytes = encodeSegment(baseOf(list, 1));
    const range = { from: 0, to: 1, prefixBits: 12 };
    for (let length = 0; length < bytes.length; length += 1) {
      expect(decodeSegment(bytes.subarray(0, length), range).ok).toBe(false);
    }
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = bytes.slice();
      changed[bit >>> 3] = (changed[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
      const decoded = decodeSegment(changed, range);
      if (decoded.ok) applySegment(emptyBlocklist(12), decoded.segment);
    }
  });
});

describe('the hash of a set', () => {
  it('is the same for the same list and another for any other', async () => {
    await fc.assert(
      fc.asyncProperty(anyList(12), anyList(12), async (a, b) => {
        const same =
          JSON.stringify([entriesOf(a.entries), entriesOf(a.domains)]) ===
          JSON.stringify([entriesOf(b.entries), entriesOf(b.domains)]);
        const hashes = await Promise.all([hashOfSet(a), hashOfSet(b), hashOfSet({ ...a, prefixBits: 13 })]);
        const [first, second, wider] = hashes.map(hash => hash.join());
        expect(first === second).toBe(same);
        expect(first).not.toBe(wider);
      }),
    );
  });
});
