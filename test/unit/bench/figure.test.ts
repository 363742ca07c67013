import { describe, expect, it } from 'vitest';
import { countedFinding, isMet, timedFinding, valueFinding } from '../../bench/figure.ts';
import { tableRow } from '../../bench/table.ts';

const pairsOf = (ratios: readonly number[]) => ratios.map(ratio => ({ value: ratio * 10, reference: 10 }));

describe('a goal', () => {
  it("is missed when the interval's better end misses it, and not before", () => {
    const around = (middle: number) =>
      Array.from({ length: 30 }, (_, index) => middle + (index - 14.5) / 100);
    // clear-500: ratio ≤ 1.5; of 30 values the interval reaches from the 10th to the 21st.
    const within = timedFinding('clear-500', 'ms', pairsOf(around(1.54)), '');
    expect(within.figure.ratio).toBeGreaterThan(1.5);
    expect(isMet(within)).toBe(true);
    expect(isMet(timedFinding('clear-500', 'ms', pairsOf(around(1.56)), ''))).toBe(false);
  });

  it("for a value is judged by the value's own interval", () => {
    const median = { median: 110, low: 99, high: 120 };
    expect(isMet(valueFinding('load-1e6', 'ms', median, ''))).toBe(true);
    expect(isMet(valueFinding('load-1e6', 'ms', { ...median, low: 101 }, ''))).toBe(false);
  });

  it('with something counted beside it is missed when either is', () => {
    const back = countedFinding('back-after-a-year', 'byte', 120, 100, '');
    const requests = (value: number) => ({ ...back, counts: [{ what: 'requests', value, atMost: 64 }] });
    expect(isMet(requests(64))).toBe(true);
    expect(isMet(requests(65))).toBe(false);
    expect(tableRow(requests(65))).toContain('MISSED');
  });

  it('for a ratio that should be high is missed when the higher end is too low', () => {
    // import-cli: ratio ≥ 0.9.
    const of = (ratio: number) => timedFinding('import-cli', 'address/s', pairsOf(Array(30).fill(ratio)), '');
    expect(isMet(of(0.91))).toBe(true);
    expect(isMet(of(0.89))).toBe(false);
    expect(tableRow(of(0.89))).toMatch(/ratio ≥ 0\.9 +MISSED/);
  });

  it('that there is none of is neither met nor missed', () => {
    const row = tableRow(countedFinding('publish-100', 'byte', 1e9, 1, ''));
    expect(row).toContain('reported');
    expect(row).not.toMatch(/met|MISSED/);
  });

  it('leaves ratio and interval null where there is no reference', () => {
    const { figure } = valueFinding('load-1e6', 'ms', { median: 1, low: 1, high: 1 }, '');
    expect(figure).toMatchObject({ reference: null, ratio: null, low: null, high: null });
  });
});
