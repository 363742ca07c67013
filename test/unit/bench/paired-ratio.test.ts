import { describe, expect, it } from 'vitest';
import { LEAST_PAIRS, measurePairs, medianOf, ratioOf, WARM_UP_PAIRS } from '../../bench/paired-ratio.ts';

describe('pairs', () => {
  it('are interleaved in alternating order, and the first ones are thrown away', async () => {
    const order: string[] = [];
    const pairs = await measurePairs(
      LEAST_PAIRS,
      round => order.push(`value ${round}`),
      round => order.push(`reference ${round}`),
    );
    expect(pairs).toHaveLength(LEAST_PAIRS);
    expect(order.slice(0, 5)).toEqual(['value 0', 'reference 0', 'reference 1', 'value 1', 'value 2']);
    expect(order).toHaveLength(2 * (LEAST_PAIRS + WARM_UP_PAIRS));
    expect(pairs[0]).toEqual({ value: 8, reference: 7 });
  });

  it('are never fewer than 30', async () => {
    const one = () => 1;
    await expect(measurePairs(29, one, one)).rejects.toThrow('29 pairs are fewer than 30');
  });

  it('give the median of their ratios, not the ratio of their medians', () => {
    const pairs = [
      { value: 1, reference: 1 },
      { value: 20, reference: 10 },
      { value: 30, reference: 100 },
    ];
    expect(ratioOf(pairs).median).toBe(1);
  });
});

describe('the interval of a median', () => {
  // Conover, Practical Nonparametric Statistics, table A3: the ranks, from 1, that bound 95 % for a median.
  it.each([
    [6, 1, 6],
    [10, 2, 9],
    [20, 6, 15],
    [30, 10, 21],
    [60, 22, 39],
  ])('of %i values is from the %ith to the %ith', (count, low, high) => {
    const values = Array.from({ length: count }, (_, index) => count - index);
    expect(medianOf(values)).toEqual({ median: (count + 1) / 2, low, high });
  });

  it('of fewer than six values is as wide as they are', () => {
    expect(medianOf([5, 1, 3])).toEqual({ median: 3, low: 1, high: 5 });
    expect(medianOf([7])).toEqual({ median: 7, low: 7, high: 7 });
  });

  it('holds the true median 95 times in 100 or more', () => {
    let state = 1;
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    let held = 0;
    for (let run = 0; run < 2000; run += 1) {
      const { low, high } = medianOf(Array.from({ length: 30 }, uniform));
      if (low <= 0.5 && high >= 0.5) held += 1;
    }
    expect(held / 2000).toBeGreaterThan(0.94);
  });
});
