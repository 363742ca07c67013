// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { ListView } from '../../../../components/desk/list-view.tsx';
import { shownGroup } from '../../../../utils/desk/desk-state.ts';
import type { BlockGroup } from '../../../../utils/register/block-groups.ts';
import type { WhatToErase } from '../../../../utils/register/what-to-erase.ts';

await vi.hoisted(async () => (await import('../english.ts')).speakEnglish());

afterEach(cleanup);

const day = (text: string) => Date.parse(`${text}T09:00:00Z`);
const group = (id: string, given: Partial<BlockGroup>): BlockGroup => ({
  reference: id,
  recordedAt: day('2026-11-02'),
  basis: 'objection',
  scope: 'marketing',
  reviewAt: null,
  kinds: new Map([['email', 1]]),
  ids: [id],
  lift: null,
  isPublished: true,
  ...given,
});
const GROUPS = [
  group('DPO-2', {
    recordedAt: day('2026-11-05'),
    basis: 'erasure',
    scope: 'all',
    reviewAt: day('2028-01-10'),
  }),
  group('DPO-1', {
    kinds: new Map([
      ['email', 2],
      ['domain', 1],
    ]),
    ids: ['a', 'b', 'c'],
  }),
  group('DPO-4', {
    lift: { reference: 'DPO-3', recordedAt: day('2026-11-09'), reason: 'request' },
    isPublished: false,
    ids: ['lifted'],
  }),
];

function show(groups: readonly BlockGroup[] = GROUPS) {
  const onErase = vi.fn(async () => ({ ok: true, finished: 0 }) as const);
  const onOpenCase = vi.fn();
  const plan: WhatToErase = {
    ok: true,
    erasable: { blocks: new Set(['lifted']), cases: new Set() },
    leftCases: [],
  };
  render(
    <ListView
      groups={groups.map(shownGroup)}
      isCase={reference => reference === 'DPO-2'}
      onOpenCase={onOpenCase}
      onPlanErasure={async () => plan}
      onErase={onErase}
    />,
  );
  return { onErase, onOpenCase };
}

const rows = () =>
  [...document.querySelectorAll('tbody tr')].map(row => row.querySelector('td')?.textContent ?? '');

it('shows blocks by reference, date, ground, review and state, and counts them', () => {
  const { onOpenCase } = show();
  expect(rows()).toEqual(['DPO-2', 'DPO-1', 'DPO-4']);
  const text = document.querySelector('table')?.textContent;
  expect(text).toContain('2 mail addresses, 1 company');
  expect(text).toContain('lifted 9 November under DPO-3, not published yet');
  expect(screen.getByRole('status').textContent).toBe('5 blocks');
  fireEvent.click(screen.getByRole('button', { name: 'DPO-2' }));
  expect(onOpenCase).toHaveBeenCalledWith('DPO-2');
  expect(screen.queryByRole('button', { name: 'DPO-1' })).toBeNull();
});

it.each([
  ['Case reference', 'input', 'DPO-3', ['DPO-4']],
  ['On what ground', 'change', 'erasure', ['DPO-2']],
  ['State', 'change', 'standing', ['DPO-2', 'DPO-1']],
  ['State', 'change', 'lifted', ['DPO-4']],
  ['From', 'input', '2026-11-03', ['DPO-2']],
  ['Until', 'input', '2026-11-04', ['DPO-1', 'DPO-4']],
  ['To be looked at again by', 'input', '2028-01-10', ['DPO-2']],
  ['To be looked at again by', 'input', '2028-01-09', []],
] as const)('%s, %s %s, shows %j', (label, event, value, references) => {
  show();
  fireEvent[event](screen.getByLabelText(label), { target: { value } });
  expect(rows()).toEqual(references);
});

it('shows the first rows of many, and says so', () => {
  show(Array.from({ length: 250 }, (_, index) => group(`DPO-${index}`, {})));
  expect(rows()).toHaveLength(200);
  expect(screen.getByRole('status').textContent).toContain('The first 200 rows are shown.');
});

it('erases lifted blocks alone, and says that they are gone', async () => {
  const { onErase } = show();
  expect(screen.getAllByRole('button', { name: 'Erase…' })).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Erase…' }));
  fireEvent.click(screen.getByRole('button', { name: 'See what would go' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Erase for good' }));
  await screen.findByText('DPO-4 was erased.');
  expect(onErase).toHaveBeenCalledExactlyOnceWith(['lifted']);
});
