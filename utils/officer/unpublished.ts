import type { ChainHead } from '../blocklist/head.ts';
import type { Block } from '../register/block.ts';
import type { Register } from '../register/register.ts';

/** What the next publication brings. */
export interface Unpublished {
  /** Standing blocks that no publication held yet. */
  readonly fresh: readonly Block[];
  /** Blocks that a publication held and that were lifted since. */
  readonly lifted: readonly Block[];
}

/**
 * What the register holds beyond a publication.
 * @param published heads of the register that the publication took in
 */
export function unpublishedIn(
  register: Pick<Register, 'blocks' | 'lifts'>,
  published: readonly ChainHead[],
): Unpublished {
  const ends = new Map(published.map(({ writer, sequence }) => [writer, sequence]));
  const isPublished = ({ origin }: Pick<Block, 'origin'>) =>
    origin.sequence <= (ends.get(origin.writer) ?? 0);
  const blocks = [...register.blocks.values()];
  return {
    fresh: blocks.filter(block => !register.lifts.has(block.id) && !isPublished(block)),
    lifted: blocks.filter(block => register.lifts.has(block.id) && isPublished(block)),
  };
}
