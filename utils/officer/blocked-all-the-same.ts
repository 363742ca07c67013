import type { BlockGroupFacts } from '../register/block-groups.ts';
import type { CaseState } from '../register/case-state.ts';

/**
 * Whether a block of a case stands although nobody wanted it: the offer was declined, or not answered. Nothing is wrong with
 * it where they wanted another one; somebody has to look.
 * @param groups of all blocks
 */
export function isBlockedAllTheSame(
  { reference, outcome }: Pick<CaseState, 'reference' | 'outcome'>,
  groups: readonly Pick<BlockGroupFacts, 'reference' | 'lift'>[],
): boolean {
  if (outcome !== 'declined' && outcome !== 'no-answer') return false;
  return groups.some(group => group.reference === reference && group.lift === null);
}
