/** How well one number tells two worlds apart. */
export interface Auc {
  /**
   * The chance that one of the first is told from one of the second: 0.5 is a guess. Below it the first's numbers are
   * the smaller ones, so the larger of this and what it lacks to 1 is what an attacker gets.
   */
  readonly value: number;
  /** Half the 95 % interval, after Hanley and McNeil, Radiology 143 (1982). */
  readonly margin: number;
}

/** By ranks (Mann–Whitney); always 0.5 or more. */
export function aucOf(first: readonly number[], second: readonly number[]): Auc {
  const all = [
    ...first.map(value => ({ value, isFirst: true })),
    ...second.map(value => ({ value, isFirst: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1;
    // Equal ones share their mean rank.
    const rank = (from + 1 + to) / 2;
    ranks += rank * all.slice(from, to).filter(({ isFirst }) => isFirst).length;
    from = to;
  }
  const area = (ranks - (first.length * (first.length + 1)) / 2) / (first.length * second.length);
  const value = Math.max(area, 1 - area);
  const q1 = value / (2 - value);
  const q2 = (2 * value * value) / (1 + value);
  const variance =
    (value * (1 - value) +
      (first.length - 1) * (q1 - value * value) +
      (second.length - 1) * (q2 - value * value)) /
    (first.length * second.length);
  return { value, margin: 1.96 * Math.sqrt(variance) };
}
