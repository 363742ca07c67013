import type { Median, Pair } from './paired-ratio.ts';
import { medianOf, ratioOf } from './paired-ratio.ts';

/** One line of `--json`. */
export interface Figure {
  readonly name: FigureName;
  readonly value: number;
  readonly unit: string;
  /** In the same unit, taken in the same run; null where there is none. */
  readonly reference: number | null;
  /** value / reference; of interleaved pairs the median of their ratios. */
  readonly ratio: number | null;
  /** The ratio's 95 % interval; where nothing is left to chance, the ratio itself. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A figure with what a reader needs besides. */
export interface Finding {
  readonly figure: Figure;
  /** The better end of the value's own 95 % interval: what a goal for the value is judged by. */
  readonly bestValue: number;
  /** Further things that were counted, such as requests, each with its most. */
  readonly counts?: readonly { readonly what: string; readonly value: number; readonly atMost: number }[];
  /** What was measured, in a line. */
  readonly note: string;
}

/** At most so much, of the ratio or of the value in its unit. */
export interface Goal {
  readonly of: 'ratio' | 'value';
  readonly atMost: number;
}

export const goals = {
  'wire-1e4': { of: 'ratio', atMost: 1.02 },
  'wire-1e6': { of: 'ratio', atMost: 1.02 },
  'wire-1e7': { of: 'ratio', atMost: 1.02 },
  'memory-1e6': { of: 'value', atMost: 9 },
  'memory-1e7': { of: 'value', atMost: 9 },
  'load-1e6': { of: 'value', atMost: 100 },
  'load-1e7': { of: 'value', atMost: 1000 },
  'lookup-set': { of: 'ratio', atMost: 0.1 },
  'lookup-bloom': { of: 'ratio', atMost: 0.1 },
  'clear-500': { of: 'ratio', atMost: 1.5 },
  'listed-one': { of: 'ratio', atMost: 1.1 },
  'argon2-wasm': { of: 'ratio', atMost: 2.5 },
  'round-trip-50': { of: 'ratio', atMost: 2 },
  'update-100': { of: 'value', atMost: 8192 },
  'back-after-a-year': { of: 'ratio', atMost: 1.5 },
  'install-1e6': { of: 'ratio', atMost: 1.02 },
  'apply-1e6': { of: 'ratio', atMost: 20 },
  'apply-1e7': { of: 'ratio', atMost: 20 },
} as const satisfies Record<string, Goal>;

export type FigureName = keyof typeof goals;

/** A goal is missed when the interval's better end misses it. */
export function isMet({ figure, bestValue, counts = [] }: Finding): boolean {
  const goal: Goal = goals[figure.name];
  const best = goal.of === 'ratio' ? (figure.low ?? Number.NaN) : bestValue;
  return best <= goal.atMost && counts.every(({ value, atMost }) => value <= atMost);
}

/** Of interleaved pairs. */
export function timedFinding(name: FigureName, unit: string, pairs: readonly Pair[], note: string): Finding {
  const value = medianOf(pairs.map(pair => pair.value));
  const reference = medianOf(pairs.map(pair => pair.reference)).median;
  const { median, low, high } = ratioOf(pairs);
  const figure = { name, value: value.median, unit, reference, ratio: median, low, high };
  return { figure, bestValue: value.low, note };
}

/** Of measurements without a reference. */
export function valueFinding(name: FigureName, unit: string, value: Median, note: string): Finding {
  const figure = { name, value: value.median, unit, reference: null, ratio: null, low: null, high: null };
  return { figure, bestValue: value.low, note };
}

/** Of something counted, which comes out the same each time, beside something counted or computed. */
export function countedFinding(
  name: FigureName,
  unit: string,
  value: number,
  reference: number,
  note: string,
): Finding {
  const ratio = value / reference;
  return {
    figure: { name, value, unit, reference, ratio, low: ratio, high: ratio },
    bestValue: value,
    note,
  };
}
