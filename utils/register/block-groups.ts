import type { ChainHead } from '../blocklist/head.ts';
import type { IdentifierKind } from '../identifier/identifier.ts';
import type { Block, Ground } from './block.ts';
import type { Lift, Register } from './register.ts';
import { isTakenIn } from './taken-in.ts';

/** What can be told of blocks that were recorded on one ground, and lifted together or standing. */
export interface BlockGroupFacts
  extends Pick<Ground, 'reference' | 'recordedAt' | 'basis' | 'scope' | 'reviewAt'> {
  /** How many of each kind. */
  readonly kinds: ReadonlyMap<IdentifierKind, number>;
  /** Null while they stand. */
  readonly lift: Pick<Lift, 'reference' | 'recordedAt' | 'reason'> | null;
  /** Whether the last publication took in that they stand, or that they were lifted. */
  readonly isPublished: boolean;
}

/** Blocks of which the same can be told. */
export interface BlockGroup extends BlockGroupFacts {
  /** Of the blocks. */
  readonly ids: readonly string[];
}

/**
 * All blocks in groups, the latest first. There are no addresses to show; what tells groups apart is reference, date,
 * basis, scope and review.
 * @param published heads of the register that the last publication took in
 */
export function blockGroups(
  { blocks, lifts }: Pick<Register, 'blocks' | 'lifts'>,
  published: readonly ChainHead[],
): BlockGroup[] {
  const groups = new Map<string, Block[]>();
  for (const block of blocks.values()) {
    const { reference, recordedAt, basis, scope, reviewAt } = block;
    const lift = lifts.get(block.id);
    const isPublished = isTakenIn((lift ?? block).origin, published);
    const lifted = lift && [lift.reference, lift.recordedAt, lift.reason];
    const key = JSON.stringify([reference, recordedAt, basis, scope, reviewAt, lifted, isPublished]);
    const group = groups.get(key);
    if (group) group.push(block);
    else groups.set(key, [block]);
  }
  return [...groups.values()]
    .flatMap(group => groupOf(group, lifts, published))
    .toSorted((a, b) => b.recordedAt - a.recordedAt);
}

function groupOf(
  blocks: readonly Block[],
  lifts: ReadonlyMap<string, Lift>,
  published: readonly ChainHead[],
): BlockGroup[] {
  const [first] = blocks;
  if (first === undefined) return [];
  const { reference, recordedAt, basis, scope, reviewAt } = first;
  const lift = lifts.get(first.id) ?? null;
  const kinds = new Map<IdentifierKind, number>();
  for (const { kind } of blocks) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [
    {
      reference,
      recordedAt,
      basis,
      scope,
      reviewAt,
      kinds,
      ids: blocks.map(({ id }) => id),
      lift,
      isPublished: isTakenIn((lift ?? first).origin, published),
    },
  ];
}
