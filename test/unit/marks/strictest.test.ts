import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../utils/lookup/verdict.ts';
import { strictest } from '../../../utils/marks/strictest.ts';

const all = { state: 'listed', scope: 'all', match: 'domain' } as const;
const marketing = { state: 'listed', scope: 'marketing', match: 'exact' } as const;
const spelling = { state: 'listed', scope: 'all', match: 'spelling' } as const;
const others: Verdict[] = [
  { state: 'pending' },
  { state: 'not-listed' },
  { state: 'unknown', reason: 'budget' },
];

describe('one mark for several addresses', () => {
  it('says nothing while none of them is listed', () => {
    expect(strictest([])).toBeNull();
    expect(strictest(others)).toBeNull();
  });

  it('says that one of them is listed, whatever the others are', () => {
    expect(strictest([...others, marketing])).toBe(marketing);
  });

  it('says what the list says before what it doesn’t know yet', () => {
    const waiting = { state: 'listed', scope: 'all', match: 'exact', waiting: true } as const;
    expect(strictest([waiting, all])).toBe(all);
    expect(strictest([marketing, waiting])).toBe(waiting);
  });

  it('says the wider scope, and among equals the closer match', () => {
    expect(strictest([marketing, all])).toBe(all);
    expect(strictest([all, spelling, marketing])).toBe(spelling);
  });
});
