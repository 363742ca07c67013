import { describe, expect, it } from 'vitest';
import { bitsOfSet, bitsOfSplit } from '../../bench/information-bound.ts';

function choose(whole: number, part: number): bigint {
  let ways = 1n;
  for (let index = 0; index < part; index += 1) ways = (ways * BigInt(whole - index)) / BigInt(index + 1);
  return ways;
}

/** log₂ of a BigInt, from its leading 53 bits. */
function bitsOf(ways: bigint): number {
  const digits = ways.toString(2);
  return Math.log2(Number.parseInt(digits.slice(0, 53), 2)) + Math.max(0, digits.length - 53);
}

describe('the information bound', () => {
  it('of a set is the logarithm of the number of such sets', () => {
    for (const [chosen, universeBits] of [
      [1, 20],
      [10, 30],
      [500, 42],
    ] as const) {
      expect(bitsOfSet(chosen, universeBits)).toBeCloseTo(bitsOf(choose(2 ** universeBits, chosen)), 2);
    }
    expect(bitsOfSet(0, 42)).toBe(0);
  });

  it('of a split is the logarithm of the number of such splits', () => {
    expect(bitsOfSplit(100, 400)).toBeCloseTo(bitsOf(choose(400, 100)), 3);
    expect(bitsOfSplit(0, 400)).toBeCloseTo(0, 6);
  });
});
