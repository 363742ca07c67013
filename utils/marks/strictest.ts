import type { Verdict } from '../lookup/verdict.ts';

export type Listed = Extract<Verdict, { state: 'listed' }>;

/** What one mark says for several addresses: `all` before `marketing`, the list before what it doesn't know yet; among equals the closest match. */
export function strictest(verdicts: readonly Verdict[]): Listed | null {
  const order = ['exact', 'spelling', 'domain'];
  const listed = verdicts.filter(verdict => verdict.state === 'listed');
  listed.sort((a, b) => {
    if (a.scope !== b.scope) return a.scope === 'all' ? -1 : 1;
    if (a.waiting !== b.waiting) return a.waiting ? 1 : -1;
    return order.indexOf(a.match) - order.indexOf(b.match);
  });
  return listed[0] ?? null;
}
