import type { BlockGroup } from '../utils/register/block-groups.ts';
import { plainTable } from './plain-table.ts';

const HEADINGS = ['REFERENCE', 'RECORDED', 'BASIS', 'SCOPE', 'BLOCKS', 'REVIEW', 'STATE'] as const;

/** Groups of blocks for a person. */
export function blockTable(groups: readonly BlockGroup[]): string {
  return plainTable(
    HEADINGS,
    groups.map(group => [
      group.reference,
      dayOf(group.recordedAt),
      group.basis,
      group.scope,
      [...group.kinds].map(([kind, count]) => `${count} ${kind}`).join(', '),
      group.reviewAt === null ? '–' : dayOf(group.reviewAt),
      stateOf(group),
    ]),
  );
}

/** And for a script. */
export function groupJson({ kinds, ids, lift, isPublished, ...ground }: BlockGroup) {
  const { reference, recordedAt, basis, scope, reviewAt } = ground;
  return {
    reference,
    since: dayOf(recordedAt),
    basis,
    scope,
    review: reviewAt === null ? null : dayOf(reviewAt),
    kinds: Object.fromEntries(kinds),
    published: isPublished,
    lifted: lift && { reference: lift.reference, reason: lift.reason, since: dayOf(lift.recordedAt) },
    ids,
  };
}

function stateOf({ lift, isPublished }: BlockGroup): string {
  const state = lift ? `lifted ${dayOf(lift.recordedAt)} under ${lift.reference}` : 'stands';
  return isPublished ? state : `${state}, not published yet`;
}

/** Of UTC, as the register's dates are. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
