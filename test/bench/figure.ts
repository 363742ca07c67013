import type { BrowserName } from '../e2e/harness/find-browser.ts';
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
  /** The better end of the 95 % interval of the value, or of its excess: what a goal for either is judged by. Lower is better. */
  readonly bestValue: number;
  /** Further things that were counted, such as requests, each with its most. */
  readonly counts?: readonly { readonly what: string; readonly value: number; readonly atMost: number }[];
  /** What was measured, in a line. */
  readonly note: string;
}

/**
 * At most so much, of the ratio, of the value in its unit, or of what the value exceeds its reference by; or at least so
 * much of the ratio; or none, where the figure is only reported.
 */
export type Goal =
  | { readonly of: 'ratio' | 'value' | 'excess'; readonly atMost: number }
  | { readonly of: 'ratio'; readonly atLeast: number }
  | { readonly of: 'nothing' };

const goals = {
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
  'scan-text': { of: 'ratio', atMost: 0.7 },
  'scan-all-innertext': { of: 'ratio', atMost: 0.2 },
  'scan-all-linkify': { of: 'ratio', atMost: 0.2 },
  slice: { of: 'value', atMost: 5 },
  'append-200': { of: 'excess', atMost: 2 },
  'append-200-small': { of: 'excess', atMost: 2 },
  keystroke: { of: 'excess', atMost: 20 },
  'hostile-64k': { of: 'value', atMost: 2 },
  'badge-cached-idle': { of: 'value', atMost: 0 },
  'badge-cached-busy': { of: 'value', atMost: 0 },
  'badge-first': { of: 'excess', atMost: 30 },
  'badges-200': { of: 'value', atMost: 8 },
  'heap-1e5': { of: 'excess', atMost: 0.5 },
  churn: { of: 'ratio', atMost: 1.03 },
  'content-size': { of: 'value', atMost: 30 },
  'import-cli': { of: 'ratio', atLeast: 0.9 },
  'import-page': { of: 'ratio', atLeast: 0.85 },
  'screen-1e6': { of: 'ratio', atLeast: 0.8 },
  'screen-memory': { of: 'value', atMost: 300 },
  'publish-100': { of: 'nothing' },
} as const satisfies Record<string, Goal>;

type PlainName = keyof typeof goals;

/** The plain name is Chromium's where a figure is taken in both browsers. */
export type FigureName = PlainName | `${PlainName}-firefox`;

export function figureNameIn(browser: BrowserName, name: PlainName): FigureName {
  return browser === 'firefox' ? `${name}-firefox` : name;
}

/** The same goal in both browsers. */
export function goalOf(name: FigureName): Goal {
  const plain = name.replace(/-firefox$/, '');
  const goal = Object.entries(goals).find(([key]) => key === plain)?.[1];
  if (!goal) throw new Error(`there is no goal for ${name}`);
  return goal;
}

/** A goal is missed when the interval's better end misses it. */
export function isMet({ figure, bestValue, counts = [] }: Finding): boolean {
  const goal = goalOf(figure.name);
  return meets(goal, figure, bestValue) && counts.every(({ value, atMost }) => value <= atMost);
}

function meets(goal: Goal, { low, high }: Figure, bestValue: number): boolean {
  if (goal.of === 'nothing') return true;
  if ('atLeast' in goal) return (high ?? Number.NaN) >= goal.atLeast;
  return (goal.of === 'ratio' ? (low ?? Number.NaN) : bestValue) <= goal.atMost;
}

/** Of interleaved pairs. */
export function timedFinding(name: FigureName, unit: string, pairs: readonly Pair[], note: string): Finding {
  const value = medianOf(pairs.map(pair => pair.value));
  const reference = medianOf(pairs.map(pair => pair.reference)).median;
  const { median, low, high } = ratioOf(pairs);
  const figure = { name, value: value.median, unit, reference, ratio: median, low, high };
  return { figure, bestValue: value.low, note };
}

/** Of interleaved pairs whose goal is a difference: the interval that decides is that of the differences. */
export function excessFinding(name: FigureName, unit: string, pairs: readonly Pair[], note: string): Finding {
  const excess = medianOf(pairs.map(({ value, reference }) => value - reference));
  return { ...timedFinding(name, unit, pairs, note), bestValue: excess.low };
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
