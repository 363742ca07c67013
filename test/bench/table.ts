import { type Finding, type Goal, goalOf, isMet } from './figure.ts';

const WIDTHS = [26, 12, 12, 12, 24, 16, 0];

export function tableHead(): string {
  return row(['figure', 'value', 'unit', 'reference', 'ratio (95 % interval)', 'goal', '']);
}

export function tableRow(finding: Finding): string {
  const { figure, counts = [], note } = finding;
  const goal = goalOf(figure.name);
  const ratio =
    figure.ratio === null
      ? '–'
      : `${short(figure.ratio)} (${short(figure.low ?? 0)} to ${short(figure.high ?? 0)})`;
  const further = counts.map(({ what, value, atMost }) => `; ${value} ${what} (≤ ${atMost})`).join('');
  return [
    row([
      figure.name,
      short(figure.value),
      figure.unit,
      figure.reference === null ? '–' : short(figure.reference),
      ratio,
      wordsOf(goal),
      goal.of === 'nothing' ? '' : isMet(finding) ? 'met' : 'MISSED',
    ]),
    `  ${note}${further}`,
  ].join('\n');
}

function wordsOf(goal: Goal): string {
  if (goal.of === 'nothing') return 'reported';
  if ('atLeast' in goal) return `ratio ≥ ${goal.atLeast}`;
  if (goal.of === 'ratio') return `ratio ≤ ${goal.atMost}`;
  return goal.of === 'excess' ? `≤ ref + ${goal.atMost}` : `≤ ${goal.atMost}`;
}

/** At least four significant digits. */
export function short(value: number): string {
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en', { maximumFractionDigits: Math.min(4, digits) });
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
    .join(' ')
    .trimEnd();
}
