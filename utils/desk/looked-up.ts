import type { LookUp } from '../officer/look-up.ts';
import type { Block } from '../register/block.ts';
import { type Holding, holdingOf } from '../register/holding.ts';
import type { Lift } from '../register/register.ts';

/** What a look-up comes to on the page, without the register that it was read from. */
export interface LookedUp extends Pick<LookUp, 'match' | 'isUnpublished'> {
  /** When the list was, in milliseconds since the epoch. */
  readonly publishedAt: number;
  /** That cover whoever was asked for: standing ones and lifted ones. */
  readonly blocks: readonly LookedUpBlock[];
}

export interface LookedUpBlock extends Block {
  /** Null while it stands. */
  readonly lift: Pick<Lift, 'reference' | 'recordedAt'> | null;
  /** The first publication that held it; null where none did, or that can't be told. */
  readonly firstPublished: Holding['from'];
}

export function lookedUp({ match, isUnpublished, head, blocks, register, publications }: LookUp): LookedUp {
  return {
    match,
    isUnpublished,
    publishedAt: head.publishedAt,
    blocks: blocks.map(block => {
      const lift = register.lifts.get(block.id);
      return {
        ...block,
        lift: lift ? { reference: lift.reference, recordedAt: lift.recordedAt } : null,
        firstPublished: publications ? holdingOf(block, register, publications).from : null,
      };
    }),
  };
}
