import { hex } from '@scure/base';
import bloomFilters from 'bloom-filters';
import { type Blocklist, hashOfSet } from '../../utils/blocklist/blocklist.ts';
import { createListIndex } from '../../utils/blocklist/list-index.ts';
import { importSealKey, sealFile } from '../../utils/blocklist/seal.ts';
import { applySegment, baseOf, encodeSegment, type Segment } from '../../utils/blocklist/segment.ts';
import { countedFinding, type FigureName, type Finding, timedFinding } from './figure.ts';
import { bitsOfSet, bitsOfSplit } from './information-bound.ts';
import { measureInWorker } from './list-in-worker.ts';
import { LEAST_PAIRS, measurePairs, WARM_UP_PAIRS } from './paired-ratio.ts';
import { marketingCount, randomList, seededRandom } from './random-list.ts';

const random = seededRandom(20261123);

/** What a list weighs on the wire and in memory, and what looking, loading and applying cost. */
export async function* measureList(): AsyncGenerator<Finding> {
  for (const [name, count] of [
    ['wire-1e4', 1e4],
    ['wire-1e6', 1e6],
    ['wire-1e7', 1e7],
  ] as const) {
    yield await wire(name, randomList({ count, domainCount: 0, random }));
  }
  const million = randomList({ count: 1e6, domainCount: 0, random });
  yield* lookups(million);
  yield await applying('apply-1e6', million);
  yield await applying('apply-1e7', randomList({ count: 1e7, domainCount: 0, random }));
  yield* measureInWorker();
}

/** The sealed file of a base: coded, sealed and padded as it would be published. */
async function wire(name: FigureName, list: Blocklist): Promise<Finding> {
  const count = list.entries.prefixes.length;
  const key = await importSealKey(crypto.getRandomValues(new Uint8Array(32)));
  const listId = crypto.getRandomValues(new Uint8Array(16));
  const base = baseOf(list, count);
  const context = {
    listId,
    epoch: 1,
    type: 'segment',
    prefixBits: list.prefixBits,
    from: 0,
    to: count,
  } as const;
  const content = encodeSegment(base);
  const file = await sealFile(key, context, content);
  const bound = bitsOfSet(count, list.prefixBits + 32) + bitsOfSplit(marketingCount(count), count);
  const coded = ((content.length * 8) / bound).toFixed(4);
  return countedFinding(
    name,
    'bit/entry',
    (file.length * 8) / count,
    bound / count,
    `${file.length} bytes, sealed and padded; before sealing and padding ${coded} of the bound`,
  );
}

const LOOKUP_PAIRS = 60;
const QUERIES = 20_000;
/** npm's filter is so slow that fewer will do. */
const BLOOM_QUERIES = 2_000;

async function* lookups(list: Blocklist): AsyncGenerator<Finding> {
  const { prefixBits, entries } = list;
  const count = entries.prefixes.length;
  const clear = clearPrefixes(list, (LOOKUP_PAIRS + WARM_UP_PAIRS) * QUERIES);
  const index = createListIndex(list);
  // What a program without prefixes would keep and ask for: digests in hex, here with these prefixes.
  const digest = new Uint8Array(32);
  const words = new DataView(digest.buffer);
  const textOf = (prefix: number) => {
    words.setUint32(0, prefix * 2 ** (32 - prefixBits));
    for (let offset = 4; offset < digest.length; offset += 4) words.setUint32(offset, random());
    return hex.encode(digest);
  };
  const set = new Set(Array.from(entries.prefixes, textOf));
  // As many false alarms as our prefixes have: fewer would make it slower.
  const bloom = bloomFilters.BloomFilter.create(count, count / 2 ** prefixBits);
  for (const text of set) bloom.add(text);

  // Other prefixes in each round: what was looked up a moment ago lies in the processor's caches.
  const queriesOf = (round: number) => clear.subarray(round * QUERIES, (round + 1) * QUERIES);

  function timeIndex(round: number): number {
    const prefixes = queriesOf(round);
    return nanosecondsEach(prefixes.length, () => {
      let found = 0;
      for (const prefix of prefixes) if (index.hasPrefix(prefix)) found += 1;
      return found;
    });
  }

  function timeTexts(prefixes: Uint32Array, has: (text: string) => boolean): number {
    // Made anew each time: an engine remembers a text's hash.
    const texts = Array.from(prefixes, textOf);
    return nanosecondsEach(texts.length, () => {
      let found = 0;
      for (const text of texts) if (has(text)) found += 1;
      return found;
    });
  }

  yield timedFinding(
    'lookup-set',
    'ns',
    await measurePairs(LOOKUP_PAIRS, timeIndex, round => timeTexts(queriesOf(round), text => set.has(text))),
    `prefixes of ${prefixBits} bits that none of ${count} entries has; Set<string> of their digests in hex`,
  );
  yield timedFinding(
    'lookup-bloom',
    'ns',
    await measurePairs(LOOKUP_PAIRS, timeIndex, round =>
      timeTexts(queriesOf(round).subarray(0, BLOOM_QUERIES), text => bloom.has(text)),
    ),
    'the same; BloomFilter of bloom-filters, with the same rate of false alarms',
  );
}

/** Prefixes of no entry. */
function clearPrefixes({ prefixBits, entries }: Blocklist, count: number): Uint32Array {
  const taken = new Uint8Array(2 ** prefixBits);
  for (const prefix of entries.prefixes) taken[prefix] = 1;
  const prefixes = new Uint32Array(count);
  for (let found = 0; found < count; ) {
    const prefix = random() >>> (32 - prefixBits);
    if (taken[prefix] === 1) continue;
    prefixes[found] = prefix;
    found += 1;
  }
  return prefixes;
}

/** @param work returns how many were found, so that no engine can leave the loop out; none is what it has to be */
function nanosecondsEach(count: number, work: () => number): number {
  const start = process.hrtime.bigint();
  const found = work();
  const elapsed = Number(process.hrtime.bigint() - start);
  // A Bloom filter finds what isn't there, by design.
  if (found === count) throw new Error('every clear prefix was found');
  return elapsed / count;
}

const ADDITIONS = 100;

/** What a client does with a step: the merged arrays, and their hash, which the head has to name. */
async function applying(name: FigureName, list: Blocklist): Promise<Finding> {
  const { entries } = list;
  const step = stepOf(list);
  const pairs = await measurePairs(
    LEAST_PAIRS,
    () =>
      milliseconds(async () => {
        const applied = applySegment(list, step);
        await hashOfSet(applied);
        return applied.entries.prefixes.length;
      }),
    () =>
      milliseconds(async () => {
        const copied = [entries.prefixes.slice(), entries.tags.slice(), entries.scopes.slice()];
        return copied.length;
      }),
  );
  return timedFinding(
    name,
    'ms',
    pairs,
    `${ADDITIONS} additions merged in, and SHA-256 of the set; the arrays copied once`,
  );
}

/** A base of the additions alone, taken for a step. */
function stepOf({ prefixBits }: Blocklist): Segment {
  const additions = randomList({ count: ADDITIONS, domainCount: 0, prefixBits, random });
  return { ...baseOf(additions, 1 + ADDITIONS), from: 1 };
}

async function milliseconds(work: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const made = await work();
  const elapsed = performance.now() - start;
  if (made === 0) throw new Error('nothing was made');
  return elapsed;
}
