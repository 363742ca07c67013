/** One measurement of the thing and one of its reference, taken right after one another. */
export interface Pair {
  readonly value: number;
  readonly reference: number;
}

/** A median with its 95 % interval. */
export interface Median {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Fewer say too little about a noisy machine. */
export const LEAST_PAIRS = 30;
/** Taken first and thrown away: compilers and caches warm up. */
export const WARM_UP_PAIRS = 3;

/** Takes one measurement, in whatever unit; `round` counts from 0, warm-up included. */
export type Measure = (round: number) => number | Promise<number>;

/**
 * Interleaved pairs: both are measured in every round, in alternating order, so that what slows the machine for a
 * while slows both.
 * @param pairs how many are kept, at least 30
 */
export async function measurePairs(pairs: number, value: Measure, reference: Measure): Promise<Pair[]> {
  if (pairs < LEAST_PAIRS) throw new RangeError(`${pairs} pairs are fewer than ${LEAST_PAIRS}`);
  const kept: Pair[] = [];
  for (let round = 0; round < WARM_UP_PAIRS + pairs; round += 1) {
    let pair: Pair;
    if (round % 2 === 0) pair = { value: await value(round), reference: await reference(round) };
    else {
      const measured = await reference(round);
      pair = { reference: measured, value: await value(round) };
    }
    if (round >= WARM_UP_PAIRS) kept.push(pair);
  }
  return kept;
}

/** The median of the pairs' ratios, value by reference. */
export function ratioOf(pairs: readonly Pair[]): Median {
  return medianOf(pairs.map(({ value, reference }) => value / reference));
}

/**
 * The median and its distribution-free interval of at least 95 %: between the two order statistics that binomial
 * chance leaves (W. J. Conover, Practical Nonparametric Statistics, 3rd edition, §3.2, "Confidence interval for a
 * quantile"). Of fewer than 6 values no interval is that sure: then it is from the least to the greatest.
 */
export function medianOf(values: readonly number[]): Median {
  if (values.length === 0) throw new RangeError('a median needs a value');
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  const rank = lowerRank(sorted.length);
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    low: at(rank),
    high: at(sorted.length - 1 - rank),
  };
}

/** The greatest index, from 0, below which more than that many of `count` values fall with a chance of at most 2.5 %. */
function lowerRank(count: number): number {
  let chance = 0.5 ** count;
  let below = chance;
  let rank = 0;
  while (below <= 0.025) {
    chance *= (count - rank) / (rank + 1);
    below += chance;
    if (below <= 0.025) rank += 1;
  }
  return rank;
}
