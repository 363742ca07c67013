import { isDeepStrictEqual } from 'node:util';
import { emptyBlocklist } from '../../../utils/blocklist/blocklist.ts';
import { comparePairs, type Pair, type Pairs, sortPairs } from '../../../utils/blocklist/pairs.ts';
import {
  applySegment,
  decodeSegment,
  encodeSegment,
  type Segment,
} from '../../../utils/blocklist/segment.ts';
import { ABSENT, type Touched } from '../../../utils/blocklist/touched.ts';
import { type Bytes, concatBytes } from '../../../utils/bytes.ts';
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';
import type { Random } from '../random.ts';

/** An input is one byte for the prefix's width, and a segment's content. */
export const segment: Target = {
  name: 'segment',
  prepare: random => ({
    samples: [inputOf(random, 0), inputOf(random, 3), inputOf(random, 20), inputOf(random, 60)],
    generate: some => inputOf(some, some.below(30)),
    check,
  }),
};

function check(input: Bytes): boolean {
  const prefixBits = 1 + ((input[0] ?? 0) & 31);
  const decoded = decodeSegment(input.subarray(1), { from: 0, to: 9, prefixBits });
  if (!decoded.ok) return false;
  const { entries, domains } = decoded.segment;
  ensureSorted(entries, prefixBits);
  ensureSorted(domains, 32);
  const again = decodeSegment(encodeSegment(decoded.segment), { from: 0, to: 9, prefixBits });
  ensure(isDeepStrictEqual(again, decoded), 'what was read is read again from its own encoding');
  const list = applySegment(emptyBlocklist(prefixBits), decoded.segment);
  ensure(
    list.entries.prefixes.length === entries.states.filter(state => state !== ABSENT).length,
    'a base gives what it lists',
  );
  return true;
}

function ensureSorted({ prefixes, tags }: Pairs, prefixBits: number): void {
  ensure(prefixes.length === tags.length, 'each prefix has its tag');
  prefixes.forEach((prefix, index) => {
    const tag = tags[index] ?? -1;
    ensure(prefix < 2 ** prefixBits, 'a prefix has no more bits than said');
    if (index === 0) return;
    const order = comparePairs(prefixes[index - 1] ?? 0, tags[index - 1] ?? 0, prefix, tag);
    ensure(order < 0, 'pairs are sorted, none twice');
  });
}

function inputOf(random: Random, count: number): Bytes {
  const prefixBits = 1 + random.below(32);
  const entries = touched(random, count, prefixBits);
  const domains = touched(random, count >> 2, 32);
  const made: Segment = { from: 0, to: 9, prefixBits, entries, domains };
  return concatBytes(Uint8Array.of(prefixBits - 1), encodeSegment(made));
}

function touched(random: Random, count: number, prefixBits: number): Touched {
  const pairs = sortPairs(Array.from({ length: count }, () => pair(random, prefixBits)));
  return { ...pairs, states: Uint8Array.from(pairs.prefixes, () => random.below(3)) };
}

function pair(random: Random, prefixBits: number): Pair {
  // Close together every other time, so that equal prefixes and small gaps come up.
  const bound = random.oneIn(2) ? 2 ** prefixBits : Math.min(4, 2 ** prefixBits);
  return { prefix: random.below(bound), tag: random.below(2 ** 32) };
}
