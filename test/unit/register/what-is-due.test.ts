import { expect, it } from 'vitest';
import { blockGroups } from '../../../utils/register/block-groups.ts';
import type { CaseEvent } from '../../../utils/register/case-event.ts';
import type { CaseOperation } from '../../../utils/register/operation.ts';
import { readRegister } from '../../../utils/register/read-register.ts';
import { whatIsDue } from '../../../utils/register/what-is-due.ts';
import { ann, append, block, emptyRegister, identifier, lift, NOW } from './two-writers.ts';

const DAY_MS = 86_400_000;
const received = { kind: 'received', request: 'erasure', channel: 'mail', evidence: null } as const;

function step(reference: string, event: CaseEvent): CaseOperation {
  return { type: 'case', reference, recordedAt: NOW, event };
}

async function read({ access }: ReturnType<typeof emptyRegister>) {
  const result = await readRegister(access, []);
  if (!result.ok) throw new Error(result.detail);
  return result.register;
}

it('a case is due from a week before its day on, the most urgent first, until it is closed', async () => {
  const made = emptyRegister();
  const inDays = (days: number) => ({ ...received, at: NOW, dueAt: NOW + days * DAY_MS });
  await append(made.access, ann, step('A', inDays(7)), step('B', inDays(8)), step('C', inDays(-1)));
  await append(made.access, ann, step('D', inDays(1)), step('D', { kind: 'closed', at: NOW }));
  const due = whatIsDue(await read(made), [], NOW);
  expect(due.cases.map(({ reference }) => reference)).toEqual(['C', 'A']);
});

it('an offer without an answer is awaited', async () => {
  const made = emptyRegister();
  const offer = { kind: 'letter', wording: 'offer-1-nl', channel: 'mail', at: NOW } as const;
  const declined = { kind: 'outcome', outcome: 'declined', evidence: null, at: NOW + 1 } as const;
  await append(made.access, ann, step('A', offer), step('B', offer), step('B', declined));
  const due = whatIsDue(await read(made), [], NOW);
  expect(due.awaitingReply.map(({ reference }) => reference)).toEqual(['A']);
});

it('a review is due of what stands, and of nothing that was lifted', async () => {
  const made = emptyRegister();
  const [standing, lifted, later] = [identifier(), identifier(), identifier()];
  const soon = { reviewAt: NOW + DAY_MS };
  await append(made.access, ann, { ...block(standing), ...soon }, { ...block(lifted), ...soon });
  await append(made.access, ann, { ...block(later), reviewAt: NOW + 30 * DAY_MS }, lift('X', lifted));
  const { reviews } = whatIsDue(await read(made), [], NOW);
  expect(reviews.map(({ ids }) => ids)).toEqual([[standing.id]]);
});

it('what was recorded or lifted since the last publication is not published', async () => {
  const made = emptyRegister();
  const [first, second, third] = [identifier(), identifier(), identifier()];
  await append(made.access, ann, block(first, second));
  const { heads } = await read(made);
  await append(made.access, ann, lift('X', first), block(third));
  const { unpublished } = whatIsDue(await read(made), heads, NOW);
  expect(unpublished.flatMap(({ ids }) => ids).toSorted()).toEqual([first.id, third.id].toSorted());
});

it('blocks of which the same can be told are one group, however many', async () => {
  const made = emptyRegister();
  const people = Array.from({ length: 5 }, identifier);
  const phone = { ...identifier(), kind: 'phone' as const };
  await append(made.access, ann, block(...people, phone), { ...block(identifier()), scope: 'marketing' });
  await append(made.access, ann, lift('X', ...people.slice(0, 2)));
  const groups = blockGroups(await read(made), []);
  expect(
    groups.map(({ kinds, lift: by, scope }) => [Object.fromEntries(kinds), by?.reference, scope]),
  ).toEqual([
    [{ email: 2 }, 'X', 'all'],
    [{ email: 3, phone: 1 }, undefined, 'all'],
    [{ email: 1 }, undefined, 'marketing'],
  ]);
});
