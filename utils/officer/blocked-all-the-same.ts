import type { BlockGroupFacts } from '../register/block-groups.ts';
import type { Outcome } from '../register/case-event.ts';
import type { CaseState } from '../register/case-state.ts';

/** What a case came to where nobody wanted a block: the offer was declined, or not answered. */
export type Unwanted = Extract<Outcome, 'declined' | 'no-answer'>;

export function unwantedBy({ outcome }: Pick<CaseState, 'outcome'>): Unwanted | null {
  return outcome === 'declined' || outcome === 'no-answer' ? outcome : null;
}

/**
 * Whether a block of a case stands although nobody wanted it. Nothing is wrong with it where they wanted another one;
 * somebody has to look.
 * @param groups of all blocks
 */
export function isBlockedAllTheSame(
  state: Pick<CaseState, 'reference' | 'outcome'>,
  groups: readonly Pick<BlockGroupFacts, 'reference' | 'lift'>[],
): boolean {
  return (
    unwantedBy(state) !== null &&
    groups.some(group => group.reference === state.reference && group.lift === null)
  );
}
